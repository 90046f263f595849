// Signing in with a passkey, one's sessions, and the accounts as an administrator keeps them: over HTTP, with an authenticator
// in software.

import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../server/http/staff-session.ts';
import { CHALLENGE_VALID_MS } from '../../server/identity/challenges.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { pathOf } from '../../src/domain/wire.ts';
import {
  ACCESS_PATHS,
  accountsSchema,
  invitedSchema,
  ownSessionsSchema,
  passkeysSchema,
} from '../../src/domain/wire-access.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { type Authenticator, makeAuthenticator, type Statement } from '../fixtures/authenticator.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { freshId, openTestApp, type TestApp } from './http-app.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

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

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (method: Method, url: string, cookie?: string, payload?: object) =>
  test.app.inject({
    method,
    url,
    headers: { 'user-agent': FIREFOX, ...(cookie ? { cookie } : {}) },
    ...(payload ? { payload } : {}),
  });

let people = 0;
interface Person {
  name: string;
  id: string;
  cookie: string;
}

async function redeem(token: string): Promise<string> {
  const answer = await call('POST', STAFF_PATHS.session, undefined, { invitation: token });
  expect(answer.statusCode).toBe(201);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function signIn(role: StaffRole = 'officer', name = `Ekin Deneme ${++people}`): Promise<Person> {
  const { token, accountId: id } = await createInvitation(
    test.database,
    { name, institutionId: null, role },
    test.clock.nowMs,
  );
  return { name, id, cookie: await redeem(token) };
}

async function challengeOf(path: string, cookie?: string): Promise<string> {
  return (await call('POST', path, cookie)).json().challenge;
}

async function addPasskey({ cookie }: Person, bend: Partial<Statement> = {}, key = makeAuthenticator()) {
  const challenge = await challengeOf(ACCESS_PATHS.passkeyChallenge, cookie);
  const payload = { name: ' Masaüstü  anahtarı ', registration: key.create({ challenge, ...bend }) };
  return { key, answer: await call('POST', ACCESS_PATHS.passkeys, cookie, payload) };
}

async function enter(key: Authenticator, bend: Partial<Statement> = {}) {
  const challenge = await challengeOf(ACCESS_PATHS.signInChallenge);
  return call('POST', ACCESS_PATHS.passkeySession, undefined, key.get({ challenge, ...bend }));
}

const codeOf = (answer: { statusCode: number; json: () => { code?: string } }) => [
  answer.statusCode,
  answer.json().code,
];

const auditOf = async (accountId: string): Promise<string[]> => {
  const rows = await test.database
    .selectFrom('audit_entry')
    .select('action')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  return rows.map(({ action }) => action);
};

describe('a passkey', () => {
  it('is made by whoever is signed in, and then opens the account without a link', async () => {
    const person = await signIn();
    expect((await call('GET', STAFF_PATHS.session, person.cookie)).json().hasPasskey).toBe(false);
    const { key, answer } = await addPasskey(person);
    expect([answer.statusCode, answer.json()]).toMatchObject([201, { name: 'Masaüstü anahtarı' }]);
    const entered = await enter(key, {
      userHandle: Buffer.from(person.id.replaceAll('-', ''), 'hex').toString('base64url'),
    });
    expect([entered.statusCode, entered.json()]).toMatchObject([
      201,
      { name: person.name, hasPasskey: true },
    ]);
    expect(String(entered.headers['set-cookie'])).toMatch(
      /^__Host-kopru-staff=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    const { passkeys } = v.parse(
      passkeysSchema,
      (await call('GET', ACCESS_PATHS.passkeys, person.cookie)).json(),
    );
    expect(passkeys).toMatchObject([{ name: 'Masaüstü anahtarı', lastUsedAt: expect.any(String) }]);
    expect(await auditOf(person.id)).toEqual(['officer-invited', 'signed-in', 'passkey-added', 'signed-in']);
  });

  it('is asked to be discoverable and to verify its user, and knows no name', async () => {
    const { cookie } = await signIn();
    expect((await call('POST', ACCESS_PATHS.passkeyChallenge, cookie)).json()).toMatchObject({
      rp: { id: 'localhost', name: 'Köprü' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect((await call('POST', ACCESS_PATHS.signInChallenge)).json()).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
    });
  });

  it('is asked for five hundred times at once by strangers at most: each is a row on the disk', async () => {
    const asked = Array.from({ length: 502 }, () => call('POST', ACCESS_PATHS.signInChallenge));
    const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(500);
    expect(statuses.at(-1)).toBe(429);
    test.clock.nowMs += 60_000;
    expect((await call('POST', ACCESS_PATHS.signInChallenge)).statusCode).toBe(201);
  });

  it.each<[string, Partial<Statement>]>([
    ['another site', { origin: 'https://kopru.example.evil' }],
    ['another domain', { domain: 'evil.example' }],
    ['an unverified user', { isVerified: false }],
    ['a challenge that nobody made', { challenge: 'a'.repeat(43) }],
  ])('of %s is neither taken nor opens anything', async (_, bend) => {
    const person = await signIn();
    expect(codeOf((await addPasskey(person, bend)).answer)).toEqual([404, 'passkey-not-valid']);
    const { key } = await addPasskey(person);
    expect(codeOf(await enter(key, bend))).toEqual([404, 'passkey-not-valid']);
  });

  it('that nobody registered, or that names another user, opens nothing', async () => {
    expect(codeOf(await enter(makeAuthenticator()))).toEqual([404, 'passkey-not-valid']);
    const { key } = await addPasskey(await signIn());
    const userHandle = Buffer.alloc(16).toString('base64url');
    expect(codeOf(await enter(key, { userHandle }))).toEqual([404, 'passkey-not-valid']);
  });

  it('answers a challenge once, in time, and for what it was made', async () => {
    const person = await signIn();
    const { key } = await addPasskey(person);
    const challenge = await challengeOf(ACCESS_PATHS.signInChallenge);
    const send = (used: string) =>
      call('POST', ACCESS_PATHS.passkeySession, undefined, key.get({ challenge: used }));
    expect((await send(challenge)).statusCode).toBe(201);
    expect(codeOf(await send(challenge))).toEqual([404, 'passkey-not-valid']);
    expect(codeOf(await send(await challengeOf(ACCESS_PATHS.passkeyChallenge, person.cookie)))).toEqual([
      404,
      'passkey-not-valid',
    ]);
    const late = await challengeOf(ACCESS_PATHS.signInChallenge);
    test.clock.nowMs += CHALLENGE_VALID_MS;
    expect(codeOf(await send(late))).toEqual([404, 'passkey-not-valid']);
  });

  it('made for one account is not taken by another that answers its challenge', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const challenge = await challengeOf(ACCESS_PATHS.passkeyChallenge, one.cookie);
    const payload = { name: 'x', registration: makeAuthenticator().create({ challenge }) };
    expect(codeOf(await call('POST', ACCESS_PATHS.passkeys, other.cookie, payload))).toEqual([
      404,
      'passkey-not-valid',
    ]);
  });

  it('whose count does not grow is taken for a copy: refused and audited', async () => {
    const person = await signIn();
    const { key } = await addPasskey(person, { counter: 5 });
    expect((await enter(key, { counter: 6 })).statusCode).toBe(201);
    for (const counter of [6, 3, 0])
      expect(codeOf(await enter(key, { counter }))).toEqual([404, 'passkey-not-valid']);
    expect((await enter(key, { counter: 7 })).statusCode).toBe(201);
    expect((await auditOf(person.id)).filter((action) => action === 'passkey-cloned')).toHaveLength(3);
  });

  it('is renamed and removed by its owner alone, and the last one stays', async () => {
    const [owner, other] = [await signIn(), await signIn()];
    const first = (await addPasskey(owner)).answer.json().id;
    const path = pathOf(ACCESS_PATHS.passkey, { passkeyId: first });
    expect(codeOf(await call('PUT', path, other.cookie, { name: 'Benim' }))).toEqual([404, 'not-found']);
    expect(codeOf(await call('DELETE', path, other.cookie))).toEqual([404, 'not-found']);
    expect((await call('PUT', path, owner.cookie, { name: 'Telefon' })).json().name).toBe('Telefon');
    expect(codeOf(await call('DELETE', path, owner.cookie))).toEqual([409, 'last-passkey']);
    const second = await addPasskey(owner);
    const both = await Promise.all(
      [first, second.answer.json().id].map((passkeyId) =>
        call('DELETE', pathOf(ACCESS_PATHS.passkey, { passkeyId }), owner.cookie),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 409]);
  });
});

describe('one’s sessions', () => {
  it('are told apart by how and where they began, and end one by one or all others at once', async () => {
    const person = await signIn();
    const { key } = await addPasskey(person);
    const cookies: string[] = [];
    for (let i = 0; i < 3; i += 1)
      cookies.push(String((await enter(key)).headers['set-cookie']).split(';')[0] ?? '');
    const listed = await call('GET', ACCESS_PATHS.sessions, person.cookie);
    const { sessions } = v.parse(ownSessionsSchema, listed.json());
    expect(sessions.map(({ isThis, method }) => [isThis, method])).toEqual([
      [true, 'invitation'],
      ...Array.from({ length: 3 }, () => [false, 'passkey']),
    ]);
    expect(sessions[0]).toMatchObject({ browser: 'firefox', system: 'linux' });
    const path = pathOf(ACCESS_PATHS.session, { sessionId: sessions[1]?.id ?? '' });
    expect((await call('DELETE', path, (await signIn()).cookie)).statusCode).toBe(404);
    expect((await call('DELETE', path, person.cookie)).statusCode).toBe(204);
    expect((await call('DELETE', ACCESS_PATHS.sessions, person.cookie)).statusCode).toBe(204);
    for (const cookie of cookies)
      expect((await call('GET', STAFF_PATHS.session, cookie)).statusCode).toBe(401);
    expect((await call('GET', STAFF_PATHS.session, person.cookie)).statusCode).toBe(200);
  });
});

describe('an account', () => {
  const change = (by: Person, accountId: string, changes: object) =>
    call('PUT', pathOf(ACCESS_PATHS.account, { accountId }), by.cookie, {
      role: 'officer',
      institutionId: null,
      isDisabled: false,
      ...changes,
    });
  const recover = (by: Person, accountId: string) =>
    call('POST', pathOf(ACCESS_PATHS.recovery, { accountId }), by.cookie);

  it('is made by an invitation whose link works once, and not twice under one name', async () => {
    const admin = await signIn('administrator');
    const payload = { name: 'Umut Yeni', role: 'approver', institutionId: null };
    const answer = await call('POST', ACCESS_PATHS.accounts, admin.cookie, payload);
    const { link, accountId } = v.parse(invitedSchema, answer.json());
    expect(link).toMatch(/^http:\/\/localhost:8080\/staff\.html#davet=[A-Za-z0-9_-]{43}$/);
    const cookie = await redeem(link.slice(-43));
    expect((await call('GET', STAFF_PATHS.session, cookie)).json()).toMatchObject({
      name: 'Umut Yeni',
      role: 'approver',
    });
    expect(codeOf(await call('POST', ACCESS_PATHS.accounts, admin.cookie, payload))).toEqual([
      409,
      'account-exists',
    ]);
    const nowhere = { ...payload, name: 'Umut Başka', institutionId: 'yok' };
    expect(codeOf(await call('POST', ACCESS_PATHS.accounts, admin.cookie, nowhere))).toEqual([
      404,
      'institution-unknown',
    ]);
    expect(await auditOf(accountId)).toEqual(['officer-invited', 'signed-in']);
    const { accounts } = v.parse(
      accountsSchema,
      (await call('GET', ACCESS_PATHS.accounts, admin.cookie)).json(),
    );
    expect(accounts.find(({ id }) => id === accountId)).toMatchObject({
      isMe: false,
      passkeys: 0,
      openCases: 0,
    });
    expect(accounts.filter(({ isMe }) => isMe).map(({ id }) => id)).toEqual([admin.id]);
  });

  it('that is closed dies at once, with its sessions, its passkeys’ power and its open invitation', async () => {
    const [admin, person] = [await signIn('administrator'), await signIn()];
    const { key } = await addPasskey(person);
    const { token } = await createInvitation(
      test.database,
      { name: person.name, institutionId: null },
      test.clock.nowMs,
    );
    expect((await change(admin, person.id, { isDisabled: true })).json().isDisabled).toBe(true);
    expect((await call('GET', STAFF_PATHS.cases, person.cookie)).statusCode).toBe(401);
    expect(codeOf(await enter(key))).toEqual([404, 'passkey-not-valid']);
    const late = await call('POST', STAFF_PATHS.session, undefined, { invitation: token });
    expect(codeOf(late)).toEqual([404, 'invitation-not-valid']);
    await change(admin, person.id, { isDisabled: false });
    expect((await call('GET', STAFF_PATHS.cases, person.cookie)).statusCode).toBe(401);
    expect((await enter(key)).statusCode).toBe(201);
    expect(await auditOf(person.id)).toEqual(expect.arrayContaining(['account-disabled', 'account-enabled']));
  });

  it('with another role has it at the next request', async () => {
    const [admin, person] = [await signIn('administrator'), await signIn()];
    await change(admin, person.id, { role: 'administrator' });
    expect((await call('GET', ACCESS_PATHS.accounts, person.cookie)).statusCode).toBe(200);
    await change(admin, person.id, { role: 'auditor' });
    expect(codeOf(await call('GET', ACCESS_PATHS.accounts, person.cookie))).toEqual([403, 'forbidden']);
  });

  it('is recovered by a second person: its passkeys and sessions end, and a new link opens it', async () => {
    const [admin, person] = [await signIn('administrator'), await signIn()];
    const { key } = await addPasskey(person);
    const { link } = v.parse(invitedSchema, (await recover(admin, person.id)).json());
    expect((await call('GET', STAFF_PATHS.session, person.cookie)).statusCode).toBe(401);
    expect(codeOf(await enter(key))).toEqual([404, 'passkey-not-valid']);
    const again = await redeem(link.slice(-43));
    expect((await call('GET', STAFF_PATHS.session, again)).json()).toMatchObject({ hasPasskey: false });
    expect(await auditOf(person.id)).toContain('account-recovered');
    expect(codeOf(await recover(admin, admin.id))).toEqual([409, 'own-account']);
    expect(codeOf(await recover(admin, freshId()))).toEqual([404, 'not-found']);
  });

  it('of the last administrator is neither closed nor demoted, even by two at the same moment', async () => {
    const lone = await openTestApp(await databases.migrated(), folder);
    const shared = test;
    test = lone;
    try {
      const [one, two] = [await signIn('administrator'), await signIn('administrator')];
      expect(codeOf(await change(one, one.id, { role: 'officer' }))).toEqual([409, 'own-account']);
      const both = await Promise.all([
        change(one, two.id, { isDisabled: true }),
        change(two, one.id, { role: 'officer' }),
      ]);
      expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
      const left = await lone.database
        .selectFrom('staff_account')
        .select('id')
        .where('role', '=', 'administrator')
        .where('disabled_at', 'is', null)
        .execute();
      expect(left).toHaveLength(1);
      const last = left[0]?.id === one.id ? one : two;
      for (const changes of [{ isDisabled: true, role: 'administrator' }, { role: 'officer' }])
        expect(codeOf(await change(last, last.id, changes))).toEqual([409, 'last-administrator']);
      expect((await call('GET', STAFF_PATHS.session, last.cookie)).statusCode).toBe(200);
    } finally {
      test = shared;
      await lone.close();
    }
  });
});

it('no secret of a session is in an answer or in the log', async () => {
  const { cookie } = await signIn();
  const token = cookie.slice(SESSION_COOKIE.length + 1);
  const answers = await Promise.all(
    [STAFF_PATHS.session, ACCESS_PATHS.sessions, ACCESS_PATHS.passkeys].map((path) =>
      call('GET', path, cookie),
    ),
  );
  expect([...answers.map(({ payload }) => payload), ...test.logged].join('\n')).not.toContain(token);
});
