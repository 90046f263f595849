// The console's own way to the server (src/staff/api.ts) against the real routes of transcripts and answers in kind: what the
// stand-in of its tests says, the server says, too.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startJobs } from '../../server/casework/jobs.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { createStaffApi, type StaffApi } from '../../src/staff/api.ts';
import type { Upload } from '../../src/staff/upload.ts';
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
  test = await openTestApp(await databases.fresh(), folder);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** As the browser sends it: with the cookie that the server has set. */
async function signIn(role: StaffRole): Promise<StaffApi> {
  let cookie = '';
  const inject = async (
    method: string,
    url: string,
    headers: object,
    payload: Buffer | string | undefined,
  ) => {
    const answer = await test.app.inject({
      method: method as 'GET',
      url,
      headers: { ...headers, cookie },
      ...(payload === undefined ? {} : { payload }),
    });
    const set = answer.headers['set-cookie'];
    if (set) cookie = String(set).split(';')[0] ?? '';
    return answer;
  };
  const send: typeof fetch = async (input, init = {}) => {
    const payload = typeof init.body === 'string' ? init.body : undefined;
    const answer = await inject(init.method ?? 'GET', String(input), init.headers ?? {}, payload);
    const { statusCode: status } = answer;
    return new Response(status === 204 ? null : answer.payload, { status });
  };
  const upload: Upload = async ({ path, headers, file, onSent }) => {
    const answer = await inject('PUT', path, headers, Buffer.from(await file.arrayBuffer()));
    onSent(file.size);
    return { status: answer.statusCode, text: answer.payload };
  };
  const api = createStaffApi(send, upload);
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId: null, role };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  expect(await api.signIn(token)).toMatchObject({ ok: true, value: { role } });
  return api;
}

async function assign(): Promise<void> {
  const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
  await jobs.drain();
  await jobs.stop();
}

/** As the media job leaves it. */
async function makeReady(id: string): Promise<void> {
  await test.pool.query("update attachment set state = 'ready', duration_ms = 60000 where id = $1", [id]);
}

const SECOND = { startMs: 0, endMs: 1_000 };

it('a recording is listed, put into writing, and put into writing better', async () => {
  const api = await signIn('interpreter');
  const recording = {
    id: freshId(),
    kind: 'voice',
    role: 'description',
    mediaType: 'audio/webm',
    byteLength: 3,
    digest: createHash('sha256').update('ses').digest('base64url'),
    durationMs: 60_000,
  } as const;
  const applicationId = freshId();
  const application = anApplication({ attachments: [recording] });
  expect((await putApplication(test.app, applicationId, application)).statusCode).toBe(201);
  await assign();
  await makeReady(recording.id);
  const listed = await api.listTranscriptions(undefined);
  const row = listed.ok && listed.value.items.find(({ attachmentId }) => attachmentId === recording.id);
  expect(row).toMatchObject({ applicationId, kind: 'voice', state: 'open', durationMs: 60_000 });

  const transcript = {
    attachmentId: recording.id,
    transcriptId: freshId(),
    kind: 'transcript',
    language: 'tr',
    cues: [{ ...SECOND, text: 'Merhaba.' }],
  } as const;
  const text = { ...transcript, cues: [...transcript.cues] };
  expect(await api.sendTranscript(text)).toEqual({ ok: true, value: undefined });
  expect(await api.sendTranscript(text)).toEqual({ ok: true, value: undefined });
  const better = { ...text, cues: [{ ...SECOND, text: 'Merhabalar.' }] };
  expect(await api.sendTranscript(better)).toEqual({
    ok: false,
    failure: { kind: 'refused', code: 'transcript-conflict' },
  });
  expect(await api.sendTranscript({ ...better, transcriptId: freshId() })).toEqual({
    ok: true,
    value: undefined,
  });
  const read = await api.readCase(applicationId);
  const [attachment] = (read.ok && read.value.attachments) || [];
  expect(attachment?.transcript).toMatchObject({ kind: 'transcript', cues: better.cues });
});

it('an answer in kind is attached, listed, taken away, and sent when it is whole', async () => {
  const [officer, coordinator] = [await signIn('officer'), await signIn('coordinator')];
  const applicationId = freshId();
  const application = anApplication({ formats: ['sign-language'] });
  expect((await putApplication(test.app, applicationId, application)).statusCode).toBe(201);
  await assign();
  const text = { applicationId, replyId: freshId(), text: 'Rampa yapılacak.' };
  const refusal = (code: string) => ({ ok: false, failure: { kind: 'refused', code } });
  expect(await officer.sendReply(text)).toEqual(refusal('answer-not-in-kind'));
  const override = { reason: 'Tercüman 15 Aralık’a kadar yok.' };
  expect(await officer.sendReply({ ...text, override })).toEqual(refusal('override-not-allowed'));

  const attach = (id: string) =>
    officer.sendMedium({
      applicationId,
      id,
      kind: 'sign-video',
      file: new Blob(['film']),
      mediaType: 'video/webm',
      digest: createHash('sha256').update('film').digest('base64'),
      onSent: () => undefined,
      signal: new AbortController().signal,
    });
  const [id, second] = [freshId(), freshId()];
  expect(await attach(id)).toMatchObject({ ok: true, value: { id, state: 'stored' } });
  expect(await attach(id)).toMatchObject({ ok: true, value: { id } });
  expect(await attach(second)).toMatchObject({ ok: true });
  expect(await officer.removeMedium(applicationId, second)).toEqual({ ok: true, value: undefined });
  expect(await officer.listAnswerMedia(applicationId)).toMatchObject({ ok: true, value: [{ id }] });

  const media = [{ id, captions: [{ ...SECOND, text: 'Rampa yapılacak.' }], language: 'tr' as const }];
  expect(await officer.sendReply({ ...text, media })).toEqual(refusal('answer-media-not-ready'));
  await makeReady(id);
  const sent = await officer.sendReply({ ...text, media, summary: 'Rampa olacak.' });
  expect(sent).toMatchObject({
    ok: true,
    value: { state: 'answered', replies: [{ summary: 'Rampa olacak.', media: [{ id }] }] },
  });
  expect(await coordinator.readLimits()).toEqual(test.services.config.attachments.limits);
});

it('a coordinator closes a case without the form, and the reason stands in the answer', async () => {
  const api = await signIn('coordinator');
  const applicationId = freshId();
  const application = anApplication({ formats: ['audio'] });
  expect((await putApplication(test.app, applicationId, application)).statusCode).toBe(201);
  await assign();
  const override = { reason: 'Ses odası bu hafta kapalı.' };
  const reply = { applicationId, replyId: freshId(), text: 'Rampa yapılacak.', override };
  expect(await api.sendReply(reply)).toMatchObject({ ok: true, value: { replies: [{ override }] } });
});
