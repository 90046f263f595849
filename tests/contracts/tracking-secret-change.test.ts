// The tracking secret is changed while applications stand under the one before: every door still opens, what is opened moves under
// the new one, and the old one goes when nothing is under it any more.

import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';
import { describeAttachment } from './tus-client.ts';

let databases: TestDatabases;
let database: OpenDatabase;
let folder: string;
let test: TestApp | undefined;
beforeAll(async () => {
  databases = await startTestDatabase();
  database = await databases.fresh();
  folder = await makeTemporaryFolder();
  await mkdir(join(folder, 'keys'));
}, startTimeoutMs);
afterAll(async () => {
  await test?.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const aLine = () => `${randomBytes(32).toString('base64')}\n`;

/** The server is restarted with these secrets. @throws Error with the faults where it does not start */
async function restart(lines: string): Promise<TestApp> {
  await test?.close();
  test = undefined;
  await writeFile(join(folder, 'keys/tracking-secret'), lines);
  test = await openTestApp(database, folder);
  return test;
}

const open = ({ app }: TestApp, trackingKey: string) =>
  app.inject({ method: 'POST', url: '/api/threads/open', payload: { trackingKey } });

async function secretOf({ pool }: TestApp, id: string): Promise<string> {
  const { rows } = await pool.query('select tracking_secret from application where id = $1', [id]);
  return rows[0]?.tracking_secret;
}

it(
  'finds what is under the old one by every door, moves it when it is opened, and lets the old one go at the end',
  async () => {
    const [old, next] = [aLine(), aLine()];
    const before = await restart(old);
    const oldId = before.keys.trackingSecrets.newest.id;
    const attachment = describeAttachment({ bytes: Buffer.alloc(64, 1) });
    const [one, other] = [anApplication({ attachments: [attachment] }), anApplication()];
    const [oneId, otherId] = [freshId(), freshId()];
    expect((await putApplication(before.app, oneId, one)).statusCode).toBe(201);
    expect((await putApplication(before.app, otherId, other)).statusCode).toBe(201);

    await restart(old + next);
    const after = await restart(next + old);
    const nextId = after.keys.trackingSecrets.newest.id;
    const authorization = `Bearer ${one.trackingKey}`;
    const created = await after.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: {
        authorization,
        'tus-resumable': '1.0.0',
        'upload-length': '64',
        'upload-metadata': `applicationId ${base64(oneId)},attachmentId ${base64(attachment.id)}`,
      },
    });
    const act = await after.app.inject({
      method: 'PUT',
      url: `/api/applications/${oneId}/acts/${freshId()}`,
      headers: { authorization, 'content-type': 'application/json' },
      payload: JSON.stringify({ kind: 'withdrawal', locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' }),
    });
    expect([created.statusCode, act.statusCode]).toEqual([201, 201]);
    expect(await secretOf(after, oneId)).toBe(oldId);
    for (const round of ['first', 'second']) {
      const threads = (await open(after, one.trackingKey)).json().threads;
      expect([round, threads.map(({ applicationId }: { applicationId: string }) => applicationId)]).toEqual([
        round,
        [oneId],
      ]);
      expect(await secretOf(after, oneId)).toBe(nextId);
    }
    const newId = freshId();
    expect((await putApplication(after.app, newId, anApplication())).statusCode).toBe(201);
    expect(await secretOf(after, newId)).toBe(nextId);
    expect((await open(after, randomBytes(32).toString('base64url'))).statusCode).toBe(404);
    expect(await secretOf(after, otherId)).toBe(oldId);

    await expect(restart(next)).rejects.toThrow('trackingSecretWithdrawn');
    expect((await open(await restart(next + old), other.trackingKey)).statusCode).toBe(200);
    const last = await restart(next);
    for (const { trackingKey } of [one, other]) expect((await open(last, trackingKey)).statusCode).toBe(200);
  },
  startTimeoutMs,
);

const base64 = (text: string) => Buffer.from(text).toString('base64');
