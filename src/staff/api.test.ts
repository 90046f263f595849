import { describe, expect, test } from 'vitest';
import { createStaffApi, isSignedOut, type Result } from './api.ts';
import { CENTRE_OFFICER, makeCase, OFFICER } from './testing/cases.mock.ts';
import { answer, createStaffServer } from './testing/staff-server.mock.ts';

const CASE = makeCase(1);
const REPLY_ID = makeCase(99).applicationId;

function failureOf(result: Result<unknown>): unknown {
  return result.ok ? undefined : result.failure;
}

/** An api whose every answer is this one. */
function answering(response: Response | Error) {
  return createStaffApi(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response.clone()),
  );
}

describe('what the server says is handed on', () => {
  test('an invitation is redeemed for a session', async () => {
    const server = createStaffServer({ invited: OFFICER });
    const token = 'a'.repeat(43);
    expect(await createStaffApi(server.fetch).signIn(token)).toEqual({ ok: true, value: OFFICER });
    expect(server.seen).toEqual([
      { method: 'POST', path: '/api/staff/session', body: { invitation: token } },
    ]);
  });

  test('signing out is done when the server says 204', async () => {
    const server = createStaffServer({ session: OFFICER });
    expect(await createStaffApi(server.fetch).signOut()).toEqual({ ok: true, value: undefined });
    expect(server.session).toBeUndefined();
  });

  test('a list is asked for by name and cursor, whatever stands in the cursor', async () => {
    const server = createStaffServer({ session: CENTRE_OFFICER, cases: [CASE] });
    const api = createStaffApi(server.fetch);
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
    const sent = await createStaffApi(server.fetch).sendReply({
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

  test('cookies of our own site go along, nothing is taken from a cache, and no request waits for ever', async () => {
    const asked: (RequestInit | undefined)[] = [];
    await createStaffApi((_, init) => {
      asked.push(init);
      return Promise.resolve(Response.json(OFFICER));
    }).readSession();
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
    const api = createStaffApi(() => Promise.resolve(new Response(broken)));
    expect(failureOf(await api.readSession())).toEqual({ kind: 'unreachable' });
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
    expect(failureOf(await createStaffApi(server.fetch).signIn('a'.repeat(43)))).toEqual({
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
