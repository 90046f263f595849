// The keys that applications are sealed to (src/sealing): PEM blocks of private keys on P-256 in one file. The first is offered to
// devices, all of them open: what was sealed to an older one may lie on a phone without a signal for months.
// Made at the first start in DATA_DIR/keys, mode 0600, or given as ACCEPTANCE_KEYS_FILE; never in the database.

import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AcceptanceKey } from '../../src/domain/sealed.ts';
import { importKeyPair, type KeyPair } from '../../src/sealing/suite.ts';
import { toPublishedKey } from './published-key.ts';

export interface AcceptanceKeys {
  offered: AcceptanceKey;
  /** By the thumbprint under which they are, or were, offered. */
  byId: ReadonlyMap<string, Secret>;
}

interface Secret {
  /** 65 bytes: an uncompressed point. */
  point: Buffer;
  /** 32 bytes. */
  secret: Buffer;
}

/** Finds the pair that an envelope names; undefined where this server has none of that name. */
export type FindAcceptanceKey = (id: string) => Promise<KeyPair | undefined>;

const PRIVATE_BLOCK = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]+-----END \1-----/g;

/** A file of one key. */
export function makeAcceptanceKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** @returns undefined where a block is no private key on P-256, or there is none */
export function parseAcceptanceKeys(text: string): AcceptanceKeys | undefined {
  const pairs = (text.match(PRIVATE_BLOCK) ?? []).map(parsePair);
  const known = pairs.filter((pair) => pair !== undefined);
  const [first] = known;
  if (!first || known.length < pairs.length) return undefined;
  return {
    offered: first.published,
    byId: new Map(known.map(({ published, ...secret }) => [published.kid, secret])),
  };
}

/** For a running server that meets a key that was added since. @throws where the file cannot be read or is none of ours */
export function reloadAcceptanceKeys(path: string): AcceptanceKeys {
  const keys = parseAcceptanceKeys(readFileSync(path, 'utf8'));
  if (!keys) throw new Error('The file of acceptance keys is malformed');
  return keys;
}

/** @param reload the keys as they are now: another server may have been started with one more */
export function createAcceptanceKeyring(
  keys: AcceptanceKeys,
  reload: () => AcceptanceKeys = () => keys,
): FindAcceptanceKey {
  let known = keys;
  const imported = new Map<string, Promise<KeyPair>>();
  return async (id) => {
    if (!known.byId.has(id)) known = reload();
    const found = known.byId.get(id);
    if (!found) return undefined;
    const pair = imported.get(id) ?? importKeyPair(found.point, found.secret);
    imported.set(id, pair);
    return await pair;
  };
}

function parsePair(pem: string): (Secret & { published: AcceptanceKey }) | undefined {
  try {
    const key = createPrivateKey(pem);
    const published = toPublishedKey(key);
    const { d } = key.export({ format: 'jwk' });
    if (!published || d === undefined) return undefined;
    const { x, y, kid, kty, crv } = published;
    return {
      published: { kty, crv, x, y, kid, use: 'enc' },
      point: Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
      secret: Buffer.from(d, 'base64url'),
    };
  } catch {
    return undefined; // OpenSSL's reasons differ by version and say nothing that an operator could use.
  }
}
