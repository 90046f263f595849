// A backup that is made while applications are being accepted, restored into a clean folder with a PostgreSQL of its own: rows
// and files are compared with those of the system that goes on, and the restored system answers in its place.

import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepBlobs } from '../../server/attachments/blob-sweep.ts';
import { anchorFolder, anchorToday, readAnchors } from '../../server/audit/anchors.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { createDecrypter, makeIdentity } from '../../server/backup/age.ts';
import { type BackupConfig, backUp, makeBackup } from '../../server/backup/make-backup.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { parseConfig } from '../../server/config.ts';
import { createAnchorSigner } from '../../server/intake/receipt-signer.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import { connectToRunning, openDatabase } from '../../server/store/open-database.ts';
import {
  silentLogger as log,
  makeTemporaryFolder,
  startOwnDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';
import { fileHashes, MADE_ANEW, rowHashes } from './kept-hashes.ts';
import { sendApplication, tusClient } from './tus-client.ts';

const HOUR_MS = 3_600_000;

/** Its own: only a PostgreSQL that waits for its disk is backed up, or restored into. */
let databases: TestDatabases;
let folder: string;
let source: TestApp;
let sourceDatabase: OpenDatabase;
let config: BackupConfig;
let recipient: string;
/** Of what was acknowledged before the backup began. */
const acknowledged: { id: string; body: object; receipt: string }[] = [];
let attachment: { id: string; bytes: Buffer; trackingKey: string };
let half: string;

const inFolder = (name: string) => join(folder, name);
const archive = () => inFolder('kopru.tar.age');
const key = () => inFolder('key.txt');
const opened = () => createDecrypter({ kind: 'identities', path: key() });

beforeAll(async () => {
  databases = await startOwnDatabase();
  folder = await makeTemporaryFolder();
  const identity = await makeIdentity(0);
  recipient = identity.recipient;
  await writeFile(key(), identity.file);
  const database = await databases.migrated();
  sourceDatabase = database;
  config = configOf(inFolder('source'), database);
  source = await openTestApp(database, inFolder('source'));
  for (let count = 0; count < 10; count++) acknowledged.push(await accept());
  const origin = await source.app.listen({ port: 0, host: '127.0.0.1' });
  const [whole, part] = [randomBytes(100_000), randomBytes(100_000)];
  const sent = await sendApplication(origin, [{ bytes: whole }, { bytes: part }]);
  const [first, second] = sent.attachments;
  const [one, other] = [tusClient(sent), tusClient(sent, 1)];
  await one.create();
  expect((await one.patch(0, whole)).status).toBe(204);
  await other.create();
  expect((await other.patch(0, part.subarray(0, 60_000))).status).toBe(204);
  attachment = { id: first?.id ?? '', bytes: whole, trackingKey: sent.trackingKey };
  half = second?.id ?? '';
  const sign = createAnchorSigner(source.keys);
  await anchorToday(source.database, anchorFolder(inFolder('source')), sign, source.clock.nowMs + HOUR_MS);
}, startTimeoutMs);

afterAll(async () => {
  await source.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function accept() {
  const [id, body] = [freshId(), anApplication()];
  const answer = await putApplication(source.app, id, body);
  expect(answer.statusCode).toBe(201);
  return { id, body, receipt: answer.json().receipt as string };
}

function configOf(dataDir: string, { connection }: Pick<OpenDatabase, 'connection'>): BackupConfig {
  const { host, port, database } = connection;
  const as = (user: string) =>
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
  const parsed = parseConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: as(embeddedRoles.app),
    DATABASE_OWNER_URL: as(embeddedRoles.owner),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.config;
}

function withoutDatabase(dataDir: string): BackupConfig {
  return { ...config, dataDir, databaseUrl: undefined, databaseOwnerUrl: undefined };
}

it('gives back every row and file, and a system that answers in place of the old one', {
  timeout: startTimeoutMs,
}, async () => {
  const before = await rowHashes(source.pool);
  let isOver = false;
  const accepting = (async () => {
    let count = 0;
    for (; !isOver; count++) await accept();
    return count;
  })();
  const options = { path: archive(), lock: { kind: 'recipients', recipients: [recipient] } as const, log };
  const { manifest } = await makeBackup(config, { ...options, nowMs: Date.now() });
  isOver = true;
  expect(await accepting).toBeGreaterThan(0);
  const after = await rowHashes(source.pool);
  expect(manifest.missing).toEqual([]);
  await expect(makeBackup(config, { ...options, nowMs: 0 })).rejects.toMatchObject({ code: 'fileExists' });

  const dataDir = inFolder('restored');
  const target = withoutDatabase(dataDir);
  await restoreBackup(target, { path: archive(), decrypter: await opened(), log, nowMs: Date.now() });
  expect(await fileHashes(dataDir)).toEqual(await fileHashes(inFolder('source')));
  const store = await openDatabase(target, log);
  if (!store.ok) throw new Error(JSON.stringify(store.fault));
  const restored = await openTestApp(store.database, dataDir);
  try {
    const now = await rowHashes(restored.pool);
    expect([...now.keys()]).toEqual([...before.keys()]);
    for (const [table, hashes] of now) {
      if (MADE_ANEW.has(table)) continue;
      expect({ table, lost: [...(before.get(table)?.difference(hashes) ?? [])] }).toEqual({
        table,
        lost: [],
      });
      expect({ table, new: [...hashes.difference(after.get(table) ?? new Set())] }).toEqual({
        table,
        new: [],
      });
    }
    for (const { id, body, receipt } of acknowledged) {
      const answer = await putApplication(restored.app, id, body);
      expect([answer.statusCode, answer.json().receipt]).toEqual([200, receipt]);
    }
    const fresh = await putApplication(restored.app, freshId(), anApplication());
    expect(fresh.statusCode).toBe(201);
    const anchors = await readAnchors(anchorFolder(dataDir));
    const found = await verifyAudit(restored.database, anchors, restored.keys.published);
    expect(found).toMatchObject({ anchors: 1, chainFaults: [], anchorFaults: [] });
    const { bytes, id } = attachment;
    const { rows } = await restored.pool.query('select digest from attachment where id = $1', [id]);
    const blob = await restored.stores.blobs.open(rows[0]?.digest.toString('hex'));
    expect(Buffer.concat(await blob.toArray())).toEqual(bytes);
    const upload = 'select received_bytes::int from upload where attachment_id = $1';
    expect((await restored.pool.query(upload, [half])).rows).toEqual([{ received_bytes: 0 }]);
  } finally {
    await restored.close();
    await store.database.close();
  }
});

it('says which attachment was missing, keeps the rest, and lets nothing be swept meanwhile', async () => {
  const { blobs } = source.stores;
  const { rows } = await source.pool.query('select digest from attachment where id = $1', [attachment.id]);
  const digest: string = rows[0]?.digest.toString('hex');
  await blobs.delete(digest);
  const orphan = await blobs.put(Readable.from([Buffer.from('an orphan')]));
  const sweep = () => sweepBlobs({ database: source.database, blobs }, Date.now() + 48 * HOUR_MS);
  const swept: number[] = [];
  const { manifest } = await backUp(config, sourceDatabase, sweepingWriter(swept, sweep), Date.now());
  expect(swept).toEqual([0]);
  expect(manifest.missing).toEqual([digest]);
  expect(await sweep()).toBe(1);
  expect(await blobs.stat(orphan.key)).toBeUndefined();
});

/** Takes the archive, and sweeps when its first bytes have come. */
function sweepingWriter(swept: number[], sweep: () => Promise<number>) {
  return async (archive: AsyncIterable<Uint8Array>) => {
    let length = 0;
    for await (const piece of archive) {
      if (length === 0) swept.push(await sweep());
      length += piece.length;
    }
    return length;
  };
}

it('never looks whole when it was broken off, and goes on with the same backup only', {
  timeout: startTimeoutMs,
}, async () => {
  const database = await databases.migrated();
  const target = configOf(inFolder('broken-off'), database);
  const restore = async (path: string, into = target) =>
    restoreBackup(into, { path, decrypter: await opened(), log, nowMs: Date.now() });
  const cut = inFolder('cut.tar.age');
  await copyFile(archive(), cut);
  await truncate(cut, (await stat(cut)).size - 1);

  await expect(restore(cut)).rejects.toMatchObject({ code: 'damaged' });
  const unfinished = { ok: false, fault: { code: 'restoreUnfinished', params: { path: target.dataDir } } };
  expect(await openDatabase(target, log)).toEqual(unfinished);
  expect(await connectToRunning(target, log)).toEqual(unfinished);
  const superuser = new pg.Client(database.superuser);
  await superuser.connect();
  const count = async () => (await superuser.query('select count(*)::int from application')).rows[0]?.count;
  expect(await count()).toBe(0);

  // As a kill in the middle of an attachment leaves it: readable, and named by nothing.
  const incoming = join(target.dataDir, 'blobs', 'incoming');
  await mkdir(incoming, { recursive: true });
  await writeFile(join(incoming, 'half'), 'half of a recording');
  await restore(archive());
  expect(await readdir(incoming)).toEqual([]);
  expect(await count()).toBeGreaterThanOrEqual(acknowledged.length);
  expect((await openDatabase(target, log)).ok).toBe(true);
  const next = await superuser.query(`select last_value::int from application_number_2026`);
  const given = await superuser.query(`select max(right(number, 7))::int as newest from application`);
  // Numbers that were given after the backup are not given again.
  expect(next.rows[0]?.last_value).toBeGreaterThanOrEqual(given.rows[0]?.newest + 100_000);
  await superuser.end();

  await expect(restore(archive())).rejects.toMatchObject({
    code: 'folderNotEmpty',
    params: { name: 'audit-anchors' },
  });
  const elsewhere = { ...target, dataDir: inFolder('elsewhere') };
  await expect(restore(archive(), elsewhere)).rejects.toMatchObject({ code: 'databaseNotEmpty' });
  expect(await readdir(elsewhere.dataDir)).toEqual(['lock']);
});

it('is refused without a key that the database was used with, and without its owner', async () => {
  const options = {
    path: inFolder('no.tar.age'),
    lock: { kind: 'recipients', recipients: [recipient] },
    log,
    nowMs: 0,
  } as const;
  const elsewhere = { ...config, dataDir: inFolder('without-keys') };
  await expect(makeBackup(elsewhere, options)).rejects.toMatchObject({
    faults: Array.from({ length: 4 }, () => ({ code: 'keyMissing' })),
  });
  await expect(makeBackup({ ...config, databaseOwnerUrl: undefined }, options)).rejects.toMatchObject({
    code: 'ownerMissing',
  });
  await expect(makeBackup(withoutDatabase(inFolder('nothing')), options)).rejects.toMatchObject({
    code: 'nothingToKeep',
  });
  await expect(stat(options.path)).rejects.toThrow('ENOENT');
});
