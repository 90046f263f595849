// Who asks more often than the limit of a key or a session is put off, wherever it is used, and nobody else with it. The limit is
// made small here: its number is token-limit.test.ts's.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInvitation } from '../../server/identity/invitations.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { freshId, openTestApp, type TestApp } from './http-app.ts';

const PER_MINUTE = 2;
const SMALL = { perMinute: PER_MINUTE, tokensRemembered: 100 };

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    keyLimits: { sending: SMALL, reading: SMALL },
  });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const aKey = () => randomBytes(32).toString('base64url');

async function aSession(): Promise<string> {
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId: null };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const payload = { invitation: token };
  const answer = await test.app.inject({ method: 'POST', url: '/api/staff/session', payload });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

const USES = {
  'a thread': async (key: string) =>
    test.app.inject({ method: 'POST', url: '/api/threads/open', payload: { trackingKey: key } }),
  'an upload': async (key: string) =>
    test.app.inject({
      method: 'HEAD',
      url: `/api/uploads/${freshId()}`,
      headers: { authorization: `Bearer ${key}`, 'tus-resumable': '1.0.0' },
    }),
  'an attachment': async (key: string) =>
    test.app.inject({
      url: `/api/attachments/${freshId()}/mp4`,
      headers: { authorization: `Bearer ${key}` },
    }),
  'the console': async (cookie: string) =>
    test.app.inject({ url: '/api/staff/session', headers: { cookie } }),
};

it.each(Object.entries(USES))('is so for %s, for a minute', async (name, use) => {
  const [one, other] = name === 'the console' ? [await aSession(), await aSession()] : [aKey(), aKey()];
  const statuses: number[] = [];
  for (let count = 0; count <= PER_MINUTE; count++) statuses.push((await use(one)).statusCode);
  const usual = name === 'the console' ? 200 : 404;
  expect(statuses).toEqual([usual, usual, 429]);
  expect((await use(other)).statusCode).toBe(usual);
  test.clock.nowMs += 60_000;
  expect((await use(one)).statusCode).toBe(usual);
  // Of wrong keys: the delays of one use are not the next one's.
  test.clock.nowMs += 60 * 60_000;
});
