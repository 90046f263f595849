import { describe, expect, test } from 'vitest';
import { DEFAULT_ANSWER_LIMITS } from '../domain/answer-limits.ts';
import { createStaffApi } from './api.ts';
import { isSignedOut, type Result } from './staff-call.ts';
import { CENTRE_OFFICER, makeCase, OFFICER } from './testing/cases.mock.ts';
import { answer, createStaffServer } from './testing/staff-server.mock.ts';

const CASE = makeCase(1);
const REPLY_ID = makeCase(99).applicationId;

function failureOf(result: Result<unknown>): unknown {
  return result.ok ? undefined : result.failure;
}

/** An api whose every answer is this one. */
function answering(response: Response | Error) {
  return createStaffApi(
    () => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response.clone())),
    () => Promise.reject(new Error('Nothing is uploaded here')),
  );
}

describe('what the server says is handed on', () => {
  test('an invitation is redeemed for a session', async () => {
    const server = createStaffServer({ invited: OFFICER });
    const token = 'a'.repeat(43);
    expect(await createStaffApi(server.fetch, server.upload).signIn(token)).toEqual({
      ok: true,
      value: OFFICER,
    });
    expect(server.seen).toEqual([
      { method: 'POST', path: '/api/staff/session', body: { invitation: token } },
    ]);
  });

  test('signing out is done when the server says 204', async () => {
    const server = createStaffServer({ session: OFFICER });
    expect(await createStaffApi(server.fetch, server.upload).signOut()).toEqual({
      ok: true,
      value: undefined,
    });
    expect(server.session).toBeUndefined();
  });

  test('a list is asked for by name and cursor, whatever stands in the cursor', async () => {
    const server = createStaffServer({ session: CENTRE_OFFICER, cases: [CASE] });
    const api = createStaffApi(server.fetch, server.upload);
    expect(await api.listCases('open', undefined)).toMatchObject({
      ok: true,
      value: { total: 1, next: null },
    });
    await api.listCases('answered', 'a&b=c/+');
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/api/staff/cases?list=open',
      '/api/staff/cases?list=answered&after=a%26b%3Dc%2F%2B',
    ]);
  });

  test('a reply is put under its own id and the case comes back with it', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const sent = await createStaffApi(server.fetch, server.upload).sendReply({
      applicationId: CASE.applicationId,
      replyId: REPLY_ID,
      text: 'Rampa yapıldı.',
    });
    expect(sent).toEqual({ ok: true, value: answer(CASE, { id: REPLY_ID, text: 'Rampa yapıldı.' }) });
    expect(server.seen).toEqual([
      {
        method: 'PUT',
        path: `/api/staff/cases/${CASE.applicationId}/replies/${REPLY_ID}`,
        body: { text: 'Rampa yapıldı.' },
      },
    ]);
  });

  test('a transcript is put under its recording and its own id', async () => {
    const attachment = {
      id: REPLY_ID,
      kind: 'voice',
      role: 'description',
      state: 'ready',
      byteLength: 1,
    } as const;
    const server = createStaffServer({ session: OFFICER, cases: [{ ...CASE, attachments: [attachment] }] });
    const cues = [{ startMs: 0, endMs: 1_000, text: 'Merhaba.' }];
    const text = {
      attachmentId: REPLY_ID,
      transcriptId: CASE.applicationId,
      kind: 'transcript',
      language: 'tr',
    } as const;
    const api = createStaffApi(server.fetch, server.upload);
    expect(await api.sendTranscript({ ...text, cues })).toEqual({ ok: true, value: undefined });
    expect(server.seen.map(({ method, path }) => [method, path])).toEqual([
      ['PUT', `/api/staff/attachments/${REPLY_ID}/transcripts/${CASE.applicationId}`],
    ]);
    const other = [{ startMs: 0, endMs: 1_000, text: 'Selam.' }];
    expect(failureOf(await api.sendTranscript({ ...text, cues: other }))).toEqual({
      kind: 'refused',
      code: 'transcript-conflict',
    });
  });

  test('a file goes with its kind, type and digest, tells how far it is, and is listed until it is taken away', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const api = createStaffApi(server.fetch, server.upload);
    const sentBytes: number[] = [];
    const { applicationId } = CASE;
    const sent = await api.sendMedium({
      applicationId,
      id: REPLY_ID,
      kind: 'sign-video',
      file: new Blob(['0123456789']),
      mediaType: 'video/webm',
      digest: 'abc=',
      onSent: (bytes) => sentBytes.push(bytes),
      signal: new AbortController().signal,
    });
    expect(sent).toMatchObject({ ok: true, value: { id: REPLY_ID, kind: 'sign-video' } });
    expect(sentBytes).toEqual([5, 10]);
    const path = `/api/staff/cases/${applicationId}/answer-media`;
    expect(server.seen[0]).toMatchObject({
      path: `${path}/${REPLY_ID}?kind=sign-video`,
      body: { headers: { 'content-type': 'video/webm', 'content-digest': 'sha-256=:abc=:' } },
    });
    expect(await api.listAnswerMedia(applicationId)).toMatchObject({ ok: true, value: [{ id: REPLY_ID }] });
    expect(await api.removeMedium(applicationId, REPLY_ID)).toEqual({ ok: true, value: undefined });
    expect(await api.listAnswerMedia(applicationId)).toEqual({ ok: true, value: [] });
  });

  test('the limits are the defaults where the server says none', async () => {
    const server = createStaffServer({ session: OFFICER });
    expect(await createStaffApi(server.fetch, server.upload).readLimits()).toEqual(DEFAULT_ANSWER_LIMITS);
  });

  test('cookies of our own site go along, nothing is taken from a cache, and no request waits for ever', async () => {
    const asked: (RequestInit | undefined)[] = [];
    const { fetch: send, upload } = createStaffServer({ session: OFFICER });
    await createStaffApi((input, init) => {
      asked.push(init);
      return send(input, init);
    }, upload).readSession();
    expect(asked[0]).toMatchObject({ credentials: 'same-origin', cache: 'no-store' });
    expect(asked[0]?.signal).toBeInstanceOf(AbortSignal);
  });
});

describe('what goes wrong is a value', () => {
  test('no answer is unreachable', async () => {
    expect(failureOf(await answering(new TypeError('Failed to fetch')).readSession())).toEqual({
      kind: 'unreachable',
    });
  });

  test('an answer that breaks off is unreachable', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"name":"De'));
        controller.error(new TypeError('network error'));
      },
    });
    expect(failureOf(await answering(new Response(broken)).readSession())).toEqual({ kind: 'unreachable' });
  });

  test.each([
    ['a page of some proxy', new Response('<html>Welcome</html>')],
    ['an empty body', new Response('')],
    ['a session without its name', Response.json({ ...OFFICER, name: undefined })],
    ['a date that is none', Response.json({ ...OFFICER, expiresAt: 'tomorrow' })],
    ['an answer without content where content is due', new Response(null, { status: 204 })],
    ['an error without a problem', new Response('Bad Gateway', { status: 502 })],
    ['a problem that we do not know', Response.json({ code: 'teapot' }, { status: 418 })],
  ])('%s is malformed', async (_, response) => {
    expect(failureOf(await answering(response).readSession())).toEqual({ kind: 'malformed' });
  });

  test('content where none is due is malformed', async () => {
    expect(failureOf(await answering(Response.json({})).signOut())).toEqual({ kind: 'malformed' });
  });

  test('a problem keeps its code', async () => {
    const server = createStaffServer();
    expect(failureOf(await createStaffApi(server.fetch, server.upload).signIn('a'.repeat(43)))).toEqual({
      kind: 'refused',
      code: 'invitation-not-valid',
    });
  });

  test('401 means signed out, whoever says it and however', async () => {
    const result = await answering(new Response('Unauthorized', { status: 401 })).readSession();
    expect(result.ok || isSignedOut(result.failure)).toBe(true);
    expect(result.ok).toBe(false);
  });

  test('an answered case without our reply in it is no proof that ours was kept', async () => {
    const other = answer(CASE, { id: makeCase(98).applicationId, text: 'Başkasının yanıtı' });
    const sent = await answering(Response.json(other)).sendReply({
      applicationId: CASE.applicationId,
      replyId: REPLY_ID,
      text: 'Benim yanıtım',
    });
    expect(failureOf(sent)).toEqual({ kind: 'malformed' });
  });
});
