// POST /api/threads/open: a right key opens, everything else looks and takes the same.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJobs } from '../../server/casework/jobs.ts';
import { threadsSchema } from '../../src/domain/wire.ts';
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

const open = (payload: unknown, remoteAddress = '192.0.2.1') =>
  test.app.inject({ method: 'POST', url: '/api/threads/open', payload: payload as object, remoteAddress });

const aKey = () => randomBytes(32).toString('base64url');

describe('a tracking key', () => {
  it('opens every thread that was written under it, and shows no identity', async () => {
    const trackingKey = aKey();
    const [first, second] = [freshId(), freshId()];
    await putApplication(test.app, first, anApplication({ trackingKey, subject: 'Birinci' }));
    await putApplication(test.app, second, anApplication({ trackingKey, subject: 'İkinci' }));
    await putApplication(test.app, freshId(), anApplication());
    await startAndDrainJobs();
    const answer = await open({ trackingKey });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { threads } = v.parse(threadsSchema, answer.json());
    expect(threads.map(({ subject }) => subject).toSorted()).toEqual(['Birinci', 'İkinci']);
    expect(threads[0]).toMatchObject({ state: 'assigned', dueOn: '2026-12-23' });
    expect(answer.payload).not.toMatch(/Deniz|12345678950|ornek\.example|Deneme Sokak/);
  });

  it.each<[string, string]>([
    ['unknown', aKey()],
    ['empty', ''],
    ['too short', 'abc'],
    ['not base64url', '€'.repeat(43)],
    ['a key with a line feed', `${aKey()}\n`],
  ])('that is %s is answered like every other wrong one', async (_, trackingKey) => {
    const answer = await open({ trackingKey }, '198.51.100.7');
    const unknown = await open({ trackingKey: aKey() }, '198.51.100.8');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'thread-not-found' });
    expect(answer.payload).toBe(unknown.payload);
    const { date: _date, ...headers } = answer.headers;
    const { date: _other, ...others } = unknown.headers;
    expect(headers).toEqual(others);
  });

  it.each<[string, unknown, number, string]>([
    ['no key', {}, 400, 'malformed-request'],
    ['a number for a key', { trackingKey: 5 }, 400, 'malformed-request'],
    ['a list', [], 400, 'malformed-request'],
    ['5 kB', { trackingKey: 'x'.repeat(5000) }, 413, 'body-too-large'],
  ])('%s is a malformed request', async (_, payload, status, code) => {
    const answer = await open(payload);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });
});

describe('guessing', () => {
  it('is answered later and later, while a right key of the same client is answered at once', async () => {
    const trackingKey = aKey();
    await putApplication(test.app, freshId(), anApplication({ trackingKey }));
    const timed = async (key: string) => {
      const startedAt = performance.now();
      const { statusCode } = await open({ trackingKey: key }, '203.0.113.9');
      return { statusCode, durationMs: performance.now() - startedAt };
    };
    for (let failures = 0; failures < 3; failures++) await timed(aKey());
    const held = await timed(aKey());
    const right = await timed(trackingKey);
    expect(held).toMatchObject({ statusCode: 404, durationMs: expect.closeTo(500, -3) });
    expect(held.durationMs).toBeGreaterThanOrEqual(490);
    expect(right.statusCode).toBe(200);
    expect(right.durationMs).toBeLessThan(held.durationMs);
  });
});

async function startAndDrainJobs(): Promise<void> {
  const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
  await jobs.drain();
  await jobs.stop();
}
