// Planted: "Gönder" deletes the draft in one transaction and puts the entry in another, as the queues of
// MEASURED's second and third kind do. A kill in between loses the application.

import { deleteDraft } from '../../../src/offline/gone-drafts.ts';
import { type App, REAL } from '../app.ts';

export const sendsInTwoTransactions: App = {
  ...REAL,
  sendDraft: async (draft, sending, environment) => {
    await deleteDraft(draft.id, environment);
    return await REAL.sendDraft(draft, sending, environment);
  },
};
