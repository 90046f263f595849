// Planted: the id is made when sending, not when the citizen presses "Gönder", so that a retry is another application
// (formhub#678: a slow server and a timed retry gave ten copies).

import { newId } from '../../../src/offline/ids.ts';
import { type App, REAL } from '../app.ts';

export const takesANewIdForEachAttempt: App = {
  ...REAL,
  senderEnvironment: (environment) => ({
    ...environment,
    fetch: (path, request) =>
      environment.fetch(path.replace(/^(\/api\/applications\/).+$/, `$1${newId(environment)}`), request),
  }),
};
