// The key by which push services know this server (VAPID, RFC 8292): P-256, made at the first start that has push, beside
// the server's other keys, or given as a file. A browser's subscription is bound to it: with another key, all phones must
// choose anew, and are forgotten when they are next written to (send-push.ts).

import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { type KeyFault, readOrMake } from '../intake/keys.ts';
import { systemErrorCode } from '../store/fault.ts';

/** Both base64url, as browsers and web-push take them. */
export interface PushKey {
  /** The point, uncompressed: 65 bytes. */
  publicKey: string;
  privateKey: string;
}

export type PushKeyResult = { ok: true; key: PushKey | undefined } | { ok: false; fault: KeyFault };

type KeyConfig = Pick<Config, 'dataDir' | 'notices'>;

/** Where it is, or will be. */
export function pushKeyPath({ dataDir, notices }: KeyConfig): string {
  return notices.push?.keyFile ?? join(dataDir, 'keys', 'push-key.pem');
}

/** @returns undefined where the operator has no push, or the server may make a key and `mayMake` is false */
export async function loadPushKey(
  config: KeyConfig,
  { mayMake }: { mayMake: boolean },
): Promise<PushKeyResult> {
  if (!config.notices.push) return { ok: true, key: undefined };
  const path = pushKeyPath(config);
  const isGiven = config.notices.push.keyFile !== undefined;
  try {
    const text = mayMake && !isGiven ? await readOrMake(path, makeKey) : await readFile(path, 'utf8');
    const key = parseKey(text);
    return key ? { ok: true, key } : { ok: false, fault: { code: 'pushKeyMalformed', params: { path } } };
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === 'ENOENT' && !isGiven) return { ok: true, key: undefined };
    return { ok: false, fault: { code: 'keyFileUnreadable', params: { path, reason } } };
  }
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parseKey(pem: string): PushKey | undefined {
  try {
    const { crv, x, y, d } = createPrivateKey(pem).export({ format: 'jwk' });
    if (crv !== 'P-256' || !x || !y || !d) return undefined;
    const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    return { publicKey: Buffer.concat(point).toString('base64url'), privateKey: d };
  } catch {
    // OpenSSL's reasons say nothing that an operator could use.
    return undefined;
  }
}
