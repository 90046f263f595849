// The optional PIN: it wraps the key that seals what is personal, so that the files alone do not open it.
//
//   no PIN ──set──▶ PIN ──change──▶ PIN        a new key, wrapped; the older one is kept beside it until all that it has
//                    │                         sealed is sealed anew
//                    └──remove──▶ no PIN       the same key, open
//
// L1  A key that another one has replaced seals nothing more (device-key.ts).
// L2  An unwrapped key lies in the memory of the page that was unlocked, and nowhere else.
// L3  The PIN that holds changes in one transaction. A kill at any step leaves the one before or the new one, and either
//     opens everything.
// L4  A key under a PIN has never lain on the disk unwrapped: setting and changing make a new one.
// L5  A try is counted before it is made. Only a right one ends the count.
// L6  Who has forgotten the PIN can only throw away what is here.

import { normalizePin, PIN_ROUNDS } from '../domain/pin.ts';
import { utf8 } from './base64url.ts';
import { announce } from './changes.ts';
import type { KeySubtle } from './cryptography.ts';
import { closeDatabase, openDatabase, read, write } from './database.ts';
import { type DeviceKeys, forgetKeys, giveKeys, newKeyId } from './device-key.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { withLastWords } from './last-words-way.ts';
import { LOCK_CHANGED } from './locked.ts';
import { sealAllAnew } from './reseal.ts';
import { type DeviceRecord, type KeyRecord, type PinLock, retiredName } from './schema.ts';

/** `wrong`: with how many tries since one was right. `changed`: another tab was faster. */
export type PinResult =
  | { ok: true }
  | { ok: false; reason: 'wrong'; tries: number }
  | { ok: false; reason: 'changed' };

const AES = 'AES-GCM';
const USES = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] as const;
const IV_BYTES = 12;
const CHANGED: PinResult = { ok: false, reason: 'changed' };

/** `unfinished`: some of what is here is still sealed by the key before. @throws StorageFault */
export async function readPinState(
  environment: OfflineEnvironment = platform,
): Promise<{ isSet: boolean; isUnfinished: boolean; tries: number }> {
  const [record, tries] = await read(environment, ['device'], async (transaction) => {
    const device = transaction.objectStore('device');
    return [keyIn(await device.get('key')), await device.get('pin-tries')] as const;
  });
  return {
    isSet: record?.lock !== undefined,
    isUnfinished: record?.lock?.older !== undefined,
    tries: tries?.name === 'pin-tries' ? tries.count : 0,
  };
}

/** Sets the first PIN. @throws StorageFault */
export async function setPin(
  pin: string,
  environment: OfflineEnvironment = platform,
  rounds = PIN_ROUNDS,
): Promise<PinResult> {
  const record = await readKey(environment);
  if (record?.lock) return CHANGED;
  return await replaceKey(record, record?.key, pin, environment, rounds);
}

/** @throws StorageFault */
export async function changePin(
  old: string,
  pin: string,
  environment: OfflineEnvironment = platform,
  rounds = PIN_ROUNDS,
): Promise<PinResult> {
  const opened = await openLock(old, environment);
  if (!opened.ok) return opened;
  const { record, bytes, keys } = opened;
  giveKeys(keys, environment);
  // Two keys at once, not three.
  if (keys.older) await sealAllAnew(environment);
  return await replaceKey(record, bytes, pin, environment, rounds);
}

/** The key lies open from here on. @throws StorageFault */
export async function removePin(pin: string, environment: OfflineEnvironment = platform): Promise<PinResult> {
  const opened = await openLock(pin, environment);
  if (!opened.ok) return opened;
  const { keys, record } = opened;
  giveKeys(keys, environment);
  if (keys.older) await sealAllAnew(environment);
  const isDone = await replaceRecord(record, { name: 'key', id: keys.id, key: keys.current }, environment);
  announce(LOCK_CHANGED, environment);
  return isDone ? { ok: true } : CHANGED;
}

/** Opens the device for this page. @throws StorageFault */
export async function unlock(pin: string, environment: OfflineEnvironment = platform): Promise<PinResult> {
  const opened = await openLock(pin, environment);
  if (!opened.ok) return opened;
  giveKeys(opened.keys, environment);
  // Not waited for: it waits itself where another tab has replaced the key once more.
  void withLastWords(({ prepareAll }) => prepareAll(environment));
  return { ok: true };
}

/** This page forgets the key, and all that it remembers. */
export async function lock(environment: OfflineEnvironment = platform): Promise<void> {
  forgetKeys(environment);
  await closeDatabase(environment);
}

const PERSONAL = ['drafts', 'outbox', 'threads', 'recordings', 'chunks', 'answers', 'acts'] as const;

/** What would be thrown away; counted without opening anything. @throws StorageFault */
export async function countLocked(
  environment: OfflineEnvironment = platform,
): Promise<{ drafts: number; unsent: number }> {
  const database = await openDatabase(environment);
  const all = database.transaction(['drafts', 'outbox', 'acts']);
  const [drafts, entries, acts] = await Promise.all([
    all.objectStore('drafts').count(),
    all.objectStore('outbox').getAll(),
    all.objectStore('acts').getAll(),
  ]);
  const unsent = [...entries, ...acts].filter(({ status }) => status.state !== 'received').length;
  return { drafts, unsent };
}

/** L6: what is personal goes with its key, all or nothing. @throws StorageFault */
export async function discardLocked(environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, [...PERSONAL, 'device'], async (transaction) => {
    const device = transaction.objectStore('device');
    const record = await device.get('key');
    for (const store of PERSONAL) await transaction.objectStore(store).clear();
    if (record?.name === 'key') await device.put({ name: retiredName(record.id ?? '') });
    await device.delete('key');
    await device.delete('pin-tries');
  });
  await withLastWords(({ dropLastWords }) => dropLastWords(environment));
  await lock(environment);
  announce(LOCK_CHANGED, environment);
}

type Opened =
  | { ok: true; record: KeyRecord; bytes: CryptoKey; keys: DeviceKeys }
  | Extract<PinResult, { ok: false }>;

/** Over a connection that may have been lost meanwhile (D3). @throws StorageFault */
function readKey(environment: OfflineEnvironment): Promise<KeyRecord | undefined> {
  return read(environment, ['device'], async (all) => keyIn(await all.objectStore('device').get('key')));
}

function keyIn(record: DeviceRecord | undefined): KeyRecord | undefined {
  return record?.name === 'key' ? record : undefined;
}

/** L5. */
async function openLock(pin: string, environment: OfflineEnvironment): Promise<Opened> {
  const record = await readKey(environment);
  if (!record?.lock) return { ok: false, reason: 'changed' };
  const tries = await countTry(environment);
  const opened = await unwrap(record, record.lock, pin, subtleOf(environment));
  if (!opened) return { ok: false, reason: 'wrong', tries };
  await write(environment, ['device'], (all) => all.objectStore('device').delete('pin-tries'));
  return { ok: true, record, ...opened };
}

function countTry(environment: OfflineEnvironment): Promise<number> {
  return write(environment, ['device'], async (transaction) => {
    const device = transaction.objectStore('device');
    const tries = await device.get('pin-tries');
    const count = (tries?.name === 'pin-tries' ? tries.count : 0) + 1;
    await device.put({ name: 'pin-tries', count });
    return count;
  });
}

/** @returns undefined when it is another PIN. `bytes` is the key once more, to be wrapped and forgotten */
async function unwrap(
  { id = '' }: KeyRecord,
  { salt, rounds, iv, wrapped, older }: PinLock,
  pin: string,
  subtle: KeySubtle,
): Promise<{ bytes: CryptoKey; keys: DeviceKeys } | undefined> {
  const ofPin = await deriveKey(subtle, pin, salt, rounds);
  const unwrapBy = (
    by: CryptoKey,
    from: { iv: BufferSource; wrapped: ArrayBuffer },
    isExtractable: boolean,
  ) => subtle.unwrapKey('raw', from.wrapped, by, { name: AES, iv: from.iv }, AES, isExtractable, USES);
  let bytes: CryptoKey;
  try {
    bytes = await unwrapBy(ofPin, { iv, wrapped }, true);
  } catch {
    return undefined;
  }
  const current = await unwrapBy(ofPin, { iv, wrapped }, false);
  const before = older && ('wrapped' in older ? await unwrapBy(current, older, false) : older);
  return { bytes, keys: { id, current, older: before } };
}

/** L3, L4. @param older the key before, extractable if it had a PIN itself */
async function replaceKey(
  record: KeyRecord | undefined,
  older: CryptoKey | undefined,
  pin: string,
  environment: OfflineEnvironment,
  rounds: number,
): Promise<PinResult> {
  const { randomBytes } = environment.cryptography;
  const subtle = subtleOf(environment);
  const id = newKeyId(environment);
  const [salt, iv, olderIv] = [randomBytes(16), randomBytes(IV_BYTES), randomBytes(IV_BYTES)];
  const made = await subtle.generateKey({ name: AES, length: 256 }, true, USES);
  const wrapped = await subtle.wrapKey('raw', made, await deriveKey(subtle, pin, salt, rounds), {
    name: AES,
    iv,
  });
  const kept = older?.extractable
    ? { iv: olderIv, wrapped: await subtle.wrapKey('raw', older, made, { name: AES, iv: olderIv }) }
    : older;
  const pinLock: PinLock = { salt, rounds, iv, wrapped, older: kept };
  const opened = await unwrap({ name: 'key', id, lock: pinLock }, pinLock, pin, subtle);
  if (!opened) throw new Error('what was wrapped does not open');
  if (!(await replaceRecord(record, { name: 'key', id, lock: pinLock }, environment))) return CHANGED;
  giveKeys(opened.keys, environment);
  announce(LOCK_CHANGED, environment);
  // A cut-off here is made good at the next unlocking: both keys open.
  await sealAllAnew(environment);
  return { ok: true };
}

/** @returns whether it was done: not when another tab has replaced it meanwhile */
async function replaceRecord(
  before: KeyRecord | undefined,
  after: KeyRecord,
  environment: OfflineEnvironment,
): Promise<boolean> {
  return await write(environment, ['device'], async (transaction) => {
    const device = transaction.objectStore('device');
    const known = keyIn(await device.get('key'));
    if (known?.id !== before?.id || !known?.lock !== !before?.lock || !known !== !before) return false;
    await device.put(after);
    if (before && before.id !== after.id) await device.put({ name: retiredName(before.id ?? '') });
    return true;
  });
}

function subtleOf({ cryptography }: OfflineEnvironment): KeySubtle {
  return cryptography.subtle ?? crypto.subtle;
}

async function deriveKey(
  subtle: KeySubtle,
  pin: string,
  salt: BufferSource,
  iterations: number,
): Promise<CryptoKey> {
  const secret = await subtle.importKey('raw', utf8(normalizePin(pin)), 'PBKDF2', false, ['deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt };
  return await subtle.deriveKey(parameters, secret, { name: AES, length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
  ]);
}
