// Planted: as src/offline/drafts.ts first had it. A save replaced whatever was stored, so the retry of a page that was
// left with an unsaved text came down on what was written and saved since.

import { type App, REAL } from '../app.ts';

export const retriesOverANewerText: App = {
  ...REAL,
  saveDraft: (draft, environment) => REAL.saveDraft(draft, environment, 'any'),
};
