// Planted: "Gönder" throws away what another tab has saved into the same draft meanwhile, as though this page had seen
// every save and its own text were always the newest.

import { readDraft } from '../../../src/offline/drafts.ts';
import { type App, REAL } from '../app.ts';

export const losesTheOtherTab: App = {
  ...REAL,
  sendDraft: async (draft, sending, environment) => {
    await readDraft(draft.id, environment);
    return await REAL.sendDraft({ ...draft, changedAt: Number.MAX_SAFE_INTEGER }, sending, environment);
  },
};
