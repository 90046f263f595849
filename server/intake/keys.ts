// The secrets of the server: the tracking secrets (HMAC of tracking keys), the key that signs receipts, the keys under
// which identities are sealed (server/applicant), and those that open sealed applications.
// Made once, at the first start, in DATA_DIR/keys with mode 0600; or given as files. They are never in the database,
// so a stolen database opens no thread and forges no receipt. Several servers on one database share both files, and
// are held to that (shared-keys.ts).
//
// Refused: making new ones beside a database that has been used. That is a restored backup without its keys, or a
// volume that failed to mount; without its tracking secrets every earlier citizen would be locked out.

import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseReceipt } from '../../src/domain/receipt.ts';
import { type IdentityKeys, makeIdentityKey, parseIdentityKeys } from '../applicant/identity-keys.ts';
import type { Config } from '../config.ts';
import { makeFolders, syncPath } from '../store/durable-folder.ts';
import { errorCode, systemErrorCode } from '../store/fault.ts';
import { type AcceptanceKeys, makeAcceptanceKey, parseAcceptanceKeys } from './acceptance-keys.ts';
import { toPublishedKey } from './published-key.ts';
import type { ReceiptKeys } from './receipt-signer.ts';
import { parseTrackingSecrets, type TrackingSecrets } from './tracking-secrets.ts';

export interface Keys extends ReceiptKeys {
  trackingSecrets: TrackingSecrets;
}

/** `code` names the sentence `intake.fault.<code>`; `params` are its placeholders. */
export type KeyFault =
  | { code: 'keyFileUnreadable'; params: { path: string; reason: string } }
  | { code: 'trackingSecretMalformed'; params: { path: string } }
  | { code: 'receiptKeyMalformed'; params: { path: string } }
  | { code: 'pushKeyMalformed'; params: { path: string } }
  | { code: 'keyMissing'; params: { path: string } }
  | { code: 'receiptKeyDiffers'; params: { path: string } }
  /** The database has been used with others (shared-keys.ts). */
  | { code: 'trackingSecretDiffers'; params: { path: string } }
  /** It has been used with this one, too. */
  | { code: 'trackingSecretWithdrawn'; params: { path: string; id: string } }
  /** The first one is unknown to the servers that run. */
  | { code: 'trackingSecretTooNew'; params: { path: string; id: string } }
  | { code: 'receiptKeyWithdrawn'; params: { path: string; kid: string } }
  | { code: 'identityKeysMalformed'; params: { path: string } }
  /** The database has identities under it. */
  | { code: 'identityKeyWithdrawn'; params: { path: string; kid: string } }
  | { code: 'acceptanceKeysMalformed'; params: { path: string } }
  /** It has been offered to phones. */
  | { code: 'acceptanceKeyWithdrawn'; params: { path: string; kid: string } };

export type KeysResult = { ok: true; keys: Keys } | { ok: false; faults: KeyFault[] };

type Loaded<Value> = { ok: true; value: Value; path: string } | { ok: false; fault: KeyFault };

const SECRET_BYTES = 32;
const KEY_BLOCK = /-----BEGIN ([A-Z ]*(?:PRIVATE|PUBLIC) KEY)-----[^-]+-----END \1-----/g;

export type KeyConfig = Pick<Config, 'dataDir' | 'trackingSecretFile' | 'receiptKeyFile'> &
  Partial<Pick<Config, 'identityKeysFile' | 'acceptanceKeysFile'>>;

/** Where each key is, or will be. */
export function keyPaths(config: KeyConfig) {
  const folder = join(config.dataDir, 'keys');
  return {
    trackingSecret: config.trackingSecretFile ?? join(folder, 'tracking-secret'),
    receiptKey: config.receiptKeyFile ?? join(folder, 'receipt-key.pem'),
    identityKeys: config.identityKeysFile ?? join(folder, 'identity-keys'),
    acceptanceKeys: config.acceptanceKeysFile ?? join(folder, 'acceptance-keys.pem'),
  };
}

/**
 * @param mayMake whether no server has used the database yet
 * @param anyReceipt one that the database holds; undefined when it holds no application
 */
export async function loadKeys(
  config: KeyConfig,
  { mayMake, anyReceipt }: { mayMake: boolean; anyReceipt: string | undefined },
): Promise<KeysResult> {
  const paths = keyPaths(config);
  const secret = await loadTrackingSecrets(config, { mayMake });
  const receipt = await load({
    path: paths.receiptKey,
    isGiven: config.receiptKeyFile !== undefined,
    mayMake,
    make: makeReceiptKey,
    parse: parseReceiptKeys,
    malformed: 'receiptKeyMalformed',
  });
  const faults = [secret, receipt].flatMap((loaded) => (loaded.ok ? [] : [loaded.fault]));
  if (receipt.ok && anyReceipt !== undefined && !isSignedByOneOf(receipt.value, anyReceipt)) {
    faults.push({ code: 'receiptKeyDiffers', params: { path: receipt.path } });
  }
  if (!secret.ok || !receipt.ok || faults.length > 0) return { ok: false, faults };
  return { ok: true, keys: { trackingSecrets: secret.value, ...receipt.value } };
}

/** @param mayMake whether no server has used the database yet */
export function loadTrackingSecrets(
  config: KeyConfig,
  { mayMake }: { mayMake: boolean },
): Promise<Loaded<TrackingSecrets>> {
  return load({
    path: keyPaths(config).trackingSecret,
    isGiven: config.trackingSecretFile !== undefined,
    mayMake,
    make: () => `${randomBytes(SECRET_BYTES).toString('base64')}\n`,
    parse: parseTrackingSecrets,
    malformed: 'trackingSecretMalformed',
  });
}

/** @param mayMake whether the database has no identity under any key yet */
export function loadIdentityKeys(
  config: KeyConfig,
  { mayMake }: { mayMake: boolean },
): Promise<Loaded<IdentityKeys>> {
  return load({
    path: keyPaths(config).identityKeys,
    isGiven: config.identityKeysFile !== undefined,
    mayMake,
    make: makeIdentityKey,
    parse: parseIdentityKeys,
    malformed: 'identityKeysMalformed',
  });
}

/** @param mayMake whether none has been offered to anybody yet */
export function loadAcceptanceKeys(
  config: KeyConfig,
  { mayMake }: { mayMake: boolean },
): Promise<Loaded<AcceptanceKeys>> {
  return load({
    path: keyPaths(config).acceptanceKeys,
    isGiven: config.acceptanceKeysFile !== undefined,
    mayMake,
    make: makeAcceptanceKey,
    parse: parseAcceptanceKeys,
    malformed: 'acceptanceKeysMalformed',
  });
}

/** What is wrong with the files themselves, before a database is asked. One that the server may make is none. */
export async function findKeyFaults(config: KeyConfig): Promise<KeyFault[]> {
  const loaded = await loadKeys(config, { mayMake: false, anyReceipt: undefined });
  const identity = await loadIdentityKeys(config, { mayMake: false });
  const acceptance = await loadAcceptanceKeys(config, { mayMake: false });
  const faults = [
    ...(loaded.ok ? [] : loaded.faults),
    ...[identity, acceptance].flatMap((one) => (one.ok ? [] : [one.fault])),
  ];
  return faults.filter(({ code }) => code !== 'keyMissing');
}

interface KeySource<Value> {
  path: string;
  /** By the operator: then a missing file is never made. */
  isGiven: boolean;
  mayMake: boolean;
  make: () => string;
  parse: (text: string) => Value | undefined;
  malformed:
    | 'trackingSecretMalformed'
    | 'receiptKeyMalformed'
    | 'identityKeysMalformed'
    | 'acceptanceKeysMalformed';
}

async function load<Value>(source: KeySource<Value>): Promise<Loaded<Value>> {
  const { path, isGiven } = source;
  try {
    const text =
      !isGiven && source.mayMake ? await readOrMake(path, source.make) : await readFile(path, 'utf8');
    const value = source.parse(text);
    return value === undefined
      ? { ok: false, fault: { code: source.malformed, params: { path } } }
      : { ok: true, value, path };
  } catch (error) {
    const reason = systemErrorCode(error);
    return reason === 'ENOENT' && !isGiven
      ? { ok: false, fault: { code: 'keyMissing', params: { path } } }
      : { ok: false, fault: { code: 'keyFileUnreadable', params: { path, reason } } };
  }
}

/**
 * The file's text, made first where it is missing. It appears under its name whole and synced or not at all (a kill
 * leaves at most a stray temporary file), and of two servers that start at once both read the same one.
 */
export async function readOrMake(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const folder = dirname(path);
  await makeFolders(folder);
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(make());
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncPath(folder);
  await syncPath(dirname(folder));
  return readFile(path, 'utf8');
}

function makeReceiptKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** First the key that signs; the keys after it, private or public, are only published. */
function parseReceiptKeys(text: string): ReceiptKeys | undefined {
  const [first, ...earlier] = text.match(KEY_BLOCK) ?? [];
  if (first === undefined) return undefined;
  return orUndefined(() => {
    const signingKey = createPrivateKey(first);
    const published = toPublishedKey(signingKey);
    const others = earlier.map((pem) => toPublishedKey(createPublicKey(pem)));
    const known = others.filter((key) => key !== undefined);
    if (published === undefined || known.length < others.length) return undefined;
    return { signingKey, published: [published, ...known] };
  });
}

/** OpenSSL's reasons differ by version and say nothing that an operator could use. */
function orUndefined<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function isSignedByOneOf({ published }: ReceiptKeys, receipt: string): boolean {
  const parsed = parseReceipt(receipt, (text) => Buffer.from(text, 'base64url').toString());
  return published.some(({ kid }) => kid === parsed?.header.kid);
}
