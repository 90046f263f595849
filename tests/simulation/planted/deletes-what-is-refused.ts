// Planted: a terminal answer of the server removes the entry (Formbricks does so), and with it the citizen's text.

import { deleteRefused } from '../../../src/offline/outbox.ts';
import { type App, REAL } from '../app.ts';

export const deletesWhatIsRefused: App = {
  ...REAL,
  startSync: (listeners, environment, judgement) =>
    REAL.startSync(
      {
        ...listeners,
        onReport: ({ refused }) => {
          for (const id of refused) void deleteRefused(id, environment);
        },
      },
      environment,
      judgement,
    ),
};
