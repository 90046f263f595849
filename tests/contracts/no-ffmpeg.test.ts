// A server on which ffmpeg is not installed: a recording is served as it came, and officer and citizen are told what was not done
// with it. What the console makes of it: src/staff/pages/case/case-page.test.tsx.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox } from '../../server/attachments/pipeline/sandbox.ts';
import { type Office, openOffice } from './case-office.ts';
import { silentLogger, startTimeoutMs } from './databases.ts';
import { describeAttachment, OFFSET_TYPE, tusClient } from './tus-client.ts';

/** A WebM's head; nothing here looks further. */
const RECORDING = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
  Buffer.alloc(64),
]);

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

it('tells the officer and the citizen, and gives the recording as it came', async () => {
  const { app, database, stores, clock, services } = office.test;
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const changes = { kind: 'voice', mediaType: 'audio/webm' } as const;
  const attachments = [describeAttachment({ bytes: RECORDING, changes })];
  const received = await office.receive({ attachments });
  const client = tusClient({
    origin,
    applicationId: received.id,
    trackingKey: received.trackingKey,
    attachments,
  });
  const created = await client.create({ 'content-type': OFFSET_TYPE }, RECORDING);
  expect(created.headers.has('upload-receipt')).toBe(true);
  const queue = startMediaQueue({
    database,
    blobs: stores.blobs,
    tools: { sandbox: limitsOnlySandbox(), media: undefined },
    limits: DEFAULT_PIPELINE_LIMITS,
    scan: undefined,
    workFolder: join(office.folder, 'media-work'),
    now: services.now,
    log: silentLogger,
  });
  await queue.drain();
  await queue.stop();
  clock.nowMs += 1_000;

  const told = { state: 'original-only', problem: 'no-media-tools', renditions: ['original'] };
  expect((await office.read(received, 'su')).json().attachments).toMatchObject([told]);
  expect((await office.threadOf(received)).attachments).toMatchObject([told]);
  const original = `/api/attachments/${client.id}/original`;
  const saved = await office.ask('su', 'GET', original);
  expect(saved.statusCode).toBe(200);
  expect(saved.rawPayload.equals(RECORDING)).toBe(true);
  expect(saved.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  expect(saved.headers['content-disposition']).toMatch(/^attachment/);
});
