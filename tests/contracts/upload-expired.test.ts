// A recording that lay for weeks, half sent: the device's own code, on a phone in memory, against the real server, which has
// forgotten by then what it held (U3 of src/domain/upload.ts).

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import * as fake from 'fake-indexeddb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clearAway } from '../../server/attachments/upload-expiry.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { createDraft } from '../../src/offline/drafts.ts';
import { type MockEnvironment, mockEnvironment } from '../../src/offline/environment.mock.ts';
import { sendDraft } from '../../src/offline/outbox.ts';
import { appendChunk, beginRecording, finishRecording, readChunks } from '../../src/offline/recordings.ts';
import { RULES } from '../../src/offline/samples.mock.ts';
import { syncOnce } from '../../src/offline/sync.ts';
import { listUploads } from '../../src/offline/upload-acts.ts';
import { uploadDue } from '../../src/offline/uploads.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, openTestApp, type TestApp } from './http-app.ts';

const WEEKS_MS = 31 * 86_400_000;

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let origin: string;
beforeAll(async () => {
  // The worker is another file's, too.
  for (const [name, value] of Object.entries(fake)) if (/^IDB/.test(name)) vi.stubGlobal(name, value);
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  vi.unstubAllGlobals();
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** A phone whose line goes to the server until so many requests have carried bytes. */
function phone(): { environment: MockEnvironment; line: { pieces: number } } {
  const environment = mockEnvironment();
  environment.clockMs = test.clock.nowMs;
  const line = { pieces: 1 };
  environment.answer = ({ path, method, headers, body, bytes }) => {
    if (bytes && line.pieces-- <= 0) throw new TypeError('no network');
    const payload = bytes ?? body;
    return fetch(origin + path, { method, headers, ...(payload !== undefined && { body: payload }) });
  };
  return { environment, line };
}

async function sendRecording(
  environment: MockEnvironment,
  bytes: Buffer,
): Promise<{ id: string; attachments: Attachment[] }> {
  const draft = await createDraft(environment);
  const recording = { draftId: draft.id, kind: 'voice', mediaType: 'audio/webm' } as const;
  const { id } = await beginRecording(recording, environment);
  for (let at = 0; at < bytes.length; at += 50_000)
    await appendChunk(id, new Uint8Array(bytes.subarray(at, at + 50_000)).buffer, 1_000, environment);
  const attachment = await finishRecording(id, 'supporting', environment);
  if (!attachment) throw new Error('Nothing was recorded');
  const { trackingKey: _, ...answers } = anApplication({ attachments: [attachment] });
  const sent = await sendDraft({ ...draft, answers }, { locale: 'tr', rules: RULES }, environment);
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  const report = await syncOnce({ reason: 'sent' }, environment);
  expect(report.received).toHaveLength(1);
  return { id, attachments: [attachment] };
}

it.each([
  ['is past its date', async () => undefined],
  [
    'was cleared away',
    () => {
      const { database, stores, services, clock } = test;
      return clearAway({ database, parts: stores.parts, now: () => clock.nowMs, log: services.log });
    },
  ],
])('half sent, and weeks later, when it %s, sent again from the bytes that are here', async (_, pass) => {
  const bytes = randomBytes(300_000);
  const { environment, line } = phone();
  const { id, attachments } = await sendRecording(environment, bytes);
  const statusNow = async () => (await listUploads({ attachments }, environment))[0]?.upload;
  await uploadDue({ isHurried: true, connection: () => 'unmetered' }, environment);
  expect(await statusNow()).toMatchObject({ state: 'waiting', offset: 131_072 });

  environment.clockMs += WEEKS_MS;
  test.clock.nowMs += WEEKS_MS;
  await pass();
  line.pieces = Number.POSITIVE_INFINITY;
  environment.asked.length = 0;
  await uploadDue({ isHurried: true, connection: () => 'unmetered' }, environment);
  const asked = environment.asked.map(({ method, headers }) => `${method} ${headers['upload-offset'] ?? ''}`);
  expect(asked).toEqual(['HEAD ', 'POST ', 'PATCH 131072']);
  expect(await statusNow()).toMatchObject({ state: 'uploaded' });
  expect(await readChunks(id, environment)).toEqual([]);
  const key = createHash('sha256').update(bytes).digest('hex');
  expect((await buffer(await test.stores.blobs.open(key))).equals(bytes)).toBe(true);
  const { rows } = await test.pool.query('select state from attachment where id = $1', [id]);
  expect(rows).toEqual([{ state: 'stored' }]);
});
