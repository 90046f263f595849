// Proving anew who one is, before what weighs most: over HTTP, with an authenticator in software. Which routes ask for it:
// tests/security/staff-route-matrix.ts. By the identity provider: staff-oidc.test.ts.

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINK_PROVES_MS } from '../../server/identity/fresh-proof.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import { ACCESS_PATHS } from '../../src/domain/wire-access.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { makeAuthenticator, type Statement } from '../fixtures/authenticator.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';

const MINUTE_MS = 60_000;

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const call = (method: 'GET' | 'POST' | 'DELETE', url: string, cookie: string, payload?: object) =>
  test.app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const codeOf = (answer: { statusCode: number; payload: string }) => [
  answer.statusCode,
  answer.payload === '' ? undefined : JSON.parse(answer.payload).code,
];

let people = 0;
async function enter() {
  const who = { name: `Ekin Deneme ${++people}`, institutionId: null };
  const { token, accountId } = await createInvitation(test.database, who, test.clock.nowMs);
  const answer = await call('POST', STAFF_PATHS.session, '', { invitation: token });
  return { accountId, cookie: cookieOf(answer) };
}

async function addPasskey(cookie: string) {
  const key = makeAuthenticator();
  const { challenge } = (await call('POST', ACCESS_PATHS.passkeyChallenge, cookie)).json();
  const payload = { name: 'Anahtar', registration: key.create({ challenge, counter: 1 }) };
  expect((await call('POST', ACCESS_PATHS.passkeys, cookie, payload)).statusCode).toBe(201);
  return key;
}

/** Somebody with a passkey, whose last proof is an hour old. */
async function enterLongAgo() {
  const person = await enter();
  const key = await addPasskey(person.cookie);
  test.clock.nowMs += 60 * MINUTE_MS;
  return { ...person, key };
}

async function prove(
  cookie: string,
  key: ReturnType<typeof makeAuthenticator>,
  bend: Partial<Statement> = {},
) {
  const { challenge } = (await call('POST', ACCESS_PATHS.proofChallenge, cookie)).json();
  return call('POST', ACCESS_PATHS.proof, cookie, key.get({ challenge, counter: 2, ...bend }));
}

const endOthers = (cookie: string) => call('DELETE', ACCESS_PATHS.sessions, cookie);

it('an old proof is not enough; a new one is, for some minutes, and gives the session another token', async () => {
  const { accountId, cookie, key } = await enterLongAgo();
  expect(codeOf(await endOthers(cookie))).toEqual([403, 'proof-needed']);
  const asked = (await call('GET', ACCESS_PATHS.proof, cookie)).json();
  expect(asked).toEqual({ isFresh: false, ways: ['passkey'], provider: null });

  const proven = await prove(cookie, key);
  expect(proven.statusCode).toBe(204);
  const renewed = cookieOf(proven);
  expect(renewed).not.toBe(cookie);
  expect(String(proven.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
  expect(codeOf(await call('GET', STAFF_PATHS.session, cookie))).toEqual([401, 'unauthenticated']);
  expect((await endOthers(renewed)).statusCode).toBe(204);

  test.clock.nowMs += 5 * MINUTE_MS - 1;
  expect((await endOthers(renewed)).statusCode).toBe(204);
  test.clock.nowMs += 1;
  expect(codeOf(await endOthers(renewed))).toEqual([403, 'proof-needed']);
  expect((await call('GET', STAFF_PATHS.session, renewed)).statusCode).toBe(200);

  const { rows } = await test.pool.query('select action from audit_entry where account_id = $1 order by id', [
    accountId,
  ]);
  expect(rows.at(-1).action).toBe('proven-anew');
});

it.each<[string, Partial<Statement>]>([
  ['another site', { origin: 'https://kopru.example.evil' }],
  ['an unverified user', { isVerified: false }],
  ['a challenge that nobody made', { challenge: 'a'.repeat(43) }],
  ['a copy, whose count does not grow', { counter: 1 }],
])('of %s nothing is proven', async (_, bend) => {
  const { cookie, key } = await enterLongAgo();
  expect(codeOf(await prove(cookie, key, bend))).toEqual([404, 'passkey-not-valid']);
  expect(codeOf(await endOthers(cookie))).toEqual([403, 'proof-needed']);
});

it('a colleague’s passkey proves nothing, nor does a challenge for signing in, nor one twice', async () => {
  const [one, other] = [await enterLongAgo(), await enterLongAgo()];
  expect(codeOf(await prove(one.cookie, other.key))).toEqual([404, 'passkey-not-valid']);
  const { challenge } = (await call('POST', ACCESS_PATHS.signInChallenge, '')).json();
  expect(codeOf(await prove(one.cookie, one.key, { challenge }))).toEqual([404, 'passkey-not-valid']);
  const { challenge: own } = (await call('POST', ACCESS_PATHS.proofChallenge, one.cookie)).json();
  const entered = await call(
    'POST',
    ACCESS_PATHS.passkeySession,
    '',
    one.key.get({ challenge: own, counter: 2 }),
  );
  expect(codeOf(entered)).toEqual([404, 'passkey-not-valid']);
  const proven = await prove(one.cookie, one.key, { challenge: own, counter: 3 });
  expect(proven.statusCode).toBe(204);
  expect(codeOf(await prove(cookieOf(proven), one.key, { challenge: own, counter: 4 }))).toEqual([
    404,
    'passkey-not-valid',
  ]);
});

it('who has no passkey yet makes the first one within a long day after the link, and no later', async () => {
  const slow = await enter();
  test.clock.nowMs += LINK_PROVES_MS - 1;
  await addPasskey(slow.cookie);
  expect(codeOf(await call('POST', ACCESS_PATHS.passkeyChallenge, slow.cookie))).toEqual([
    403,
    'proof-needed',
  ]);
  const late = await enter();
  test.clock.nowMs += LINK_PROVES_MS;
  expect(codeOf(await call('POST', ACCESS_PATHS.passkeyChallenge, late.cookie))).toEqual([
    403,
    'proof-needed',
  ]);
  const state = (await call('GET', ACCESS_PATHS.proof, late.cookie)).json();
  expect(state).toEqual({ isFresh: false, ways: [], provider: null });
});
