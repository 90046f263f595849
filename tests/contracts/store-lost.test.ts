// The embedded PostgreSQL is killed while the server is at work: the server stays, says 503 until its database is back,
// goes on by itself, and has every application that it acknowledged (protocol invariant 2).

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../server/store/open-database.ts';
import { readPostmasterPid } from '../../server/store/postmaster-pid.ts';
import { makeTemporaryFolder, silentLogger, startTimeoutMs } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

vi.setConfig({ testTimeout: startTimeoutMs, hookTimeout: startTimeoutMs });

const DEVICES = 20;
const OFFICERS = 3;
/** Of no session, which only the database can know. */
const SOME_COOKIE = `__Host-kopru-staff=${'a'.repeat(43)}`;

interface Answered {
  status: number;
  code: string | undefined;
  retryAfterS: number;
}

/** Devices and officers that ask without a pause until the end. */
function startTraffic({ app }: TestApp) {
  const acknowledged = new Set<string>();
  const answers: Answered[] = [];
  let isOver = false;
  const note = (answer: Awaited<ReturnType<typeof putApplication>>) => {
    const retryAfterS = Number(answer.headers['retry-after']);
    answers.push({ status: answer.statusCode, code: answer.json().code, retryAfterS });
  };
  const device = async () => {
    while (!isOver) {
      const id = freshId();
      const answer = await putApplication(app, id, anApplication());
      if (answer.statusCode === 201) acknowledged.add(id);
      note(answer);
    }
  };
  const officer = async () => {
    while (!isOver) note(await app.inject({ url: '/api/staff/session', headers: { cookie: SOME_COOKIE } }));
  };
  const everybody = Promise.all([
    ...Array.from({ length: DEVICES }, device),
    ...Array.from({ length: OFFICERS }, officer),
  ]);
  return {
    acknowledged,
    answers,
    end: async () => {
      isOver = true;
      await everybody;
    },
  };
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000 });

async function openServer(): Promise<{ test: TestApp; postmaster: () => Promise<number> }> {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const dataDir = join(folder, 'data');
  const opened = await openDatabase({ dataDir, databaseUrl: undefined, databasePoolSize: 10 }, silentLogger);
  if (!opened.ok) throw new Error(`not opened: ${opened.fault.code}`);
  onTestFinished(opened.database.close);
  const test = await openTestApp(opened.database, folder);
  onTestFinished(test.close);
  return {
    test,
    postmaster: async () => (await readPostmasterPid(join(dataDir, 'database')))?.pid ?? 0,
  };
}

it.each(['its main process', 'one of its sessions'])(
  'with requests under way and kill -9 of %s, the server answers 503 until the database is back, and loses nothing',
  async (victim) => {
    const { test, postmaster } = await openServer();
    const { acknowledged, answers, end } = startTraffic(test);
    await until(() => acknowledged.size > 100);
    const { rows } = await test.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(victim === 'its main process' ? await postmaster() : (rows[0]?.pid ?? 0), 'SIGKILL');
    await until(() => answers.some(({ status }) => status === 503));
    const before = acknowledged.size;
    await until(() => acknowledged.size > before + 100);
    await end();

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 401, 503]));
    const away = answers.filter(({ status }) => status === 503);
    expect(away.every(({ code }) => code === 'unavailable' || code === 'outcome-unknown')).toBe(true);
    expect(away.every(({ retryAfterS }) => retryAfterS >= 5)).toBe(true);
    const stored = await test.pool.query<{ id: string }>('select id from application');
    expect(acknowledged.difference(new Set(stored.rows.map(({ id }) => id)))).toEqual(new Set());
  },
);
