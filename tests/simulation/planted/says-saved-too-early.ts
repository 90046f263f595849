// Planted: "saved" is said when the request has succeeded, not when the transaction is complete.

import { openDatabase } from '../../../src/offline/database.ts';
import { type App, REAL } from '../app.ts';

export const saysSavedTooEarly: App = {
  ...REAL,
  saveDraft: async (draft, environment) => {
    const database = await openDatabase(environment);
    const transaction = database.transaction(['drafts'], 'readwrite');
    transaction.done.catch(() => undefined);
    try {
      await transaction.objectStore('drafts').put({ id: draft.id, revision: 1, draft });
      return { ok: true, revision: 1 };
    } catch {
      return { ok: false, reason: 'unavailable' };
    }
  },
};
