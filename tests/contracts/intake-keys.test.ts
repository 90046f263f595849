// The server's two secrets: made once, whole, closed to others, and never silently replaced.

import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Keys, type KeysResult, loadKeys } from '../../server/intake/keys.ts';
import { createReceiptSigner } from '../../server/intake/receipt-signer.ts';
import { makeTemporaryFolder } from './databases.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await makeTemporaryFolder();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const load = (files: { trackingSecretFile?: string; receiptKeyFile?: string } = {}, receipt?: string) =>
  loadKeys(
    { dataDir, trackingSecretFile: undefined, receiptKeyFile: undefined, ...files },
    { mayMake: receipt === undefined, anyReceipt: receipt },
  );

function keysOf(result: KeysResult): Keys {
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.keys;
}

const idsOf = ({ trackingSecrets }: Keys) => trackingSecrets.all.map(({ id }) => id);

const codesOf = (result: KeysResult) => (result.ok ? [] : result.faults.map(({ code }) => code));

const claims = {
  id: '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10',
  number: '2026-0000001',
  digest: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  receivedAt: '2026-11-23T11:02:41.507Z',
  dueOn: '2026-12-23',
};

const pem = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const write = async (name: string, text: string) => {
  const path = join(dataDir, name);
  await writeFile(path, text);
  return path;
};

describe('the keys', () => {
  it('are made at the first start, for their owner only, and are the same ever after', async () => {
    const first = keysOf(await load());
    const again = keysOf(await load());
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(again.published).toEqual(first.published);
    expect(first.trackingSecrets.newest.key.symmetricKeySize).toBe(32);
    for (const name of ['tracking-secret', 'receipt-key.pem']) {
      expect((await stat(join(dataDir, 'keys', name))).mode & 0o777).toBe(0o600);
    }
    expect(await readdir(join(dataDir, 'keys'))).toHaveLength(2);
  });

  it('of ten servers that start at once are the same', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, async () => keysOf(await load())));
    expect(new Set(all.flatMap(idsOf)).size).toBe(1);
    expect(new Set(all.map(({ published }) => published[0].kid)).size).toBe(1);
  });

  it('are named by their thumbprint', async () => {
    const { published } = keysOf(await load());
    expect(published[0].kid).toBe(await calculateJwkThumbprint({ ...published[0] }));
  });

  it('can be given as files, earlier ones after the one that is used', async () => {
    const old = keysOf(await load());
    const oldPem = await readFile(join(dataDir, 'keys', 'receipt-key.pem'), 'utf8');
    const lines = [7, 8].map((fill) => `${Buffer.alloc(32, fill).toString('base64')}\n`);
    const trackingSecretFile = await write('secret', lines.join('\n'));
    const receiptKeyFile = await write('receipt.pem', `${pem('P-256')}\n${oldPem}`);
    const receipt = createReceiptSigner(old)(claims);
    const given = keysOf(await load({ trackingSecretFile, receiptKeyFile }, receipt));
    expect(given.trackingSecrets.all.map(({ key }) => key.export())).toEqual([
      Buffer.alloc(32, 7),
      Buffer.alloc(32, 8),
    ]);
    expect(given.published).toHaveLength(2);
    expect(given.published[1]).toEqual(old.published[0]);
  });

  it('are not made anew beside a database that holds applications', async () => {
    const receipt = createReceiptSigner(keysOf(await load()))(claims);
    await rm(join(dataDir, 'keys'), { recursive: true });
    expect(codesOf(await load({}, receipt))).toEqual(['keyMissing', 'keyMissing']);
    await expect(stat(join(dataDir, 'keys'))).rejects.toThrow('ENOENT');
  });

  it('are refused where no receipt of the database is theirs', async () => {
    const receipt = createReceiptSigner(keysOf(await load()))(claims);
    await writeFile(join(dataDir, 'keys', 'receipt-key.pem'), pem('P-256'));
    expect(codesOf(await load({}, receipt))).toEqual(['receiptKeyDiffers']);
  });

  it('that are malformed or unreadable are all named at once', async () => {
    const good = Buffer.alloc(32, 7).toString('base64');
    const trackingSecretFile = await write('secret', `${good}\ntoo short`);
    for (const text of ['', 'no key', pem('P-384'), pem('secp256k1')]) {
      const receiptKeyFile = await write('receipt.pem', text);
      expect(codesOf(await load({ trackingSecretFile, receiptKeyFile }))).toEqual([
        'trackingSecretMalformed',
        'receiptKeyMalformed',
      ]);
    }
    const folder = join(dataDir, 'folder');
    await mkdir(folder);
    await chmod(folder, 0o700);
    expect(
      codesOf(await load({ trackingSecretFile: folder, receiptKeyFile: join(dataDir, 'gone') })),
    ).toEqual(['keyFileUnreadable', 'keyFileUnreadable']);
  });
});
