// Numbered, forward-only. The place in the array is the version that a migration leads to, counted from 1; what has
// been released is never changed. Each runs inside the one upgrade transaction, so a kill leaves the old version.
// No migration may delete a store that can hold something unsent (migrations.test.ts opens every old version).

/** @param transaction the upgrade's own: what is not done in it by its end is not done at all */
export type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void;

export const MIGRATIONS: readonly Migration[] = [
  // 1
  (database) => {
    database.createObjectStore('drafts', { keyPath: 'id' });
    database.createObjectStore('outbox', { keyPath: 'id' }).createIndex('by-draft', 'draftId');
    database.createObjectStore('threads', { keyPath: 'applicationId' });
    database.createObjectStore('device', { keyPath: 'name' });
  },
  // 2
  (database) => {
    database.createObjectStore('recordings', { keyPath: 'id' });
    database.createObjectStore('chunks');
  },
  // 3
  (database) => {
    database.createObjectStore('acts', { keyPath: 'id' });
  },
  // 4
  (database) => {
    database.createObjectStore('answers');
  },
  // 5: records are sealed from here on, and no version that cannot open them may open the store. What is older is
  // sealed by reseal.ts: an upgrade cannot wait for a cipher.
  () => undefined,
  // 6
  (database) => {
    database.createObjectStore('sealed', { keyPath: 'parcel' });
    database.createObjectStore('sealedChunks');
  },
  // 7: a PIN may wrap the key, and what was typed last may lie under a pad; no version that knows neither may open the store.
  () => undefined,
  // 8: an entry may hold keys of its own (`given`), which an older version would put away as text.
  () => undefined,
];
