// The officer's sign videos and sounds over HTTP: taken in, made ready, sent with a reply, and who may read them when.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageFull } from '../../server/attachments/blob-store/blob-store.ts';
import { startJobs } from '../../server/casework/jobs.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { AnswerFormat } from '../../src/domain/kinds.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { readAnswer } from '../../src/domain/thread-answer.ts';
import { threadsSchema } from '../../src/domain/wire.ts';
import { answerMediaSchema, answerMediumSchema, REPLY_MAX_MEDIA } from '../../src/domain/wire-staff.ts';
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
let cookie: string;
/** Answers the next bytes that are put. */
let isFull = false;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    changeStores: (stores) => ({
      ...stores,
      blobs: {
        ...stores.blobs,
        put: (...given) => (isFull ? Promise.reject(new StorageFull('No room')) : stores.blobs.put(...given)),
      },
    }),
  });
  cookie = await signIn(null);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function signIn(institutionId: string | null, role: StaffRole = 'officer'): Promise<string> {
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId, role };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const payload = { invitation: token };
  const answer = await test.app.inject({ method: 'POST', url: '/api/staff/session', payload });
  expect(answer.json()).toMatchObject({ role });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function openCase(...formats: AnswerFormat[]): Promise<{ id: string; trackingKey: string }> {
  const id = freshId();
  const application = anApplication({ formats });
  expect((await putApplication(test.app, id, application)).statusCode).toBe(201);
  const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
  await jobs.drain();
  await jobs.stop();
  return { id, trackingKey: application.trackingKey };
}

interface Upload {
  kind?: string;
  bytes?: Buffer;
  headers?: Record<string, string | undefined>;
  attachmentId?: string;
  as?: string | undefined;
}

const digestOf = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

function upload(
  caseId: string,
  {
    kind = 'audio',
    bytes = Buffer.from('ses'),
    headers = {},
    attachmentId = freshId(),
    as = cookie,
  }: Upload = {},
) {
  const all = { 'content-type': 'audio/webm', 'content-digest': digestOf(bytes), cookie: as, ...headers };
  return test.app.inject({
    method: 'PUT',
    url: `/api/staff/cases/${caseId}/answer-media/${attachmentId}?kind=${kind}`,
    headers: Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    payload: bytes,
  });
}

const list = (caseId: string, as = cookie) =>
  test.app.inject({ url: `/api/staff/cases/${caseId}/answer-media`, headers: { cookie: as } });
const remove = (caseId: string, id: string, as = cookie) =>
  test.app.inject({
    method: 'DELETE',
    url: `/api/staff/cases/${caseId}/answer-media/${id}`,
    headers: { cookie: as },
  });
const reply = (caseId: string, payload: object, as = cookie) =>
  test.app.inject({
    method: 'PUT',
    url: `/api/staff/cases/${caseId}/replies/${freshId()}`,
    headers: { cookie: as },
    payload: { text: 'Rampa yapılacaktır.', ...payload },
  });
const read = (id: string, headers: Record<string, string>, rendition = 'mp4') =>
  test.app.inject({ url: `/api/attachments/${id}/${rendition}`, headers });

/** As the media job leaves it; what that makes is tested in tests/security. */
async function makeReady(id: string, bytes: Buffer): Promise<void> {
  const { database } = test;
  const { key, byteLength } = await test.stores.blobs.put(once(bytes));
  await database.updateTable('attachment').set({ state: 'ready' }).where('id', '=', id).execute();
  await database
    .insertInto('rendition')
    .values({
      attachment_id: id,
      name: 'mp4',
      media_type: 'audio/mp4',
      byte_length: byteLength,
      blob_key: key,
      duration_ms: 2_000,
      created_at: new Date(test.clock.nowMs),
    })
    .execute();
}

async function* once(bytes: Buffer) {
  yield bytes;
}

describe('an officer’s recording', () => {
  it('is stored durably with its job, listed with its state, and the same again is the same', async () => {
    const { id: caseId } = await openCase('audio');
    const attachmentId = freshId();
    const bytes = randomBytes(300_000);
    const stored = await upload(caseId, { attachmentId, bytes });
    expect(stored.statusCode).toBe(201);
    const expected = {
      id: attachmentId,
      kind: 'audio',
      state: 'stored',
      byteLength: 300_000,
      renditions: [],
    };
    expect(v.parse(answerMediumSchema, stored.json())).toEqual(expected);
    const again = await upload(caseId, { attachmentId, bytes });
    expect([again.statusCode, again.json()]).toEqual([200, expected]);
    expect(v.parse(answerMediaSchema, (await list(caseId)).json())).toEqual({ media: [expected] });
    const { database } = test;
    const jobs = await database
      .selectFrom('job')
      .select('kind')
      .where('attachment_id', '=', attachmentId)
      .execute();
    expect(jobs).toEqual([{ kind: 'media' }]);
    const blob = createHash('sha256').update(bytes).digest('hex');
    expect(await test.stores.blobs.stat(blob)).toEqual({ byteLength: 300_000 });
    await makeReady(attachmentId, Buffer.from('spielbar'));
    expect((await list(caseId)).json().media).toMatchObject([
      { state: 'ready', renditions: ['mp4'], durationMs: 2_000 },
    ]);
  });

  it('under an id that is taken by other bytes, another kind, case or a citizen is a conflict', async () => {
    const { id: caseId } = await openCase('audio');
    const { id: otherId } = await openCase('audio');
    const attachmentId = freshId();
    await upload(caseId, { attachmentId });
    for (const other of [
      await upload(caseId, { attachmentId, bytes: Buffer.from('başka') }),
      await upload(caseId, { attachmentId, kind: 'sign-video' }),
      await upload(otherId, { attachmentId }),
    ]) {
      expect([other.statusCode, other.json().code]).toEqual([409, 'media-conflict']);
    }
    expect((await list(caseId)).json().media).toHaveLength(1);
  });

  it.each<[string, Upload, number, string]>([
    ['without a digest', { headers: { 'content-digest': undefined } }, 400, 'malformed-request'],
    [
      'with a digest that is none',
      { headers: { 'content-digest': 'sha-256=:x:' } },
      400,
      'malformed-request',
    ],
    [
      'that is not what its digest says',
      { headers: { 'content-digest': digestOf(Buffer.from('x')) } },
      400,
      'media-digest-mismatch',
    ],
    ['without a type', { headers: { 'content-type': undefined } }, 415, 'media-type-not-supported'],
    ['of a kind that no answer has', { kind: 'video' }, 400, 'malformed-request'],
    ['that is empty', { bytes: Buffer.alloc(0) }, 400, 'malformed-request'],
    ['that is too large', { bytes: Buffer.alloc(51 * 1024 * 1024) }, 413, 'upload-too-large'],
    ['under an id that is none', { attachmentId: 'x' }, 400, 'malformed-id'],
    ['without a session', { as: '' }, 401, 'unauthenticated'],
    ['from another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'forbidden'],
  ])('%s is refused, and nothing is kept', async (_, change, status, code) => {
    const { id: caseId } = await openCase('audio');
    const answer = await upload(caseId, change);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect((await list(caseId)).json()).toEqual({ media: [] });
  });

  it('finds no room, and is taken when there is some', async () => {
    const { id: caseId } = await openCase('audio');
    const attachmentId = freshId();
    isFull = true;
    const full = await upload(caseId, { attachmentId });
    isFull = false;
    expect([full.statusCode, full.json().code]).toEqual([507, 'storage-full']);
    expect((await upload(caseId, { attachmentId })).statusCode).toBe(201);
  });

  it('is neither taken, listed nor taken away by an officer who may not see the case', async () => {
    const { id: caseId } = await openCase('audio');
    const attachmentId = freshId();
    await upload(caseId, { attachmentId });
    const { database } = test;
    const holder = (
      await database
        .selectFrom('case_file')
        .select('institution_id')
        .where('application_id', '=', caseId)
        .executeTakeFirst()
    )?.institution_id;
    const { id: stranger } = await database
      .selectFrom('institution')
      .select('id')
      .where('id', '<>', holder ?? '')
      .where('is_centre', '=', false)
      .executeTakeFirstOrThrow();
    const other = await signIn(stranger, 'coordinator');
    for (const answer of [
      await upload(caseId, { as: other }),
      await list(caseId, other),
      await remove(caseId, attachmentId, other),
      await upload(freshId()),
      await list(freshId()),
      await remove(caseId, freshId()),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
    }
  });

  it('is taken away, and may be attached again', async () => {
    const { id: caseId } = await openCase('audio');
    const attachmentId = freshId();
    await upload(caseId, { attachmentId });
    expect((await remove(caseId, attachmentId)).statusCode).toBe(204);
    expect((await remove(caseId, attachmentId)).statusCode).toBe(404);
    expect((await list(caseId)).json()).toEqual({ media: [] });
    expect((await upload(caseId, { attachmentId })).statusCode).toBe(201);
  });
});

describe('an answer in kind', () => {
  it('is refused without the form, in words and by name; the citizen reads it only when it was sent', async () => {
    const { id: caseId, trackingKey } = await openCase('audio', 'plain-language');
    const key = { authorization: `Bearer ${trackingKey}` };
    const without = await reply(caseId, {});
    expect([without.statusCode, without.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'answer-not-in-kind', missing: ['audio', 'summary'] }),
    ]);
    const attachmentId = freshId();
    await upload(caseId, { attachmentId });
    const early = await reply(caseId, { summary: 'Rampa olacak.', media: [{ id: attachmentId }] });
    expect([early.statusCode, early.json().code]).toEqual([409, 'answer-media-not-ready']);
    const bytes = Buffer.from('dinlenebilir');
    await makeReady(attachmentId, bytes);

    expect((await read(attachmentId, { cookie })).rawPayload.equals(bytes)).toBe(true);
    expect((await read(attachmentId, key)).statusCode).toBe(404);
    const tus = { ...key, 'tus-resumable': '1.0.0' };
    const head = await test.app.inject({ method: 'HEAD', url: `/api/uploads/${attachmentId}`, headers: tus });
    expect(head.statusCode).toBe(404);

    const captions = [{ startMs: 0, endMs: 1_000, text: 'Rampa olacak.' }];
    const media = [{ id: attachmentId, captions, language: 'tr' }];
    expect((await reply(caseId, { summary: 'Rampa olacak.', media })).statusCode).toBe(201);
    expect((await list(caseId)).json()).toEqual({ media: [] });
    const late = await upload(caseId);
    expect([late.statusCode, late.json().code]).toEqual([409, 'reply-conflict']);
    expect((await upload(caseId, { attachmentId })).statusCode).toBe(200);

    const opened = await test.app.inject({
      method: 'POST',
      url: '/api/threads/open',
      payload: { trackingKey },
    });
    const [thread] = v.parse(threadsSchema, opened.json()).threads;
    expect(thread).not.toHaveProperty('attachments');
    expect(thread?.replies.map(readAnswer)).toEqual([
      {
        summary: 'Rampa olacak.',
        media: [
          {
            id: attachmentId,
            kind: 'audio',
            durationMs: 2_000,
            renditions: ['mp4'],
            sizes: { mp4: bytes.length },
            captions,
          },
        ],
      },
    ]);
    expect((await read(attachmentId, key)).rawPayload.equals(bytes)).toBe(true);
    expect((await read(attachmentId, key, 'original')).statusCode).toBe(404);
    const { trackingKey: foreign } = await openCase('text');
    expect((await read(attachmentId, { authorization: `Bearer ${foreign}` })).statusCode).toBe(404);
  });

  it('is overridden by a coordinator only, with a reason that the citizen reads', async () => {
    const { id: caseId, trackingKey } = await openCase('sign-language');
    const override = { reason: 'Tercüman bulunamadı.' };
    const refused = await reply(caseId, { override });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'override-not-allowed']);
    const coordinator = await signIn(null, 'coordinator');
    expect((await reply(caseId, { override }, coordinator)).statusCode).toBe(201);
    const opened = await test.app.inject({
      method: 'POST',
      url: '/api/threads/open',
      payload: { trackingKey },
    });
    expect(opened.json().threads[0].replies).toMatchObject([{ override }]);
  });

  it.each<[string, object, object]>([
    [
      'a long summary',
      { summary: 'x'.repeat(2_001) },
      { field: 'summary', code: 'too-long', params: { max: 2_000, length: 2_001 } },
    ],
    ['a blank summary', { summary: ' ' }, { field: 'summary', code: 'required' }],
    ['a short reason', { override: { reason: 'Yok çünkü' } }, { field: 'override', code: 'required' }],
    [
      'a long reason',
      { override: { reason: 'x'.repeat(1_001) } },
      { field: 'override', code: 'too-long', params: { max: 1_000, length: 1_001 } },
    ],
    ['an id that is none', { media: [{ id: 'x' }] }, { field: 'media', code: 'format' }],
    [
      'too many media',
      { media: Array.from({ length: REPLY_MAX_MEDIA + 1 }, () => ({ id: freshId() })) },
      { field: 'media', code: 'format' },
    ],
    [
      'captions out of order',
      {
        media: [
          { id: '0199b2d4-0b35-7a52-9f18-2d7c4e6a8b90', captions: [{ startMs: 5, endMs: 5, text: 'a' }] },
        ],
      },
      { field: 'media', code: 'format' },
    ],
  ])('is not sent with %s', async (_, change, violation) => {
    const answer = await reply(freshId(), change);
    expect([answer.statusCode, answer.json().violations]).toEqual([422, [violation]]);
  });
});
