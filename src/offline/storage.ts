// The room on the device and whether it will last: asks the browser to keep the store, warns before it is full, and
// notices when the browser has emptied it (after seven days without a visit, some do), so that it can be said.

import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';

const WARN_SHARE = 0.8;
const WARN_LEFT_BYTES = 20 * 1024 * 1024;

const marked = new WeakSet<OfflineEnvironment>();

/** Asks the browser not to empty the store by itself. @returns whether it will keep it, as far as it tells */
export async function askPersistence(environment: OfflineEnvironment = platform): Promise<boolean> {
  const { storage } = environment;
  if (!storage?.persist) return false;
  try {
    return (await isPersistent(environment)) || (await storage.persist());
  } catch {
    return false;
  }
}

/** Whether the browser has promised not to empty the store by itself. */
export async function isPersistent(environment: OfflineEnvironment = platform): Promise<boolean> {
  try {
    return (await environment.storage?.persisted?.()) ?? false;
  } catch {
    return false;
  }
}

/** How full the store is, when that is worth a word: over 80 %, or under 20 MB left. */
export async function storageWarning(
  environment: OfflineEnvironment = platform,
): Promise<{ usedBytes: number; quotaBytes: number } | undefined> {
  const { usage: usedBytes, quota: quotaBytes } = (await environment.storage?.estimate?.()) ?? {};
  if (usedBytes === undefined || !quotaBytes) return undefined;
  const isNearlyFull = usedBytes / quotaBytes > WARN_SHARE || quotaBytes - usedBytes < WARN_LEFT_BYTES;
  return isNearlyFull ? { usedBytes, quotaBytes } : undefined;
}

/** Whether something was stored here once and the browser has deleted it. @throws StorageFault */
export async function wasEvicted(environment: OfflineEnvironment = platform): Promise<boolean> {
  if (!environment.marker.isSet()) return false;
  const stored = await read(environment, ['device'], (transaction) =>
    transaction.objectStore('device').getKey('stored'),
  );
  return stored === undefined;
}

/** After the first save of this page: asks for persistence and sets the marks that wasEvicted compares. */
export function noteFirstSave(environment: OfflineEnvironment): void {
  if (marked.has(environment)) return;
  marked.add(environment);
  // Neither may fail or delay the save that has just succeeded; the next start tries again.
  Promise.all([askPersistence(environment), mark(environment)]).catch(() => marked.delete(environment));
}

// The record first: the other order would call a kill in between an eviction.
async function mark(environment: OfflineEnvironment): Promise<void> {
  await write(environment, ['device'], (transaction) =>
    transaction.objectStore('device').put({ name: 'stored' }),
  );
  environment.marker.set();
}
