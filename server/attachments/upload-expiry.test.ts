import { randomBytes } from 'node:crypto';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  makeTemporaryFolder,
  startTestDatabase,
  type TestDatabases,
} from '../../tests/contracts/databases.ts';
import { newId, openStore, seedCase, seedOfficer } from '../../tests/fixtures/casework.ts';
import { recordMedium } from './answer-media.ts';
import { createDiskBlobStore } from './blob-store/disk-blob-store.ts';
import { createDiskPartStore } from './part-store/disk-part-store.ts';
import { startUploadExpiry } from './upload-expiry.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');

let databases: TestDatabases;
let folder: string;
beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
});
afterAll(async () => {
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
});

async function* once(bytes: Buffer) {
  yield bytes;
}

it('what no reply has sent goes after the days of an upload, and its blob with the next sweep', async () => {
  const store = await openStore(await databases.migrated());
  const blobs = createDiskBlobStore(folder);
  const bytes = randomBytes(100);
  const { key } = await blobs.put(once(bytes));
  await utimes(join(folder, key.slice(0, 2), key.slice(2, 4), key), 1, 1);
  const applicationId = await seedCase(store.db);
  const medium = {
    id: newId(),
    applicationId,
    kind: 'audio',
    mediaType: 'audio/webm',
    byteLength: 100,
  } as const;
  const digest = Buffer.from(key, 'hex');
  await recordMedium(store.db, await seedOfficer(store.db, null), { ...medium, digest }, NOW);

  let nowMs = NOW;
  const logged: string[] = [];
  const log = { info: ({ event }: { event?: unknown }) => void logged.push(String(event)), error: vi.fn() };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const expiry = startUploadExpiry({
    database: store.db,
    blobs,
    parts: createDiskPartStore(join(folder, 'uploads')),
    expiryDays: 30,
    now: () => nowMs,
    log,
  });
  // Each run is chained to the one before; the end waits for all. The first run sweeps, and so does the 25th.
  vi.advanceTimersByTime(HOUR_MS);
  nowMs += 30 * 24 * HOUR_MS + 1;
  vi.advanceTimersByTime(24 * HOUR_MS);
  await expiry.stop();
  vi.useRealTimers();

  expect(log.error).not.toHaveBeenCalled();
  expect(logged).toEqual(['answer-media-expired', 'blobs-swept']);
  expect(await store.db.selectFrom('attachment').select('id').execute()).toEqual([]);
  expect(await blobs.stat(key)).toBeUndefined();
  await store.close();
});
