// The console on a host name of its own: what each host serves, to whom its links lead, and that no other name opens the console.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInvitation } from '../../server/identity/invitations.ts';
import { ACCESS_PATHS } from '../../src/domain/wire-access.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { makeAuthenticator } from '../fixtures/authenticator.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';

const PUBLIC = 'kopru.example';
const STAFF = 'gorevli.kopru.example';
const SITE = [
  'index.html',
  'basvuru/index.html',
  '404/index.html',
  'staff.html',
  'staff-assets/staff-b2.css',
  'assets/main-a1.js',
  'service-worker.js',
  'icons/icon.svg',
];

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  const staticRoot = join(folder, 'dist');
  for (const path of SITE) {
    await mkdir(dirname(join(staticRoot, path)), { recursive: true });
    await writeFile(join(staticRoot, path), `<!doctype html>${path}`);
  }
  const config = { publicOrigin: `https://${PUBLIC}`, staffOrigin: `https://${STAFF}` };
  test = await openTestApp(await databases.migrated(), folder, { staticRoot, config });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const ask = (
  host: string,
  url: string,
  {
    method = 'GET',
    headers = {},
    payload,
  }: { method?: 'GET' | 'POST' | 'DELETE'; headers?: object; payload?: object } = {},
) => test.app.inject({ method, url, headers: { ...headers, host }, ...(payload ? { payload } : {}) });

it.each([
  ['/', 200, 302],
  ['/basvuru/', 200, 404],
  ['/assets/main-a1.js', 200, 404],
  ['/service-worker.js', 200, 404],
  ['/api/directory', 200, 404],
  ['/api/knock', 200, 404],
  ['/api/threads/open', 405, 404],
  ['/staff.html', 404, 200],
  ['/staff', 404, 200],
  ['/staff-assets/staff-b2.css', 404, 200],
  ['/api/staff/session', 404, 401],
  // The router reads it as the one above.
  ['/api/%73taff/session', 404, 401],
  ['/%73taff.html', 404, 404],
  [`/api/staff/cases`, 404, 401],
  ['/icons/icon.svg', 200, 200],
  ['/api/operator', 200, 200],
  ['/api/health', 200, 200],
])('%s is %i for citizens and %i for officers', async (url, citizens, officers) => {
  const answers = await Promise.all([PUBLIC, STAFF, '10.0.0.5:8080'].map((host) => ask(host, url)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([citizens, officers, citizens]);
  for (const { headers } of answers)
    expect(headers['content-security-policy']).toContain("default-src 'none'");
});

it('an officer’s session and passkey work at their own host, with its origin, and nowhere else', async () => {
  const { token } = await createInvitation(
    test.database,
    { name: 'Ekin Deneme', institutionId: null, role: 'administrator' },
    test.clock.nowMs,
  );
  const redeem = (host: string, origin: string) =>
    ask(host, STAFF_PATHS.session, { method: 'POST', headers: { origin }, payload: { invitation: token } });
  expect((await redeem(PUBLIC, `https://${PUBLIC}`)).statusCode).toBe(404);
  expect((await redeem(STAFF, `https://${PUBLIC}`)).statusCode).toBe(403);
  const answer = await redeem(STAFF, `https://${STAFF}`);
  expect(answer.statusCode).toBe(201);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  expect((await ask(PUBLIC, STAFF_PATHS.session, { headers: { cookie } })).statusCode).toBe(404);

  const post = (url: string, payload?: object) =>
    ask(STAFF, url, { method: 'POST', headers: { cookie }, ...(payload ? { payload } : {}) });
  const { challenge, rp } = (await post(ACCESS_PATHS.passkeyChallenge)).json();
  expect(rp.id).toBe(STAFF);
  const key = makeAuthenticator();
  const made = (origin: string) => key.create({ challenge, origin, domain: STAFF });
  const added = await post(ACCESS_PATHS.passkeys, { name: 'x', registration: made(`https://${STAFF}`) });
  expect(added.statusCode).toBe(201);

  const invitee = { name: 'Umut Yeni', role: 'officer', institutionId: null };
  const { link } = (await post(ACCESS_PATHS.accounts, invitee)).json();
  expect(link).toMatch(/^https:\/\/gorevli\.kopru\.example\/staff\.html#davet=/);
});
