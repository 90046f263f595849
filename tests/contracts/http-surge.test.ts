// More than can be taken: who knocks gets a time of its own, films are put off before voices and voices before texts, and nobody
// is kept out for the address that they share.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';
import { sendApplication, tusClient } from './tus-client.ts';

const PER_SECOND = 50;

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let origin: string;
let load = 0;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    load: () => load,
    config: { applicationsPerSecond: PER_SECOND },
  });
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

beforeEach(() => {
  load = 0;
  // Nobody here knocks before sending: a minute's share of those who do not.
  test.clock.nowMs += 60_000;
});

const knock = () => test.app.inject('/api/knock');

it('lets as many in as a second has room for, and gives each of the others a time of its own', async () => {
  const answers = await Promise.all(Array.from({ length: 3 * PER_SECOND }, knock));
  const [open, told] = [answers.slice(0, PER_SECOND), answers.slice(PER_SECOND)];
  expect(open.map(({ statusCode }) => statusCode)).toEqual(Array(PER_SECOND).fill(200));
  expect(told.map((answer) => [answer.statusCode, answer.json().code])).toEqual(
    Array(2 * PER_SECOND).fill([503, 'unavailable']),
  );
  const seconds = told.map(({ headers }) => Number(headers['retry-after']));
  expect(seconds.toSorted((a, b) => a - b)).toEqual(seconds);
  expect(seconds.at(-1)).toBe(4);
  test.clock.nowMs += 1_000;
  expect((await knock()).json()).toEqual({ state: 'open' });
});

it('takes a thousand citizens who share one address, in one minute', async () => {
  let sent = 0;
  const sendOn = async (): Promise<void> => {
    while (sent < 1_000) {
      sent += 1;
      const trackingKey = randomBytes(32).toString('base64url');
      const { statusCode } = await putApplication(test.app, freshId(), anApplication({ trackingKey }));
      expect(statusCode).toBe(201);
    }
  };
  await Promise.all(Array.from({ length: 40 }, sendOn));
  const { rows } = await test.pool.query('select count(*)::int as count from application');
  expect(rows).toEqual([{ count: 1_000 }]);
});

it.each([
  ['films', 0.3, { 'sign-video': 503, video: 503, voice: 201, photo: 201, document: 201 }],
  ['every attachment', 0.6, { 'sign-video': 503, video: 503, voice: 503, photo: 503, document: 503 }],
] as const)('puts off %s at a load of %d, and takes the text', async (_, share, expected) => {
  const kinds = Object.keys(expected) as (keyof typeof expected)[];
  load = share;
  const sent = await sendApplication(
    origin,
    kinds.map((kind) => ({ bytes: randomBytes(100), changes: { kind, mediaType: MEDIA_TYPES[kind] } })),
  );
  const answers = await Promise.all(kinds.map((_kind, index) => tusClient(sent, index).create()));
  expect(Object.fromEntries(kinds.map((kind, index) => [kind, answers[index]?.status]))).toEqual(expected);
  for (const { status, headers } of answers)
    if (status === 503) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
});

it('goes on from the same byte with what was put off', async () => {
  const bytes = randomBytes(2_000);
  const client = tusClient(await sendApplication(origin, [{ bytes }]));
  await client.create();
  await client.patch(0, bytes.subarray(0, 700));
  load = 0.5;
  const putOff = await client.patch(700, bytes.subarray(700));
  expect([putOff.status, ((await putOff.json()) as { code: string }).code]).toEqual([503, 'unavailable']);
  expect(await client.offset()).toBe(700);
  load = 0;
  expect((await client.patch(700, bytes.subarray(700))).headers.get('upload-receipt')).not.toBeNull();
});

const MEDIA_TYPES = {
  'sign-video': 'video/webm',
  video: 'video/webm',
  voice: 'audio/webm',
  photo: 'image/jpeg',
  document: 'application/pdf',
} as const;
