// The commands about directory, identities and audit as the operator runs them: processes of their own, beside a PostgreSQL that a server would take.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, outcome } from '../../tests/contracts/case-office.ts';
import { startOwnDatabase, startTimeoutMs, type TestDatabases } from '../../tests/contracts/databases.ts';
import { openStore, ROADS_ID, type Store, seedCase } from '../../tests/fixtures/casework.ts';
import { createIdentityCipher } from '../applicant/identity-cipher.ts';
import { makeIdentityKey, parseIdentityKeys } from '../applicant/identity-keys.ts';
import { sealIdentities } from '../applicant/seal-identities.ts';
import { anchorFolder, anchorToday } from '../audit/anchors.ts';
import { createAnchorSigner } from '../intake/receipt-signer.ts';
import { parseTrackingSecrets } from '../intake/tracking-secrets.ts';

let databases: TestDatabases;
let store: Store;
let folder: string;
let url: string;
/** @returns a DATABASE_URL */
const urlOf = ({ user, password, host, port, database }: pg.PoolConfig) =>
  `postgresql://${user}:${password ?? ''}@localhost/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
beforeAll(async () => {
  databases = await startOwnDatabase();
  const database = await databases.migrated();
  store = await openStore(database);
  url = urlOf(database.connection);
  folder = await mkdtemp(join(tmpdir(), 'kopru-commands-'));
}, startTimeoutMs);
afterAll(async () => {
  await store.close();
  await databases.stop();
  await rm(folder, { recursive: true });
});

async function run(command: string, args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, command), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      LANG: 'en_US.UTF-8',
      DATA_DIR: folder,
      DATABASE_URL: url,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  return { status: child.exitCode, out, error };
}

it('the directory goes out, is tried, refused with its lines, and comes in', async () => {
  const exported = await run('directory-command.ts', ['export', 'rehber']);
  expect([exported.status, exported.error]).toEqual([0, '']);
  const path = join(folder, 'rehber', 'institutions.csv');
  const csv = await readFile(path, 'utf8');
  expect(csv).toMatch(/^\ufeffid,name,keywords,scope,province,working_hours,needs_approval,retired\r\n/);

  await writeFile(path, csv.replace('Yol İdaresi', 'Yollar İdaresi'));
  const faulty = join(folder, 'units.csv');
  await writeFile(faulty, 'id,institution,name\nbirim,yok,Birim\n');
  const [tried, refused] = await Promise.all([
    run('directory-command.ts', ['import', '--dry-run', 'rehber/institutions.csv']),
    run('directory-command.ts', ['import', 'rehber/institutions.csv', 'units.csv']),
  ]);
  expect(tried.status).toBe(0);
  expect([refused.status, refused.error]).toEqual([65, expect.stringMatching(/\b2\b.*“yok”/)]);
  const nameOf = () =>
    store.db.selectFrom('institution').select('name').where('id', '=', ROADS_ID).executeTakeFirst();
  expect(await nameOf()).toEqual({ name: 'Yol İdaresi' });
  expect((await run('directory-command.ts', ['import', 'rehber/institutions.csv'])).status).toBe(0);
  expect(await nameOf()).toEqual({ name: 'Yollar İdaresi' });
}, 60_000);

it('identities are sealed anew under the first key of the file', async () => {
  const older = makeIdentityKey();
  const id = await seedCase(store.db, { heldBy: ROADS_ID });
  await sealIdentities(store.db, createIdentityCipher(keysOf(older)), 'plain');
  const newer = makeIdentityKey();
  const keysFile = { IDENTITY_KEYS_FILE: join(folder, 'identity-keys') };
  await writeFile(join(folder, 'identity-keys'), newer + older, { mode: 0o600 });
  const rotated = await run('rotate-identity-keys.ts', [], keysFile);
  expect([rotated.status, rotated.error]).toEqual([0, '']);
  const row = await store.db
    .selectFrom('applicant')
    .select('key_id')
    .where('application_id', '=', id)
    .executeTakeFirst();
  expect(row?.key_id).toBe(keysOf(newer).newest.id);
  expect((await run('rotate-identity-keys.ts', ['what'], keysFile)).status).toBe(64);
}, 60_000);

it('of each tracking secret the command says how much is under it, and which may go', async () => {
  const lines = [1, 2, 3].map((fill) => `${Buffer.alloc(32, fill).toString('base64')}\n`);
  const path = join(folder, 'tracking-secrets');
  await writeFile(path, lines.join(''), { mode: 0o600 });
  const ids = parseTrackingSecrets(lines.join(''))?.all.map(({ id }) => id) ?? [];
  await store.db
    .updateTable('application')
    .set({ tracking_secret: ids[0] ?? '' })
    .execute();
  const id = await seedCase(store.db, { heldBy: ROADS_ID });
  const say = async () =>
    (await run('tracking-secrets.ts', [], { TRACKING_SECRET_FILE: path })).out.split('\n');
  // Of one nobody knows under which it is: then none may go.
  expect((await say()).filter((line) => /may be taken out/.test(line))).toEqual([]);
  await store.db
    .updateTable('application')
    .set({ tracking_secret: ids[1] ?? '' })
    .where('id', '=', id)
    .execute();
  expect(await say()).toEqual([
    expect.stringContaining(path),
    expect.stringMatching(new RegExp(`${ids[0]?.slice(0, 12)}.*1`)),
    expect.stringMatching(new RegExp(`${ids[1]?.slice(0, 12)}.*1`)),
    expect.stringMatching(new RegExp(`${ids[2]?.slice(0, 12)}.*may be taken out`)),
    '',
  ]);
}, 60_000);

it('retention says what it would erase, in counts, and then does it and leaves a report', async () => {
  const tried = await run('retention-command.ts', ['--dry-run']);
  expect([tried.status, tried.error]).toEqual([0, '']);
  expect(tried.out).toMatch(/^A dry run: nothing was erased\.[\s\S]*looked at that are over: 0/);
  const done = await run('retention-command.ts', []);
  const path = /Report: (\S+\.json)/.exec(done.out)?.[1] ?? '';
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ isDryRun: false, looked: 0 });
}, 60_000);

it('the audit passes what nobody has changed, and says of which answer somebody changed the words', async () => {
  const office = await openOffice({}, { fresh: databases.migrated });
  const { appPool, pool, database, keys } = office.test;
  const answered = await office.receive();
  expect(outcome(await office.reply(answered, 'su', 'Borunuz onarıldı.'))).toBe(201);
  const at = Date.parse('2027-02-01T08:00:00Z');
  await anchorToday(database, anchorFolder(office.folder), createAnchorSigner(keys), at);
  const verify = (LANG: string) =>
    run('verify-audit.ts', [], { LANG, DATA_DIR: office.folder, DATABASE_URL: urlOf(appPool.options) });
  const whole = await verify('en_US.UTF-8');
  expect([whole.status, whole.error]).toEqual([0, '']);
  expect(whole.out).toMatch(/^Verified: 1 cases, 3 events, 1 daily anchors\.\n.*2027-02-01\.jws/);
  await pool.query('alter table reply disable trigger reply_kept');
  await pool.query(`update reply set text = 'Borunuz onarılmayacak.'`);
  const found = await verify('tr_TR.UTF-8');
  expect([found.status, found.out]).toEqual([1, '']);
  expect(found.error).toContain(`\n  ${answered.id}: cevabın metni değiştirilmiş (3. olay).\n`);
  await office.close();
}, 60_000);

function keysOf(line: string) {
  const keys = parseIdentityKeys(line);
  if (!keys) throw new Error('malformed keys');
  return keys;
}
