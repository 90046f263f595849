// A backup of a system whose attachments lie in a bucket (s3rver), restored into a bucket of another name and a clean folder: the
// objects are compared by key and content, and the restored system gives the attachment back.

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AttachmentConfig } from '../../server/attachments/attachment-config.ts';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { createDecrypter, decrypt, makeIdentity } from '../../server/backup/age.ts';
import { readArchive } from '../../server/backup/archive-file.ts';
import { type BackupConfig, makeBackup } from '../../server/backup/make-backup.ts';
import { readBackup, takeNothing } from '../../server/backup/read-backup.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { parseConfig } from '../../server/config.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import {
  silentLogger as log,
  makeTemporaryFolder,
  startOwnDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';
import { type JudgingStore, STORE_KEY, startJudgingStore } from './judging-store.ts';
import { sendApplication, tusClient } from './tus-client.ts';

const BUCKETS = ['kopru', 'restored'] as const;

let databases: TestDatabases;
let folder: string;
let store: JudgingStore;
const running: TestApp[] = [];

beforeAll(async () => {
  databases = await startOwnDatabase();
  folder = await makeTemporaryFolder();
  const directory = join(folder, 's3');
  await mkdir(directory);
  store = await startJudgingStore(directory, BUCKETS);
}, startTimeoutMs);

afterAll(async () => {
  for (const app of running) await app.close();
  await store.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

function attachmentsIn(bucket: string): AttachmentConfig {
  const s3 = { endpoint: store.endpoint, bucket, region: 'us-east-1', ...STORE_KEY };
  return { limits: DEFAULT_ANSWER_LIMITS, uploadExpiryDays: 30, s3 };
}

function configOf(bucket: string, { connection }: OpenDatabase): BackupConfig {
  const { host, database, port: at } = connection;
  const as = (user: string) =>
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(String(host))}&port=${at}`;
  const parsed = parseConfig({
    DATA_DIR: join(folder, bucket),
    DATABASE_URL: as(embeddedRoles.app),
    DATABASE_OWNER_URL: as(embeddedRoles.owner),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return { ...parsed.config, attachments: attachmentsIn(bucket) };
}

async function start(bucket: string, database: OpenDatabase): Promise<TestApp & { origin: string }> {
  const attachments = attachmentsIn(bucket);
  const app = await openTestApp(database, join(folder, bucket), { config: { attachments } });
  running.push(app);
  return { ...app, origin: await app.app.listen({ port: 0, host: '127.0.0.1' }) };
}

/** Key and SHA-256 of every blob of a bucket. */
async function blobsOf(bucket: string): Promise<Record<string, string>> {
  const { blobs } = openAttachmentStores({ dataDir: folder, attachments: attachmentsIn(bucket) });
  const found: Record<string, string> = {};
  for await (const key of blobs.listOld(Date.now() + 60_000)) {
    const hash = createHash('sha256');
    for await (const piece of await blobs.open(key)) hash.update(piece);
    found[key] = hash.digest('hex');
  }
  return found;
}

it('gives every attachment back out of a bucket, into another, and verifies as whole', {
  timeout: startTimeoutMs,
}, async () => {
  const database = await databases.migrated();
  const source = await start('kopru', database);
  const files = [randomBytes(300_000), randomBytes(1_000)];
  const sent = await sendApplication(
    source.origin,
    files.map((bytes) => ({ bytes })),
  );
  for (const [index, bytes] of files.entries()) {
    const client = tusClient(sent, index);
    await client.create();
    expect((await client.patch(0, bytes)).status).toBe(204);
  }
  const kept = await blobsOf('kopru');
  const digests = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  expect(kept).toEqual(Object.fromEntries(digests.map((digest) => [digest, digest])));

  const { file, recipient } = await makeIdentity(0);
  await writeFile(join(folder, 'key.txt'), file);
  const decrypter = await createDecrypter({ kind: 'identities', path: join(folder, 'key.txt') });
  const path = join(folder, 'kopru.tar.age');
  const lock = { kind: 'recipients', recipients: [recipient] } as const;
  const made = await makeBackup(configOf('kopru', database), { path, lock, log, nowMs: Date.now() });
  expect(made.manifest).toMatchObject({ missing: [], blobs: { count: 2, bytes: 301_000 } });
  const verified = await readBackup(decrypt(decrypter, readArchive(path), path), takeNothing);
  expect(verified.manifest).toEqual(made.manifest);

  const target = await databases.migrated();
  await restoreBackup(configOf('restored', target), { path, decrypter, log, nowMs: Date.now() });
  expect(await blobsOf('restored')).toEqual(kept);
  const restored = await start('restored', target);
  const again = tusClient({ ...sent, origin: restored.origin });
  // It is there, and not asked for again.
  expect((await again.head()).headers.get('upload-receipt')).not.toBeNull();
});
