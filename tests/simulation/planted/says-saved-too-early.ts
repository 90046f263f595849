// Planted: "saved" is said when the request has succeeded, not when the transaction is complete.

import { openDatabase } from '../../../src/offline/database.ts';
import { platform } from '../../../src/offline/environment.ts';
import { Seals, sealAhead } from '../../../src/offline/sealing.ts';
import { type App, REAL } from '../app.ts';

export const saysSavedTooEarly: App = {
  ...REAL,
  saveDraft: async (draft, environment = platform) => {
    const database = await openDatabase(environment);
    const record = { id: draft.id, revision: 1, draft };
    const seals = new Seals(database, environment);
    await sealAhead(seals, 'drafts', record);
    const transaction = database.transaction(['drafts'], 'readwrite');
    transaction.done.catch(() => undefined);
    try {
      await seals.over(transaction).objectStore('drafts').put(record);
      return { ok: true, revision: 1 };
    } catch {
      return { ok: false, reason: 'unavailable' };
    }
  },
};
