// The seal of the simulated world under keys: the bytes as they are, and a tag that only who has the key can make. A key that
// is wrapped can be had only with what wraps it; that the real ciphers keep this promise is tested with the real thing.

import { hash } from 'node:crypto';
import type { KeySubtle } from '../../../src/offline/cryptography.ts';
import type { KeyRecord, Sealed } from '../../../src/offline/schema.ts';
import type { Random } from '../random.ts';
import { isSealed, type SimulatedSeals } from '../sealing.ts';

const TAG_BYTES = 16;
const IV_BYTES = 12;
const SECRET_BYTES = 16;

/** Plain, so that it lies on the simulated disk as a CryptoKey does on a real one. */
interface Key {
  secret: string;
  extractable: boolean;
}

export function keyedSealing(random: Random): SimulatedSeals {
  const made = (extractable: boolean): Key => ({ secret: hexOf(random.bytes(SECRET_BYTES)), extractable });
  const subtle = {
    importKey: (_format: string, secret: Uint8Array) =>
      Promise.resolve({ secret: Buffer.from(secret).toString(), extractable: false }),
    deriveKey: ({ salt }: { salt: Uint8Array }, { secret }: Key) =>
      Promise.resolve({ secret: hash('md5', `${secret} ${hexOf(salt)}`), extractable: false }),
    generateKey: (_name: object, extractable: boolean) => Promise.resolve(made(extractable)),
    wrapKey: async (_format: string, { secret, extractable }: Key, by: Key, { iv }: { iv: Uint8Array }) => {
      if (!extractable) throw new Error('a key that cannot be extracted is not wrapped');
      return seal(by, iv, new Uint8Array(), Buffer.from(secret));
    },
    unwrapKey: async (
      _format: string,
      wrapped: ArrayBuffer,
      by: Key,
      { iv }: { iv: Uint8Array },
      _name: string,
      extractable: boolean,
    ) => {
      const secret = open(by, iv, new Uint8Array(), new Uint8Array(wrapped));
      return { secret: Buffer.from(secret).toString(), extractable };
    },
  } as unknown as KeySubtle;
  return {
    makeKey: () => Promise.resolve(made(false) as unknown as CryptoKey),
    seal: (key, iv, place, bytes) => Promise.resolve(seal(keyOf(key), iv, place, bytes)),
    open: async (key, iv, place, bytes) => open(keyOf(key), iv, place, bytes),
    subtle,
  };
}

/** The secrets that open what lies on the disk, for who knows the PIN; undefined: there is no key. */
export function secretsOf(
  record: KeyRecord | undefined,
): { current: string; older?: string | undefined } | undefined {
  if (!record) return undefined;
  if (record.key) return { current: keyOf(record.key).secret };
  const { wrapped, older } = record.lock;
  if (!older) return { current: wrappedIn(wrapped) };
  return {
    current: wrappedIn(wrapped),
    older: 'wrapped' in older ? wrappedIn(older.wrapped) : keyOf(older).secret,
  };
}

/** Whether a record's seal was made under one of the secrets. @param places where it lies */
export function isSealedBy(value: unknown, place: string, secrets: readonly string[]): boolean {
  if (!isSealed(value)) return true;
  const { sealed, over } = value as Sealed;
  const iv = new Uint8Array(sealed, 0, IV_BYTES);
  const bytes = new Uint8Array(sealed, IV_BYTES);
  const bound = new TextEncoder().encode(over ? `pad of ${place}` : place);
  return secrets.some((secret) => isTagged(secret, iv, bound, bytes));
}

function wrappedIn(wrapped: ArrayBuffer): string {
  return Buffer.from(wrapped).subarray(0, -TAG_BYTES).toString();
}

function seal({ secret }: Key, iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): ArrayBuffer {
  const sealed = new Uint8Array(bytes.length + TAG_BYTES);
  sealed.set(bytes);
  sealed.set(tagOf(secret, iv, place, bytes), bytes.length);
  return sealed.buffer;
}

function open({ secret }: Key, iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): ArrayBuffer {
  if (!isTagged(secret, iv, place, bytes)) throw new Error('not the key, or not at this place');
  return bytes.slice(0, -TAG_BYTES).buffer as ArrayBuffer;
}

function isTagged(secret: string, iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): boolean {
  return tagOf(secret, iv, place, bytes.subarray(0, -TAG_BYTES)).equals(bytes.subarray(-TAG_BYTES));
}

function tagOf(secret: string, iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): Buffer {
  return hash('md5', Buffer.concat([Buffer.from(secret), iv, place, Buffer.of(0), bytes]), 'buffer');
}

function keyOf(key: CryptoKey): Key {
  return key as unknown as Key;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
