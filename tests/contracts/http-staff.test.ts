// The officers' routes: session cookie, forged requests, and the way from a received application to the citizen's answer.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJobs } from '../../server/casework/jobs.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import { threadsSchema } from '../../src/domain/wire.ts';
import { staffCaseSchema, staffCasesSchema, staffSessionSchema } from '../../src/domain/wire-staff.ts';
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

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  cookie?: string;
  headers?: Record<string, string>;
  payload?: object | string;
}

const call = (path: string, { method = 'GET', cookie, headers = {}, payload }: Call = {}) =>
  test.app.inject({
    method,
    url: path,
    headers: { ...(cookie ? { cookie } : {}), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

async function invite(institutionId: string | null = null): Promise<string> {
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId };
  return (await createInvitation(test.database, invitee, test.clock.nowMs)).token;
}

async function signIn(): Promise<string> {
  const answer = await call('/api/staff/session', {
    method: 'POST',
    payload: { invitation: await invite() },
  });
  const [cookie] = String(answer.headers['set-cookie']).split(';');
  return cookie ?? '';
}

describe('a session', () => {
  it('begins with an invitation and is carried by a cookie that only this origin gets', async () => {
    const answer = await call('/api/staff/session', {
      method: 'POST',
      payload: { invitation: await invite() },
    });
    expect(answer.statusCode).toBe(201);
    v.parse(staffSessionSchema, answer.json());
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(
      /^__Host-kopru-staff=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.payload).not.toContain(cookie.slice(19, 62));
  });

  it('does not begin twice with one invitation, nor with one that never was', async () => {
    const invitation = await invite();
    await call('/api/staff/session', { method: 'POST', payload: { invitation } });
    for (const used of [invitation, randomBytes(32).toString('base64url')]) {
      const answer = await call('/api/staff/session', { method: 'POST', payload: { invitation: used } });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'invitation-not-valid']);
    }
  });

  it('ends with signing out, on the server too', async () => {
    const cookie = await signIn();
    expect((await call('/api/staff/session', { cookie })).statusCode).toBe(200);
    const answer = await call('/api/staff/session', { method: 'DELETE', cookie });
    expect(answer.statusCode).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-kopru-staff=; Max-Age=0; Path=\/;.* Secure;/,
    );
    expect((await call('/api/staff/session', { cookie })).statusCode).toBe(401);
  });

  it('does not outlive that its browser signs in anew', async () => {
    const cookie = await signIn();
    const payload = { invitation: await invite() };
    const answer = await call('/api/staff/session', { method: 'POST', cookie, payload });
    expect(answer.statusCode).toBe(201);
    expect((await call('/api/staff/session', { cookie })).statusCode).toBe(401);
    const [fresh = ''] = String(answer.headers['set-cookie']).split(';');
    expect((await call('/api/staff/session', { cookie: fresh })).statusCode).toBe(200);
  });

  it.each(['/api/staff/session', '/api/staff/cases', `/api/staff/cases/${freshId()}`])(
    'is asked for by %s',
    async (path) => {
      for (const cookie of [undefined, '__Host-kopru-staff=', `__Host-kopru-staff=${'a'.repeat(43)}`]) {
        const answer = await call(path, cookie === undefined ? {} : { cookie });
        expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
      }
    },
  );
});

describe('a request that another site forged', () => {
  it.each(['cross-site', 'same-site'])('is refused when the browser says %s', async (site) => {
    const cookie = await signIn();
    const headers = { 'sec-fetch-site': site };
    const answer = await call('/api/staff/session', { method: 'DELETE', cookie, headers });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    expect((await call('/api/staff/session', { cookie, headers })).statusCode).toBe(200);
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost:8080', 204],
  ])('is known by its Origin where the browser says nothing else: %s', async (origin, status) => {
    const cookie = await signIn();
    const headers = { origin, host: 'kopru.example' };
    const answer = await call('/api/staff/session', { method: 'DELETE', cookie, headers });
    expect(answer.statusCode).toBe(status);
  });

  it('cannot be a form', async () => {
    const answer = await call('/api/staff/session', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'invitation=x',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'media-type-not-supported']);
  });
});

describe('an application', () => {
  it('is listed, read, answered once, and its answer reaches the citizen', async () => {
    const cookie = await signIn();
    const [id, replyId] = [freshId(), freshId()];
    const application = anApplication({ formats: ['text'] });
    await putApplication(test.app, id, application);
    const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
    await jobs.drain();
    await jobs.stop();

    const list = v.parse(staffCasesSchema, (await call('/api/staff/cases', { cookie })).json());
    expect(list.cases.map(({ applicationId }) => applicationId)).toContain(id);
    const read = await call(`/api/staff/cases/${id}`, { cookie });
    expect(v.parse(staffCaseSchema, read.json())).toMatchObject({
      state: 'assigned',
      coordinates: application.coordinates,
    });
    expect(application.coordinates).toBeDefined();

    const reply = { method: 'PUT', cookie, payload: { text: 'Rampa yapılacaktır.' } } as const;
    const path = `/api/staff/cases/${id}/replies/${replyId}`;
    const [sent, again] = [await call(path, reply), await call(path, reply)];
    expect([sent.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(v.parse(staffCaseSchema, sent.json()).replies).toHaveLength(1);
    const other = await call(`/api/staff/cases/${id}/replies/${freshId()}`, reply);
    expect([other.statusCode, other.json().code]).toEqual([409, 'reply-conflict']);

    const { trackingKey } = application;
    const opened = await call('/api/threads/open', { method: 'POST', payload: { trackingKey } });
    expect(v.parse(threadsSchema, opened.json()).threads[0]).toMatchObject({
      state: 'answered',
      replies: [{ id: replyId, text: 'Rampa yapılacaktır.' }],
    });
  });

  it('that does not exist is not found', async () => {
    const cookie = await signIn();
    const answer = await call(`/api/staff/cases/${freshId()}`, { cookie });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
  });

  it.each<[string, object, object]>([
    ['no text', {}, { field: 'text', code: 'required' }],
    ['an empty text', { text: '  ' }, { field: 'text', code: 'required' }],
    ['nothing that can be seen', { text: '\u200b\u2060\ufe0f' }, { field: 'text', code: 'required' }],
    [
      'a long text',
      { text: '😀'.repeat(20_001) },
      { field: 'text', code: 'too-long', params: { max: 20_000, length: 20_001 } },
    ],
    ['a NUL', { text: 'a\u0000' }, { field: 'text', code: 'forbidden-characters' }],
    ['a number', { text: 5 }, { field: 'text', code: 'format' }],
  ])('is not answered with %s', async (_, payload, violation) => {
    const path = `/api/staff/cases/${freshId()}/replies/${freshId()}`;
    const answer = await call(path, { method: 'PUT', cookie: await signIn(), payload });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'reply-not-valid']);
    expect(answer.json().violations).toEqual([violation]);
  });

  it.each<[string, number, string]>([
    ['/api/staff/cases?list=closed', 400, 'malformed-request'],
    [`/api/staff/cases?after=${'x'.repeat(201)}`, 400, 'malformed-request'],
    ['/api/staff/cases/me', 400, 'malformed-id'],
  ])('is not found by %s', async (path, status, code) => {
    const answer = await call(path, { cookie: await signIn() });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it.each([
    '/api/staff/cases?q=rampa',
    '/api/staff/case-counts?q=rampa',
    '/api/staff/transcriptions?q=rampa',
  ])('is not looked for by a parameter that there is not, which would bring everything: %s', async (path) => {
    const answer = await call(path, { cookie: await signIn() });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'malformed-request', violations: [{ field: 'q', code: 'format' }] },
    ]);
  });
});
