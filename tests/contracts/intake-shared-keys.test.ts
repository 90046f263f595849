// Several servers on one database: the same keys, or a refusal at the start that says which file is wrong.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { KeysResult } from '../../server/intake/keys.ts';
import { agreeOnKeys } from '../../server/intake/shared-keys.ts';
import { SYSTEM } from '../../server/store/access.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openPool } from '../../server/store/pool.ts';
import { prepareSchema } from '../../server/store/prepare-schema.ts';
import type { Database } from '../../server/store/schema.ts';
import { forEachDatabase, makeTemporaryFolder, silentLogger } from './databases.ts';

interface Files {
  trackingSecretFile?: string;
  receiptKeyFile?: string;
  identityKeysFile?: string;
  acceptanceKeysFile?: string;
}

let folder: string;
/** Written before anybody starts: of two that wrote it at once, one could read it while it is empty. */
let identityKeys: string;
let acceptanceKeys: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  identityKeys = await write('identity-keys', `${Buffer.alloc(32, 1).toString('base64')}\n`);
  acceptanceKeys = await write('acceptance-keys', pem());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const aSecret = (name: string) => write(name, randomBytes(32).toString('base64'));

/** What a server does at its start, as far as keys go; each has a data folder of its own. */
async function start(database: OpenDatabase, dataDir: string, files: Files = {}): Promise<KeysResult> {
  const pool = openPool<Database>(database, { databasePoolSize: 2 }, silentLogger, {
    applicationName: 'test',
  });
  onTestFinished(pool.close);
  const migrated = await prepareSchema(database, MIGRATIONS);
  if (!migrated.ok) throw new Error(migrated.fault.code);
  return agreeOnKeys(pool.as(SYSTEM), {
    dataDir: join(folder, dataDir),
    trackingSecretFile: undefined,
    receiptKeyFile: undefined,
    // Whoever gives files gives these, too, and the same to all.
    identityKeysFile: files.trackingSecretFile && identityKeys,
    acceptanceKeysFile: files.trackingSecretFile && acceptanceKeys,
    ...files,
  });
}

const verdictOf = (result: KeysResult) => (result.ok ? 'starts' : result.faults.map(({ code }) => code));

forEachDatabase((fresh) => {
  describe('of two servers that start at once on one database', () => {
    it('both start with the same files', async () => {
      const database = await fresh();
      const files = { trackingSecretFile: await aSecret('s'), receiptKeyFile: await write('r', pem()) };
      const both = await Promise.all([start(database, 'a', files), start(database, 'b', files)]);
      expect(both.map(verdictOf)).toEqual(['starts', 'starts']);
    });

    it('exactly one starts with different files, and the other says which', async () => {
      const database = await fresh();
      const receiptKeyFile = await write('r', pem());
      const [one, other] = [await aSecret('s1'), await aSecret('s2')];
      const both = await Promise.all([
        start(database, 'a', { trackingSecretFile: one, receiptKeyFile }),
        start(database, 'b', { trackingSecretFile: other, receiptKeyFile }),
      ]);
      expect(both.map(verdictOf)).toContain('starts');
      expect(both.map(verdictOf)).toContainEqual(['trackingSecretDiffers']);
    });

    it('exactly one makes keys of its own, and the other makes none', async () => {
      const database = await fresh();
      const both = await Promise.all([start(database, 'a'), start(database, 'b')]);
      expect(both.map(verdictOf)).toContain('starts');
      expect(both.map(verdictOf)).toContainEqual(['keyMissing', 'keyMissing']);
    });
  });

  it('a wrong tracking secret is refused by its file, and both wrong keys are named at once', async () => {
    const database = await fresh();
    await start(database, 'a');
    const trackingSecretFile = await aSecret('wrong');
    const receiptKeyFile = join(folder, 'a/keys/receipt-key.pem');
    const identityKeysFile = join(folder, 'a/keys/identity-keys');
    const acceptanceKeysFile = join(folder, 'a/keys/acceptance-keys.pem');
    const right = { receiptKeyFile, identityKeysFile, acceptanceKeysFile };
    expect(await start(database, 'b', { trackingSecretFile, ...right })).toEqual({
      ok: false,
      faults: [{ code: 'trackingSecretDiffers', params: { path: trackingSecretFile } }],
    });
    const wrongKey = await write('wrong-key', pem());
    const wrong = { ...right, trackingSecretFile, receiptKeyFile: wrongKey };
    const verdict = verdictOf(await start(database, 'b', wrong));
    expect([...verdict].sort()).toEqual(['receiptKeyWithdrawn', 'trackingSecretDiffers']);
  });

  it('a receipt key may be added and may then sign, and is never given up', async () => {
    const database = await fresh();
    const trackingSecretFile = await aSecret('s');
    const [old, next] = [pem(), pem()];
    const startWith = async (text: string) =>
      start(database, 'a', { trackingSecretFile, receiptKeyFile: await write('r', text) });
    for (const text of [old, `${old}${next}`, `${next}${old}`]) {
      expect(verdictOf(await startWith(text))).toBe('starts');
    }
    expect(verdictOf(await startWith(next))).toEqual(['receiptKeyWithdrawn']);
    expect(verdictOf(await startWith(old))).toEqual(['receiptKeyWithdrawn']);
  });

  it('a key that applications are sealed to may be added and may then be offered, and is never given up', async () => {
    const database = await fresh();
    const files = { trackingSecretFile: await aSecret('s'), receiptKeyFile: await write('r', pem()) };
    const [old, next] = [pem(), pem()];
    const startWith = async (text: string) =>
      start(database, 'a', { ...files, acceptanceKeysFile: await write('x', text) });
    for (const text of [old, `${old}${next}`, `${next}${old}`]) {
      expect(verdictOf(await startWith(text))).toBe('starts');
    }
    expect(verdictOf(await startWith(next))).toEqual(['acceptanceKeyWithdrawn']);
    expect(verdictOf(await startWith('no key'))).toEqual(['acceptanceKeysMalformed']);
  });

  describe('a tracking secret', () => {
    const fresher = () => `${randomBytes(32).toString('base64')}\n`;

    it('is first known, then used, and the one before goes when nothing stands under it', async () => {
      const database = await fresh();
      const receiptKeyFile = await write('r', pem());
      const [old, next] = [fresher(), fresher()];
      const startWith = async (text: string) =>
        verdictOf(await start(database, 'a', { trackingSecretFile: await write('s', text), receiptKeyFile }));
      expect(await startWith(old)).toBe('starts');
      expect(await startWith(next + old)).toEqual(['trackingSecretTooNew']);
      for (const text of [old + next, next + old]) expect(await startWith(text)).toBe('starts');

      expect(await startWith(next)).toBe('starts');
      expect(await startWith(old)).toEqual(['trackingSecretDiffers']);
    });

    it('that is newer than those of the file never goes, though nothing stands under it yet', async () => {
      const database = await fresh();
      const receiptKeyFile = await write('r', pem());
      const [old, next] = [fresher(), fresher()];
      for (const [text, verdict] of [
        [old, 'starts'],
        [old + next, 'starts'],
        [old, ['trackingSecretWithdrawn']],
      ] as const) {
        const trackingSecretFile = await write('s', text);
        expect(verdictOf(await start(database, 'a', { trackingSecretFile, receiptKeyFile }))).toEqual(
          verdict,
        );
      }
    });
  });

  it('the database of an earlier version, filled and without fingerprints, takes the keys that it finds', async () => {
    const database = await fresh();
    await start(database, 'a');
    const pool = openPool<Database>(database, { databasePoolSize: 1 }, silentLogger, {
      applicationName: 'test',
    });
    onTestFinished(pool.close);
    await pool.db.deleteFrom('secret_fingerprint').execute();
    expect(verdictOf(await start(database, 'a'))).toBe('starts');
    expect(verdictOf(await start(database, 'b', { trackingSecretFile: await aSecret('wrong') }))).not.toBe(
      'starts',
    );
  });

  it('the database keeps nothing of the secret itself', async () => {
    const database = await fresh();
    await start(database, 'a');
    const secret = (await readFile(join(folder, 'a/keys/tracking-secret'), 'utf8')).trim();
    const pool = openPool<Database>(database, { databasePoolSize: 1 }, silentLogger, {
      applicationName: 'test',
    });
    onTestFinished(pool.close);
    const rows = await pool.db.selectFrom('secret_fingerprint').selectAll().execute();
    expect(rows).toHaveLength(4);
    const text = JSON.stringify(rows);
    for (const coding of ['base64', 'base64url', 'hex'] as const) {
      expect(text).not.toContain(Buffer.from(secret, 'base64').toString(coding));
    }
  });
});
