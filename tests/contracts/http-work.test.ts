// Under a flood: work is asked for, never of an address; whoever does it comes in, in the open or sealed, and again after a lost
// answer. What the phone does is the phone's own code.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { webCryptography } from '../../src/offline/cryptography.ts';
import { mockEnvironment } from '../../src/offline/environment.mock.ts';
import type { HttpRequest } from '../../src/offline/environment.ts';
import { askWithWork } from '../../src/offline/work.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

/** As short as a line gets: five minutes of it are 270 knocks. */
const PER_SECOND = 1;

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    config: { applicationsPerSecond: PER_SECOND },
  });
  // The flood: it knocks, sends, and is never there again.
  for (let count = 0; count < 300; count++) await test.app.inject('/api/knock');
  for (let count = 0; count < 30; count++) await putApplication(test.app, freshId(), '{}');
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** A phone before this very server. @param statuses of what was answered @param brought the headers of each question */
function phone(
  statuses: number[],
  { losesAnswer = false, brought = [] }: { losesAnswer?: boolean; brought?: Record<string, string>[] } = {},
) {
  const environment = mockEnvironment();
  const { cryptography } = environment;
  let isLost = losesAnswer;
  const fetch = async (path: string, { method, headers, body }: HttpRequest) => {
    const answer = await test.app.inject({
      method,
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    statuses.push(answer.statusCode);
    brought.push(headers);
    if (answer.statusCode === 201 && isLost) {
      isLost = false;
      throw new TypeError('the answer was lost');
    }
    return {
      status: answer.statusCode,
      headers: { get: (name: string) => answer.headers[name]?.toString() ?? null },
      text: () => Promise.resolve(answer.body),
    };
  };
  // The real work: the device of the tests would make it shorter.
  return { ...environment, fetch, cryptography: { ...cryptography, derive: webCryptography.derive } };
}

const PUT = { method: 'PUT', headers: { 'content-type': 'application/json' } } as const;

it('lets a phone in that works: with one solution for the knock, the application and its repetition', async () => {
  const statuses: number[] = [];
  const device = phone(statuses, { losesAnswer: true });
  test.clock.nowMs += 2_000;
  await test.app.inject('/api/knock');
  const knocked = await askWithWork(device, '/api/knock', { method: 'GET', headers: {} }, 1_000);
  expect(knocked).toMatchObject({ status: 200, body: { state: 'open' } });
  const path = `/api/applications/${freshId()}`;
  const request = { ...PUT, body: JSON.stringify(anApplication()) };
  expect(await askWithWork(device, path, request, 1_000)).toEqual({ kind: 'no-answer' });
  expect(await askWithWork(device, path, request, 1_000)).toMatchObject({ status: 200 });
  expect(statuses).toEqual([503, 200, 201, 200]);
});

it('asks whoever has not knocked at the application itself, and takes it then', async () => {
  const statuses: number[] = [];
  const request = { ...PUT, body: JSON.stringify(anApplication()) };
  const answer = await askWithWork(phone(statuses), `/api/applications/${freshId()}`, request, 1_000);
  expect(answer).toMatchObject({ status: 201 });
  expect(statuses).toEqual([503, 201]);
});

it('asks for the same of what is sealed, before it is opened', async () => {
  const path = `/api/sealed/${randomBytes(16).toString('base64url')}`;
  const request = {
    method: 'PUT',
    headers: { 'content-type': 'application/vnd.kopru.sealed' },
    body: 'x',
  } as const;
  const statuses: number[] = [];
  const brought: Record<string, string>[] = [];
  const answer = await askWithWork(phone(statuses, { brought }), path, request, 1_000);
  expect(answer).toMatchObject({ status: 422, body: { code: 'sealed-unreadable' } });
  expect(statuses).toEqual([503, 422]);
  // Another envelope of the same parcel is another application.
  const [, solved] = brought;
  const again = await test.app.inject({
    ...request,
    url: path,
    payload: 'x',
    headers: { ...request.headers, ...solved },
  });
  const other = await test.app.inject({
    ...request,
    url: path,
    payload: 'y',
    headers: { ...request.headers, ...solved },
  });
  expect([again.statusCode, other.statusCode]).toEqual([422, 503]);
});

it('puts an older app off, in the words that it knows, and takes it in the end', async () => {
  const [id, body] = [freshId(), anApplication()];
  const putOff = await putApplication(test.app, id, body);
  expect([putOff.statusCode, putOff.json().code]).toEqual([503, 'unavailable']);
  expect(Number(putOff.headers['retry-after'])).toBeGreaterThanOrEqual(5);
  test.clock.nowMs += 10_000;
  expect((await putApplication(test.app, id, body)).statusCode).toBe(201);
});
