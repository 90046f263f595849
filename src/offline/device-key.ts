// The key that seals what is personal, as it lies on the disk: open, or wrapped by a PIN (pin-lock.ts). Here it is found,
// made when there is none, and waited for while the device is locked.
//
// X3  The key is on the disk before the first thing that it seals. Of two tabs that make one, the second takes the first's;
//     an emptied store begins with a new one, because a key is remembered no longer than a connection.
// L1  A key that another one has replaced seals nothing more: its mark (`retired …`) makes the transaction fail.
// L2  An unwrapped key lies in the memory of the page that was unlocked, and nowhere else; the worker has none.

import { onChange } from './changes.ts';
import type { Database } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { LOCK_CHANGED, LOCKED } from './locked.ts';
import type { KeyRecord } from './schema.ts';
import { StorageFault } from './storage-fault.ts';

export interface DeviceKeys {
  /** '' of a key that a version without PINs has made. */
  id: string;
  current: CryptoKey;
  /** Opens what was not sealed anew yet since it was replaced. */
  older?: CryptoKey | undefined;
}

const given = new WeakMap<OfflineEnvironment, DeviceKeys>();
const waiting = new Set<() => void>();

/** The device was unlocked in this page. */
export function giveKeys(keys: DeviceKeys, environment: OfflineEnvironment): void {
  given.set(environment, keys);
  for (const go of [...waiting]) go();
  waiting.clear();
}

/** The page is locked; whoever needs a key waits. */
export function forgetKeys(environment: OfflineEnvironment): void {
  given.delete(environment);
}

export async function readKeyRecord(database: Database): Promise<KeyRecord | undefined> {
  const record = await database.transaction('device').objectStore('device').get('key');
  return record?.name === 'key' ? record : undefined;
}

/** X3. @param forget what is remembered belongs to another key. @throws StorageFault while it is locked and nobody is there to ask */
export async function readKeys(
  database: Database,
  environment: OfflineEnvironment,
  forget: () => void,
): Promise<DeviceKeys> {
  hearOfLocks(database, environment, forget);
  const record = (await readKeyRecord(database)) ?? (await makeKey(database, environment));
  const id = record.id ?? '';
  if (record.key) return { id, current: record.key };
  const keys = given.get(environment);
  if (keys?.id === id) return keys;
  await untilUnlocked();
  return await readKeys(database, environment, forget);
}

/** Never that of a key before: those are marked as replaced. */
export function newKeyId({ cryptography }: OfflineEnvironment): string {
  return cryptography.randomBytes(8).join('.');
}

/** @returns whether somebody can be asked: nobody listens in a worker */
function ask(): boolean {
  return globalThis.dispatchEvent?.(new Event(LOCKED, { cancelable: true })) === false;
}

function untilUnlocked(): Promise<void> {
  if (!ask()) throw new StorageFault('unavailable', new Error('locked by a PIN'));
  return new Promise((resolve) => waiting.add(resolve));
}

/** The connection that is open now, of those that hear. */
const hearing = new WeakMap<OfflineEnvironment, { database: Database; forget: () => void }>();

/** A page that is open while a PIN is set or changed in another one asks for it, too; it does not go on as it was. */
function hearOfLocks(database: Database, environment: OfflineEnvironment, forget: () => void): void {
  if (!('document' in globalThis)) return;
  const isFirst = !hearing.has(environment);
  hearing.set(environment, { database, forget });
  if (!isFirst) return;
  const askIfLocked = async (): Promise<void> => {
    const record = await readKeyRecord(hearing.get(environment)?.database ?? database);
    if (record?.lock && given.get(environment)?.id !== record.id) ask();
  };
  onChange(({ kind, id, isElsewhere }) => {
    if (kind !== LOCK_CHANGED.kind || id !== LOCK_CHANGED.id || !isElsewhere) return;
    hearing.get(environment)?.forget();
    void askIfLocked();
  }, environment);
}

async function makeKey(database: Database, environment: OfflineEnvironment): Promise<KeyRecord> {
  const made: KeyRecord = {
    name: 'key',
    id: newKeyId(environment),
    key: await environment.cryptography.makeKey(),
  };
  const transaction = database.transaction('device', 'readwrite', { durability: 'strict' });
  const { done } = transaction;
  done.catch(() => undefined);
  try {
    const device = transaction.objectStore('device');
    const first = await device.get('key');
    const record = first?.name === 'key' ? first : made;
    if (record === made) await device.put(made);
    await done;
    return record;
  } catch (error) {
    // The more telling of two: where there is no room, only the transaction says so.
    throw transaction.error ?? error;
  }
}
