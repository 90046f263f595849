// The operator's identity provider: the whole way through a real local one, and what must not get in.

import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthenticationDemands } from '../../server/identity/authentication-demands.ts';
import type { OidcConfig } from '../../server/identity/oidc-config.ts';
import { entitlementOf } from '../../server/identity/provided-account.ts';
import { ACCESS_PATHS, OIDC_PROOF_QUERY } from '../../src/domain/wire-access.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';

interface Person {
  name: string;
  roles: string[];
  unit?: string;
}
const PEOPLE: Record<string, Person> = {
  selin: { name: 'Selin Deneme', roles: ['ofis', 'kopru-koordinator', 'kopru-gorevli'], unit: 'merkez' },
  kaan: { name: 'Kaan Deneme', roles: ['ofis'], unit: 'merkez' },
  yasin: { name: 'Yasin Deneme', roles: ['kopru-gorevli'], unit: 'böyle-bir-yer-yok' },
};

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let away: TestApp;
/** Demands much of how somebody was recognised. */
let strict: TestApp;
const STRICT: AuthenticationDemands = { acrValues: ['yuksek', 'orta'], amr: ['hwk'], maxAgeS: 3_600 };
/** How the provider recognises whoever comes. */
let recognised: { acr?: string; amr?: string[]; ts?: number } = {};
let provider: Server;
let oidc: OidcConfig;
/** Who sits at the provider's page. */
let person = 'selin';

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  provider.on('request', answering(issuer));
  oidc = {
    issuer,
    clientId: 'kopru',
    clientSecret: 'yalnizca-deneme-icin-gizli-bir-soz',
    name: 'Deneme Girişi',
    roleClaim: 'roles',
    roles: [
      ['kopru-koordinator', 'coordinator'],
      ['kopru-gorevli', 'officer'],
    ],
    institutionClaim: 'unit',
    demands: { acrValues: [], amr: [], maxAgeS: undefined },
  };
  test = await openTestApp(await databases.migrated(), folder, { config: { oidc } });
  const gone = { ...oidc, issuer: 'http://127.0.0.1:9' };
  away = await openTestApp(await databases.migrated(), folder, { config: { oidc: gone } });
  const demanding = { ...oidc, demands: STRICT };
  strict = await openTestApp(await databases.migrated(), folder, { config: { oidc: demanding } });
  const centre = await test.database
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', true)
    .executeTakeFirstOrThrow();
  for (const one of Object.values(PEOPLE)) if (one.unit === 'merkez') one.unit = centre.id;
}, startTimeoutMs);

afterAll(async () => {
  await Promise.all([test.close(), away.close(), strict.close()]);
  await databases.stop();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** A provider whose log-in page asks nothing. */
function answering(issuer: string) {
  const op = new Provider(issuer, {
    clients: [
      {
        client_id: 'kopru',
        client_secret: 'yalnizca-deneme-icin-gizli-bir-soz',
        redirect_uris: [`http://localhost:8080${ACCESS_PATHS.oidcCallback}`],
      },
    ],
    acrValues: ['yuksek', 'orta', 'dusuk'],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'amr'], profile: ['name', 'roles', 'unit'] },
    cookies: { keys: ['deneme'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/giris' },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...PEOPLE[accountId] }),
    }),
    loadExistingGrant: async ({ oidc: { client, session } }: (typeof Provider)['ctx']) => {
      const grant = new op.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answer = op.callback();
  return (request: Parameters<typeof answer>[0], response: Parameters<typeof answer>[1]): void => {
    if (request.url === '/giris')
      void op.interactionFinished(request, response, { login: { accountId: person, ...recognised } });
    else answer(request, response);
  };
}

/**
 * The browser's way to the provider.
 * @param session of whoever proves anew; undefined: somebody signs in
 * @returns the address that it is sent back to, and its cookie for us
 */
async function goThrough(
  who: string,
  at: TestApp = test,
  session?: string,
): Promise<{ back: string; cookie: string; asked: URLSearchParams }> {
  person = who;
  const query = session === undefined ? '' : `?${OIDC_PROOF_QUERY}`;
  const begun = await at.app.inject({
    url: ACCESS_PATHS.oidcStart + query,
    headers: session === undefined ? {} : { cookie: session },
  });
  expect(begun.statusCode).toBe(302);
  const cookie = String(begun.headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-kopru-oidc=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  let next = String(begun.headers.location);
  expect(next).toMatch(/code_challenge_method=S256/);
  const asked = new URL(next).searchParams;
  const jar = new Map<string, string>();
  while (next.startsWith(oidc.issuer)) {
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(next, { redirect: 'manual', headers });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    next = new URL(answer.headers.get('location') ?? 'about:blank', oidc.issuer).href;
  }
  return { back: next.replace('http://localhost:8080', ''), cookie: cookie.split(';')[0] ?? '', asked };
}

const comeBack = (back: string, cookie: string, at: TestApp = test) =>
  at.app.inject({ url: back, headers: { cookie } });

const sessionOf = (answer: { headers: Record<string, unknown> }): string =>
  [answer.headers['set-cookie']]
    .flat()
    .map(String)
    .find((line) => line.includes('kopru-staff='))
    ?.split(';')[0] ?? '';

describe('through the identity provider', () => {
  it('comes in whoever has a role there, under the first that fits, and is the same account the next time', async () => {
    const ids = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const { back, cookie } = await goThrough('selin');
      const answer = await comeBack(back, cookie);
      expect([answer.statusCode, answer.headers.location]).toEqual([302, '/staff.html']);
      const session = [answer.headers['set-cookie']].flat().find((line) => line?.includes('kopru-staff='));
      expect(session).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
      const headers = { cookie: session?.split(';')[0] ?? '' };
      const read = await test.app.inject({ url: STAFF_PATHS.session, headers });
      expect(read.json()).toMatchObject({ name: 'Selin Deneme', role: 'coordinator', institution: null });
      const { rows } = await test.pool.query('select account_id from staff_identity');
      ids.add(rows[0].account_id);
    }
    expect(ids.size).toBe(1);
  });

  it.each([
    ['without a role here', 'kaan'],
    ['of an institution that is unknown here', 'yasin'],
  ])('nobody comes in %s', async (_, who) => {
    const { back, cookie } = await goThrough(who);
    const answer = await comeBack(back, cookie);
    expect(answer.headers.location).toBe('/staff.html#giris-sorunu=not-entitled');
    expect(String(answer.headers['set-cookie'])).not.toContain('kopru-staff');
  });

  it('an answer opens nothing twice, in another browser, or changed on its way', async () => {
    const first = await goThrough('selin');
    const other = await goThrough('selin');
    const refused = '/staff.html#giris-sorunu=refused';
    expect((await comeBack(first.back, '')).headers.location).toBe(refused);
    expect((await comeBack(first.back, other.cookie)).headers.location).toBe(refused);
    const forged = first.back.replace(/code=[^&]+/, 'code=uydurma');
    expect((await comeBack(forged, first.cookie)).headers.location).toBe(refused);
    expect((await comeBack(first.back, first.cookie)).headers.location).toBe(refused);
    expect((await comeBack(other.back, other.cookie)).headers.location).toBe('/staff.html');
    expect((await comeBack(other.back, other.cookie)).headers.location).toBe(refused);
  });

  describe('that must have recognised them strongly enough', () => {
    const nowS = () => Math.floor(Date.now() / 1000);
    it.each<[string, typeof recognised, string]>([
      ['as is demanded', { acr: 'orta', amr: ['pin', 'hwk'] }, '/staff.html'],
      ['in a weaker way', { acr: 'dusuk', amr: ['hwk'] }, '/staff.html#giris-sorunu=too-weak'],
      ['by another method', { acr: 'orta', amr: ['pwd'] }, '/staff.html#giris-sorunu=too-weak'],
      ['and says nothing of it', {}, '/staff.html#giris-sorunu=too-weak'],
      ['too long ago', { acr: 'yuksek', amr: ['hwk'], ts: -7_200 }, '/staff.html#giris-sorunu=too-weak'],
    ])('%s', async (_, how, address) => {
      strict.clock.nowMs = Date.now();
      recognised = how.ts === undefined ? how : { ...how, ts: nowS() + how.ts };
      const { back, cookie, asked } = await goThrough('selin', strict);
      recognised = {};
      expect(asked.get('acr_values')).toBe('yuksek orta');
      expect(asked.get('max_age')).toBe('3600');
      const answer = await comeBack(back, cookie, strict);
      expect(answer.headers.location).toBe(address);
      expect(sessionOf(answer) !== '').toBe(address === '/staff.html');
    });
  });

  describe('again, for what weighs most', () => {
    const endOthers = (cookie: string) =>
      test.app.inject({ method: 'DELETE', url: ACCESS_PATHS.sessions, headers: { cookie } });
    const HOUR_MS = 3_600_000;

    /** Somebody who came in by the provider an hour ago. */
    async function enterLongAgo(): Promise<string> {
      test.clock.nowMs = Date.now() - HOUR_MS;
      const { back, cookie } = await goThrough('selin');
      const session = sessionOf(await comeBack(back, cookie));
      test.clock.nowMs = Date.now();
      return session;
    }

    it('is asked to recognise anew, and the session goes on under another token', async () => {
      const session = await enterLongAgo();
      expect((await endOthers(session)).json().code).toBe('proof-needed');
      const state = await test.app.inject({ url: ACCESS_PATHS.proof, headers: { cookie: session } });
      expect(state.json()).toEqual({ isFresh: false, ways: ['provider'], provider: 'Deneme Girişi' });
      const { back, cookie, asked } = await goThrough('selin', test, session);
      expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
      // The session's own cookie does not come back from another site (SameSite=Strict).
      const answer = await comeBack(back, cookie);
      expect(answer.headers.location).toBe('/staff.html#kimlik-onayi=done');
      expect((await endOthers(session)).statusCode).toBe(401);
      expect((await endOthers(sessionOf(answer))).statusCode).toBe(204);
    });

    it('proves nothing by somebody else, by a recognition of before, or without a session', async () => {
      const session = await enterLongAgo();
      const other = await goThrough('kaan', test, session);
      expect((await comeBack(other.back, other.cookie)).headers.location).toBe(
        '/staff.html#kimlik-onayi=not-entitled',
      );
      recognised = { ts: Math.floor(Date.now() / 1000) - 600 };
      const old = await goThrough('selin', test, session);
      recognised = {};
      expect((await comeBack(old.back, old.cookie)).headers.location).toBe(
        '/staff.html#kimlik-onayi=too-weak',
      );
      expect((await endOthers(session)).json().code).toBe('proof-needed');
      const url = `${ACCESS_PATHS.oidcStart}?${OIDC_PROOF_QUERY}`;
      const begun = await test.app.inject({ url });
      expect([begun.headers.location, begun.headers['set-cookie']]).toEqual(['/staff.html', undefined]);
    });
  });

  it('a closed account stays closed', async () => {
    await test.pool.query('update staff_account set disabled_at = now()');
    const { back, cookie } = await goThrough('selin');
    expect((await comeBack(back, cookie)).headers.location).toBe('/staff.html#giris-sorunu=not-entitled');
  });

  it('that is away, the sign-in page is told, and offers it all the same', async () => {
    const answer = await away.app.inject(ACCESS_PATHS.oidcStart);
    expect(answer.headers.location).toBe('/staff.html#giris-sorunu=away');
    expect((await away.app.inject(ACCESS_PATHS.signInWays)).json()).toEqual({ provider: 'Deneme Girişi' });
  });
});

it.each<[string, Record<string, unknown>, object | undefined]>([
  ['a single value', { name: 'A', roles: 'kopru-gorevli', unit: 'x' }, { role: 'officer', institution: 'x' }],
  ['no name', { roles: ['kopru-gorevli'], unit: 'x' }, undefined],
  ['a role that is no text', { name: 'A', roles: [{ a: 1 }], unit: 'x' }, undefined],
  ['no institution where one is asked for', { name: 'A', roles: 'kopru-gorevli' }, undefined],
])('of claims with %s comes what they entitle to', (_, claims, expected) => {
  const found = entitlementOf(claims, oidc);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});
