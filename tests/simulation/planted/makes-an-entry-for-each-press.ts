// Planted: every "Gönder" makes an entry, so pressing twice, or in two tabs, sends twice (enketo#942).

import { platform } from '../../../src/offline/environment.ts';
import { deleteDraft } from '../../../src/offline/gone-drafts.ts';
import { newId } from '../../../src/offline/ids.ts';
import { type App, REAL } from '../app.ts';

export const makesAnEntryForEachPress: App = {
  ...REAL,
  sendDraft: async (draft, sending, environment = platform) => {
    const result = await REAL.sendDraft({ ...draft, id: newId(environment) }, sending, environment);
    if (result.ok) await deleteDraft(draft.id, environment);
    return result;
  },
};
