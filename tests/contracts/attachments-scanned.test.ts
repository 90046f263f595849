// The operator's virus scanner in the work on attachments: what it finds is refused, and what it cannot judge waits. Its protocol:
// server/attachments/scanner/clamd.test.ts.

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '../../server/attachments/media-job.ts';
import { startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox } from '../../server/attachments/pipeline/sandbox.ts';
import type { Scan } from '../../server/attachments/scanner/clamd.ts';
import { recordStored } from '../../server/attachments/upload-rows.ts';
import { picture } from '../fixtures/attachments/images.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** A photo whose last byte has just come. @returns its id */
async function storePhoto(): Promise<string> {
  const bytes = await picture(32, 24).jpeg().toBuffer();
  const digest = createHash('sha256').update(bytes).digest();
  const [applicationId, id] = [freshId(), freshId()];
  const photo = { id, kind: 'photo', mediaType: 'image/jpeg', byteLength: bytes.length } as const;
  const manifest = { ...photo, role: 'supporting', digest: digest.toString('base64url') };
  const accepted = await putApplication(test.app, applicationId, anApplication({ attachments: [manifest] }));
  expect(accepted.statusCode).toBe(201);
  const { key } = await test.stores.blobs.put(
    (async function* whole() {
      yield bytes;
    })(),
  );
  const upload = { actId: null, storedAt: null, upload: undefined };
  const subject = { ...photo, applicationId, digest, position: 0, ...upload };
  await recordStored(test.database, subject, key, test.clock.nowMs);
  return id;
}

/** Until nothing is due. */
async function work(scan: Scan): Promise<void> {
  const queue = startMediaQueue({
    database: test.database,
    blobs: test.stores.blobs,
    tools: { sandbox: limitsOnlySandbox(), media: undefined },
    limits: DEFAULT_PIPELINE_LIMITS,
    scan,
    workFolder: join(folder, 'media-work'),
    now: () => test.clock.nowMs,
    log: silentLogger,
  });
  await queue.drain();
  await queue.stop();
}

const stateOf = (id: string) =>
  test.database
    .selectFrom('attachment')
    .select(['state', 'problem'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

it('what the scanner finds is refused, and the reason is kept', async () => {
  const id = await storePhoto();
  await work(async () => 'infected');
  expect(await stateOf(id)).toEqual({ state: 'rejected', problem: 'infected' });
});

it('while the scanner is away a file waits, however often, and is made ready once it was looked at', async () => {
  const id = await storePhoto();
  for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await work(() => Promise.reject(Object.assign(new Error('clamd'), { code: 'ECONNREFUSED' })));
    test.clock.nowMs += 60_000;
  }
  expect(await stateOf(id)).toMatchObject({ state: 'stored' });
  await work(async () => 'clean');
  expect(await stateOf(id)).toEqual({ state: 'ready', problem: null });
});
