// The keys under which identities are sealed, in a file of one key a line (32 bytes, base64): the first seals, all of them open.
// Made at the first start in DATA_DIR/keys, mode 0600, or given as IDENTITY_KEYS_FILE; never in the database.

import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface IdentityKey {
  /** Made of the key: the first 48 bits of its SHA-256, in hex. */
  id: string;
  key: KeyObject;
}

export interface IdentityKeys {
  newest: IdentityKey;
  byId: ReadonlyMap<string, IdentityKey>;
}

const KEY_BYTES = 32;
const LINE = /^[A-Za-z0-9+/]{43}=$/;

/** A line of the file. */
export function makeIdentityKey(): string {
  return `${randomBytes(KEY_BYTES).toString('base64')}\n`;
}

/** @returns undefined where a line is no key, or there is none */
export function parseIdentityKeys(text: string): IdentityKeys | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const coded = lines.filter((line) => line !== '');
  if (!coded.every((line) => LINE.test(line))) return undefined;
  const keys = coded.map((line) => toKey(Buffer.from(line, 'base64')));
  const [newest] = keys;
  return newest && { newest, byId: new Map(keys.map((key) => [key.id, key])) };
}

/** For a running server that meets a key it does not know yet. @throws where the file cannot be read or is none of ours */
export function reloadIdentityKeys(path: string): IdentityKeys {
  const keys = parseIdentityKeys(readFileSync(path, 'utf8'));
  if (!keys) throw new Error('The file of identity keys is malformed');
  return keys;
}

function toKey(bytes: Buffer): IdentityKey {
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { id, key: createSecretKey(bytes) };
}
