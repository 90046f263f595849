// What is ours about uploads: who may, what is received with the application, what is verified, stored and shown, and what
// happens when something breaks. The protocol itself is in http-tus.test.ts.

import { createHash, randomBytes, verify } from 'node:crypto';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { clearAway } from '../../server/attachments/upload-expiry.ts';
import { startJobs } from '../../server/casework/jobs.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { parseUploadReceipt } from '../../src/domain/upload-receipt.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';
import { openPatch } from './raw-patch.ts';
import { describeAttachment, OFFSET_TYPE, sendApplication, tusClient } from './tus-client.ts';

const DAY_MS = 86_400_000;

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let origin: string;
beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const stateOf = async (id: string) =>
  (await test.pool.query('select state from attachment where id = $1', [id])).rows[0]?.state;
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const openThreads = (trackingKey: string) =>
  test.app.inject({ method: 'POST', url: '/api/threads/open', payload: { trackingKey } });

let strangers = 0;

/** From an address of its own: who guesses is answered later and later. */
async function askAsStranger(method: 'HEAD' | 'PATCH' | 'DELETE', id: string, trackingKey: string) {
  strangers += 1;
  const { statusCode, payload } = await test.app.inject({
    method,
    url: `/api/uploads/${id}`,
    headers: {
      authorization: `Bearer ${trackingKey}`,
      'tus-resumable': '1.0.0',
      ...(method === 'PATCH' ? { 'upload-offset': '0', 'content-type': OFFSET_TYPE } : {}),
    },
    ...(method === 'PATCH' ? { payload: Buffer.alloc(10) } : {}),
    remoteAddress: `198.51.100.${strangers}`,
  });
  return [statusCode, payload];
}

describe('an application with attachments', () => {
  it('is received with its manifest, and shows the citizen what has come of it', async () => {
    const bytes = randomBytes(2_000);
    const voice = { bytes, changes: { kind: 'voice', role: 'description', durationMs: 4_500 } as const };
    const sent = await sendApplication(origin, [
      voice,
      { bytes: randomBytes(10), changes: { kind: 'photo' } },
    ]);
    const shown = async () => (await openThreads(sent.trackingKey)).json().threads[0].attachments;
    const [first, second] = sent.attachments;
    expect(await shown()).toEqual([
      {
        id: first?.id,
        kind: 'voice',
        role: 'description',
        state: 'expected',
        byteLength: 2_000,
        durationMs: 4_500,
      },
      { id: second?.id, kind: 'photo', role: 'supporting', state: 'expected', byteLength: 10 },
    ]);
    const client = tusClient(sent);
    await client.create();
    expect((await shown())[0].state).toBe('uploading');
    await client.patch(0, bytes);
    expect((await shown())[0].state).toBe('stored');
  });

  it('needs no description where a recording stands for it', async () => {
    const attachments = [describeAttachment({ bytes: randomBytes(5), changes: { role: 'description' } })];
    const spoken = anApplication({ description: undefined, attachments });
    expect((await putApplication(test.app, freshId(), spoken)).statusCode).toBe(201);
    const { threads } = (await openThreads(spoken.trackingKey)).json();
    expect(threads[0].description).toBe('');
    const silent = anApplication({ description: undefined });
    expect((await putApplication(test.app, freshId(), silent)).json()).toMatchObject({
      violations: [{ field: 'description', code: 'required' }],
    });
  });

  it('is received twice with one manifest', async () => {
    const id = freshId();
    const body = JSON.stringify(
      anApplication({ attachments: [describeAttachment({ bytes: randomBytes(5) })] }),
    );
    expect((await putApplication(test.app, id, body)).statusCode).toBe(201);
    expect((await putApplication(test.app, id, body)).statusCode).toBe(200);
    const { rows } = await test.pool.query(
      'select count(*)::int as n from attachment where application_id = $1',
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('shares its transaction with others that have none', async () => {
    const withOne = anApplication({ attachments: [describeAttachment({ bytes: randomBytes(5) })] });
    const all = [anApplication(), withOne, anApplication(), anApplication({ attachments: undefined })];
    const answers = await Promise.all(all.map((one) => putApplication(test.app, freshId(), one)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    expect((await openThreads(withOne.trackingKey)).json().threads[0].attachments).toHaveLength(1);
  });

  it('cannot take an attachment of another application', async () => {
    const attachments = [describeAttachment({ bytes: randomBytes(5) })];
    await putApplication(test.app, freshId(), anApplication({ attachments }));
    const thief = await putApplication(test.app, freshId(), anApplication({ attachments }));
    expect([thief.statusCode, thief.json().code]).toEqual([409, 'id-conflict']);
  });
});

describe('an upload', () => {
  it('ends with a receipt that verifies, the same at every later question, and a job', async () => {
    const bytes = randomBytes(3_000);
    const sent = await sendApplication(origin, [{ bytes }]);
    const client = tusClient(sent);
    await client.create();
    const receipt = (await client.patch(0, bytes)).headers.get('upload-receipt') ?? '';
    const parsed = parseUploadReceipt(receipt, (text) => Buffer.from(text, 'base64url').toString());
    expect(parsed?.claims).toEqual({
      attachmentId: client.id,
      applicationId: sent.applicationId,
      digest: createHash('sha256').update(bytes).digest('base64url'),
      byteLength: 3_000,
      storedAt: new Date(test.clock.nowMs).toISOString(),
    });
    const key = { key: test.keys.published[0], format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
    const signature = Buffer.from(parsed?.signature ?? '', 'base64url');
    expect(verify('sha256', Buffer.from(parsed?.signingInput ?? ''), key, signature)).toBe(true);
    for (const later of [await client.head(), await client.create(), await client.patch(3_000, '')]) {
      const again = later.headers.get('upload-receipt') ?? '';
      expect(again.split('.')[1]).toBe(receipt.split('.')[1]);
    }
    const { rows } = await test.pool.query('select kind, application_id from job where attachment_id = $1', [
      client.id,
    ]);
    expect(rows).toEqual([{ kind: 'media', application_id: sent.applicationId }]);
  });

  it('asks the database twice for each request with bytes: to begin, and when they are on the disk', async () => {
    let asked = 0;
    const count = () => void asked++;
    test.appPool.on('acquire', count);
    onTestFinished(() => void test.appPool.off('acquire', count));
    const client = tusClient(await sendApplication(origin, [{ bytes: Buffer.alloc(900, 3) }]));
    for (const send of [
      () => client.create(),
      () => client.patch(0, Buffer.alloc(300, 3)),
      () => client.patch(300, Buffer.alloc(600, 3)),
    ]) {
      asked = 0;
      expect((await send()).ok).toBe(true);
      expect(asked).toBe(2);
    }
  });

  it('leaves its job to whoever works on media', async () => {
    const bytes = randomBytes(30);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes);
    const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
    await jobs.drain();
    await jobs.stop();
    const { rows } = await test.pool.query('select attempts from job where attachment_id = $1', [client.id]);
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  it('is nobody’s without the key: every request looks like one for what does not exist', async () => {
    const [mine, theirs] = [randomBytes(10), randomBytes(10)];
    const client = tusClient(await sendApplication(origin, [{ bytes: mine }]));
    const { trackingKey } = await sendApplication(origin, [{ bytes: theirs }]);
    await client.create();
    const unknown = await tusClient(await sendApplication(origin, [{ bytes: mine }])).patch(0, mine);
    const notFound = await unknown.text();
    for (const wrong of [trackingKey, 'x', '']) {
      const ask = (method: 'HEAD' | 'PATCH' | 'DELETE') => askAsStranger(method, client.id, wrong);
      expect(await ask('HEAD')).toEqual([404, '']);
      expect(await ask('PATCH')).toEqual([404, notFound]);
      expect(await ask('DELETE')).toEqual([404, notFound]);
    }
    const theft = await client.create({ authorization: `Bearer ${trackingKey}` });
    expect(await codeOf(theft)).toEqual([422, 'upload-not-allowed']);
    expect(await client.offset()).toBe(0);
  });

  it('is not begun before its application is here, nor for what no manifest lists', async () => {
    const sent = await sendApplication(origin, [{ bytes: randomBytes(10) }]);
    const [attachment] = sent.attachments;
    const early = tusClient({ ...sent, applicationId: freshId() });
    expect(await codeOf(await early.create())).toEqual([422, 'upload-not-allowed']);
    const unlisted = attachment && tusClient({ ...sent, attachments: [{ ...attachment, id: freshId() }] });
    expect((await unlisted?.create())?.status).toBe(422);
  });

  it('that was damaged on its way is emptied, and succeeds when it is sent again', async () => {
    const bytes = randomBytes(1_000);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes.subarray(0, 500));
    const damaged = await client.patch(500, randomBytes(500));
    expect(await codeOf(damaged)).toEqual([409, 'upload-digest-mismatch']);
    expect(await client.offset()).toBe(0);
    expect(await stateOf(client.id)).toBe('uploading');
    expect((await client.patch(0, bytes)).headers.has('upload-receipt')).toBe(true);
  });

  it('takes no byte more than was announced, however the body claims its length', async () => {
    const bytes = randomBytes(100);
    const sent = await sendApplication(origin, [{ bytes }]);
    const client = tusClient(sent);
    await client.create();
    expect(await codeOf(await client.patch(0, randomBytes(101)))).toEqual([413, 'upload-too-large']);
    expect(await client.offset()).toBe(0);
    const chunked = await openPatch(sent, client.id, { 'transfer-encoding': 'chunked' });
    await chunked.send('249f0\r\n', randomBytes(150_000), '\r\n0\r\n\r\n');
    expect(await chunked.answer()).toMatch(/^HTTP\/1.1 413/);
    expect(await client.offset()).toBeLessThanOrEqual(100);
  });

  it('leaves no part behind, stored or cleared away', async () => {
    const before = await readdir(join(folder, 'uploads'));
    const bytes = randomBytes(500);
    const [stored, ended, given] = await Promise.all(
      [0, 1, 2].map(async () => tusClient(await sendApplication(origin, [{ bytes }]))),
    );
    for (const client of [stored, ended, given]) await client?.create();
    await stored?.patch(0, bytes);
    await ended?.patch(0, bytes.subarray(0, 10));
    await ended?.end();
    await given?.patch(0, bytes.subarray(0, 10));
    expect((await readdir(join(folder, 'uploads'))).length).toBe(before.length + 1);
  });
});

describe('clearing away', () => {
  it('forgets what nobody went on with, and parts that no upload lists, and touches nothing else', async () => {
    const uploads = join(folder, 'uploads');
    const bytes = randomBytes(40);
    const sent = async () => tusClient(await sendApplication(origin, [{ bytes }]));
    const [old, young, stored] = [await sent(), await sent(), await sent()];
    for (const client of [old, stored]) await client.create();
    await old.patch(0, bytes.subarray(0, 20));
    await stored.patch(0, bytes);
    test.clock.nowMs += 20 * DAY_MS;
    await young.create();
    await young.patch(0, bytes.subarray(0, 20));
    test.clock.nowMs += 11 * DAY_MS;
    for (const [name, daysAgo] of [
      ['stray', 2],
      ['being-written', 0],
    ] as const) {
      await writeFile(join(uploads, name), 'x');
      const at = Date.now() / 1000 - daysAgo * 86_400;
      await utimes(join(uploads, name), at, at);
    }
    const { database } = test;
    const { log } = test.services;
    const { parts } = openAttachmentStores({
      dataDir: folder,
      attachments: test.services.config.attachments,
    });
    await clearAway({ database, parts, now: () => test.clock.nowMs, log });
    expect([await stateOf(old.id), await stateOf(young.id), await stateOf(stored.id)]).toEqual([
      'expected',
      'uploading',
      'stored',
    ]);
    const names = await readdir(uploads);
    expect(names).toContain('being-written');
    expect(names).not.toContain('stray');
    expect(names.filter((name) => name.startsWith(old.id))).toEqual([]);
    expect(names.filter((name) => name.startsWith(young.id))).toHaveLength(1);
    expect((await old.head()).status).toBe(404);
    expect((await stored.head()).headers.has('upload-receipt')).toBe(true);
  });
});

describe('the operator’s limits', () => {
  it('hold at the upload, and are told to the device', async () => {
    const limits = {
      ...DEFAULT_ANSWER_LIMITS,
      count: 1,
      bytes: { ...DEFAULT_ANSWER_LIMITS.bytes, photo: 50 },
    };
    const attachments = { limits, uploadExpiryDays: 30, s3: undefined };
    const strict = await openTestApp(await databases.fresh(), await makeTemporaryFolder(), {
      config: { attachments },
    });
    const at = await strict.app.listen({ port: 0, host: '127.0.0.1' });
    const [large, small] = [randomBytes(51), randomBytes(50)];
    const photos = (...all: Buffer[]) => all.map((bytes) => ({ bytes, changes: { kind: 'photo' } as const }));
    const tooLarge = tusClient(await sendApplication(at, photos(large)));
    expect(await codeOf(await tooLarge.create())).toEqual([413, 'upload-too-large']);
    const sent = await sendApplication(at, photos(small, small));
    expect((await tusClient(sent, 0).create()).status).toBe(201);
    expect(await codeOf(await tusClient(sent, 1).create())).toEqual([422, 'upload-not-allowed']);
    expect((await (await fetch(`${at}/api/operator`)).json()) as object).toMatchObject({
      attachments: limits,
    });
    await strict.close();
  });
});
