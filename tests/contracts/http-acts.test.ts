// Transcripts and acts over HTTP: an officer offers a text, the citizen's device delivers its word on it exactly once.

import { createHash, randomBytes, verify } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvitation } from '../../server/identity/invitations.ts';
import { parseActReceipt } from '../../src/domain/act-receipt.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { transcriptionsSchema, transcriptSchema } from '../../src/domain/transcript.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let cookie: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    config: {
      attachments: {
        limits: { ...DEFAULT_ANSWER_LIMITS, count: 1 },
        uploadExpiryDays: 30,
        s3: undefined,
      },
    },
  });
  const invitee = { name: 'Ekin Deneme', institutionId: null };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const session = await test.app.inject({
    method: 'POST',
    url: '/api/staff/session',
    payload: { invitation: token },
  });
  cookie = String(session.headers['set-cookie']).split(';')[0] ?? '';
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const recordingOf = (bytes: Buffer, changes: Partial<Attachment> = {}): Attachment => ({
  id: freshId(),
  kind: 'voice',
  role: 'description',
  mediaType: 'audio/webm',
  byteLength: bytes.length,
  digest: createHash('sha256').update(bytes).digest('base64url'),
  durationMs: 4_000,
  ...changes,
});

interface Told {
  applicationId: string;
  trackingKey: string;
  attachmentId: string;
  transcriptId: string;
}

/** A received application that is told by a recording, which an officer has put into writing. */
async function tell(): Promise<Told> {
  const [applicationId, transcriptId] = [freshId(), freshId()];
  const recording = recordingOf(randomBytes(64));
  const { trackingKey, ...application } = anApplication({ attachments: [recording] });
  const { description: _written, ...told } = application;
  expect((await putApplication(test.app, applicationId, { ...told, trackingKey })).statusCode).toBe(201);
  await makePlayable(recording.id);
  const offered = await offer(recording.id, transcriptId);
  expect(offered.statusCode).toBe(201);
  return { applicationId, trackingKey, attachmentId: recording.id, transcriptId };
}

/** As when its bytes had come and the media job had been done. */
const makePlayable = (attachmentId: string) =>
  test.pool.query("update attachment set state = 'ready' where id = $1", [attachmentId]);

const CUES = [{ startMs: 0, endMs: 4_000, text: 'Su akmıyor.' }];

const offer = (attachmentId: string, transcriptId: string, cues: unknown = CUES, headers = { cookie }) =>
  test.app.inject({
    method: 'PUT',
    url: `/api/staff/attachments/${attachmentId}/transcripts/${transcriptId}`,
    headers,
    payload: { kind: 'transcript', language: 'tr', cues },
  });

const verdict = ({ attachmentId, transcriptId }: Told, change: object = {}) => ({
  kind: 'transcript-verdict',
  attachmentId,
  transcriptId,
  verdict: 'accepted',
  writtenAt: '2026-11-25T08:00:00.000Z',
  locale: 'tr',
  ...change,
});

let clients = 0;
const deliver = (
  { applicationId, trackingKey }: Pick<Told, 'applicationId' | 'trackingKey'>,
  body: object | string,
  actId = freshId(),
  headers: Record<string, string> = {},
) =>
  test.app.inject({
    method: 'PUT',
    url: `/api/applications/${applicationId}/acts/${actId}`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${trackingKey}`,
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    // Each from another address: failures of one are held back longer and longer.
    remoteAddress: `192.0.2.${++clients % 250}`,
  });

const threadOf = async ({ trackingKey }: Told) => {
  const url = '/api/threads/open';
  return (await test.app.inject({ method: 'POST', url, payload: { trackingKey } })).json().threads[0];
};

const countOf = async (table: string, column: string, value: string) => {
  const { rows } = await test.pool.query(`select from ${table} where ${column} = $1`, [value]);
  return rows.length;
};

describe('an act', () => {
  it('is taken once, however often it is sent, with a receipt that can be verified', async () => {
    const told = await tell();
    const actId = freshId();
    const body = JSON.stringify(verdict(told));
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => deliver(told, body, actId)));
    const statuses = [first, ...others].map((answer) => answer?.statusCode).toSorted();
    expect(statuses).toEqual([200, 200, 201]);
    const { receipt } = first?.json() ?? {};
    for (const answer of others) expect(answer.json()).toEqual({ receipt });
    const parsed = parseActReceipt(receipt, (text) => Buffer.from(text, 'base64url').toString());
    expect(parsed?.claims).toEqual({
      actId,
      applicationId: told.applicationId,
      digest: createHash('sha256').update(body).digest('base64url'),
      receivedAt: new Date(test.clock.nowMs).toISOString(),
    });
    const [key] = test.keys.published;
    const signature = Buffer.from(parsed?.signature ?? '', 'base64url');
    const isValid = verify(
      'sha256',
      Buffer.from(parsed?.signingInput ?? ''),
      { key: { ...key }, format: 'jwk', dsaEncoding: 'ieee-p1363' },
      signature,
    );
    expect(isValid).toBe(true);
    expect(await countOf('thread_act', 'application_id', told.applicationId)).toBe(1);
    expect(await countOf('transcript_verdict', 'transcript_id', told.transcriptId)).toBe(1);
    const audit = await test.pool.query('select action from audit_entry where application_id = $1', [
      told.applicationId,
    ]);
    expect(audit.rows.filter(({ action }) => action === 'transcript-accepted')).toHaveLength(1);
    expect((await threadOf(told)).attachments[0].transcript.verdict).toMatchObject({ kind: 'accepted' });
  });

  it('of a device whose clock stands in the year 0 is taken', async () => {
    const told = await tell();
    const answer = await deliver(told, verdict(told, { writtenAt: '0000-01-01T00:00:00.000Z' }));
    expect(answer.statusCode).toBe(201);
  });

  it('with other bytes under the same id, or of another application, is a conflict', async () => {
    const [told, other] = [await tell(), await tell()];
    const actId = freshId();
    await deliver(told, verdict(told), actId);
    for (const answer of [
      await deliver(told, verdict(told, { locale: 'en' }), actId),
      await deliver(other, verdict(other), actId),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'act-conflict']);
  });

  it('is answered by what is stored, even where it would not be taken any more', async () => {
    const told = await tell();
    const actId = freshId();
    await deliver(told, verdict(told), actId);
    expect((await deliver(told, verdict(told), actId)).statusCode).toBe(200);
    const second = await deliver(told, verdict(told, { verdict: 'corrected', text: 'Su yok.' }));
    expect([second.statusCode, second.json().code]).toEqual([409, 'transcript-settled']);
    const late = await offer(told.attachmentId, freshId());
    expect([late.statusCode, late.json().code]).toEqual([409, 'transcript-settled']);
  });

  it('of a stranger is answered like one of an application that does not exist', async () => {
    const told = await tell();
    const { trackingKey } = await tell();
    const answers = [
      await deliver({ ...told, trackingKey }, verdict(told)),
      await deliver({ ...told, trackingKey: '' }, verdict(told)),
      await deliver({ ...told, applicationId: freshId() }, verdict(told)),
      await deliver({ ...told, trackingKey: 'x' }, { kind: 'nothing' }),
    ];
    for (const answer of answers) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'thread-not-found']);
      expect(answer.payload).toBe(answers[0]?.payload);
    }
    expect(await countOf('thread_act', 'application_id', told.applicationId)).toBe(0);
  });

  it('is refused with what is wrong in it', async () => {
    const [told, other] = [await tell(), await tell()];
    const cases: [object, string][] = [
      [{ verdict: 'corrected', text: ' ' }, 'text'],
      [{ transcriptId: freshId() }, 'transcriptId'],
      [{ attachmentId: other.attachmentId, transcriptId: other.transcriptId }, 'transcriptId'],
      [{ verdict: 'again', attachments: [recordingOf(Buffer.alloc(1), { kind: 'photo' })] }, 'attachments'],
      [
        { verdict: 'again', attachments: [recordingOf(Buffer.alloc(1), { byteLength: 60 * 1024 * 1024 })] },
        'attachments',
      ],
    ];
    for (const [change, field] of cases) {
      const answer = await deliver(told, verdict(told, change));
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'act-not-valid']);
      expect(answer.json().violations).toMatchObject([{ field }]);
    }
    const taken = {
      verdict: 'again',
      attachments: [recordingOf(Buffer.alloc(1), { id: other.attachmentId })],
    };
    expect((await deliver(told, verdict(told, taken))).json().code).toBe('act-conflict');
    expect(await countOf('thread_act', 'application_id', told.applicationId)).toBe(0);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['that is no JSON', '{', {}, 400, 'malformed-json'],
    [
      'that was damaged on the way',
      '{}',
      { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` },
      400,
      'digest-mismatch',
    ],
    ['that is too large', `"${'x'.repeat(700_000)}"`, {}, 413, 'body-too-large'],
    ['of another type', '{}', { 'content-type': 'text/plain' }, 415, 'media-type-not-supported'],
  ])('%s is not taken', async (_, body, headers, status, code) => {
    const stranger = { applicationId: freshId(), trackingKey: 'x' };
    const answer = await deliver(stranger, body, freshId(), headers);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });
});

describe('a recording that was made again', () => {
  it('comes in the role of the old one, by the same upload, though the manifest was full', async () => {
    const told = await tell();
    const bytes = randomBytes(200);
    const recording = recordingOf(bytes, { role: 'supporting' });
    const again = await deliver(told, verdict(told, { verdict: 'again', attachments: [recording] }));
    expect(again.statusCode).toBe(201);
    const metadata = [
      `applicationId ${Buffer.from(told.applicationId).toString('base64')}`,
      `attachmentId ${Buffer.from(recording.id).toString('base64')}`,
    ].join(',');
    const uploaded = await test.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: {
        authorization: `Bearer ${told.trackingKey}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata,
        'content-type': 'application/offset+octet-stream',
      },
      payload: bytes,
    });
    expect([uploaded.statusCode, typeof uploaded.headers['upload-receipt']]).toEqual([201, 'string']);
    expect((await threadOf(told)).attachments).toMatchObject([
      { id: told.attachmentId, transcript: { verdict: { kind: 'again' } } },
      { id: recording.id, role: 'description', state: 'stored' },
    ]);
    // The old recording's text is not settled: staff may still offer a better one.
    expect((await offer(told.attachmentId, freshId())).statusCode).toBe(201);
  });
});

describe('the text of a recording', () => {
  it('is offered by an officer with a session, and by nobody else', async () => {
    const { attachmentId, transcriptId } = await tell();
    expect((await offer(attachmentId, freshId(), CUES, { cookie: '' })).statusCode).toBe(401);
    const repeated = await offer(attachmentId, transcriptId);
    expect(repeated.statusCode).toBe(200);
    v.parse(transcriptSchema, repeated.json());
    expect((await offer(freshId(), freshId())).statusCode).toBe(404);
    const late = [{ ...CUES[0], endMs: 0 }];
    const refused = await offer(attachmentId, freshId(), late);
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'transcript-not-valid']);
  });

  it('is wanted on the desk while there is none', async () => {
    const desk = async () => {
      const answer = await test.app.inject({ url: '/api/staff/transcriptions', headers: { cookie } });
      return v.parse(transcriptionsSchema, answer.json()).items.map(({ attachmentId }) => attachmentId);
    };
    const { attachmentId } = await tell();
    expect(await desk()).not.toContain(attachmentId);
    const recording = recordingOf(Buffer.alloc(8));
    await putApplication(test.app, freshId(), anApplication({ attachments: [recording] }));
    expect(await desk()).not.toContain(recording.id);
    await makePlayable(recording.id);
    expect(await desk()).toContain(recording.id);
    expect((await test.app.inject({ url: '/api/staff/transcriptions' })).statusCode).toBe(401);
  });
});
