// Every route that is no officer's × who asks by which key: what comes is what the matrix says, what is refused is refused in the same
// words, and tells nothing. The routes are those that the router itself names.

import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trackingMac } from '../../server/intake/tracking-mac.ts';
import { toTrackingSecret } from '../../server/intake/tracking-secrets.ts';
import { THREAD_ACT_PATH } from '../../src/domain/thread-act.ts';
import {
  makeTemporaryFolder,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from '../contracts/databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from '../contracts/http-app.ts';
import { describeAttachment } from '../contracts/tus-client.ts';
import { ACTS, CALLERS, type Caller, MATRIX, type Row, type Statuses } from './citizen-route-matrix.ts';

const SECRET = 'Sokağımızda su yok';
const BYTES = Buffer.from('ses\n');

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let clients = 0;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  await mkdir(join(folder, 'keys'));
  const secrets = [randomBytes(32), randomBytes(32)].map((bytes) => `${bytes.toString('base64')}\n`);
  await writeFile(join(folder, 'keys/tracking-secret'), secrets.join(''), { mode: 0o600 });
  test = await openTestApp(await databases.migrated(), folder);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

interface Scene {
  /** The caller's; empty: none. */
  key: string;
  application: object;
  parts: Readonly<Record<string, string>>;
}

/** An application with a recording that can be heard, a file under way and one that is not begun. */
async function setScene(caller: Caller): Promise<Scene> {
  const changes = { kind: 'voice', role: 'description', mediaType: 'audio/webm', durationMs: 900 } as const;
  const files = [1, 2, 3].map(() => describeAttachment({ bytes: BYTES, changes }));
  const application = anApplication({ subject: SECRET, attachments: files });
  const [recording = '', upload = '', fresh = ''] = files.map(({ id }) => id);
  const id = freshId();
  expect((await putApplication(test.app, id, application)).statusCode).toBe(201);
  await makeHeard(recording);
  const created = await test.app.inject({
    method: 'POST',
    url: '/api/uploads',
    headers: {
      authorization: `Bearer ${application.trackingKey}`,
      'tus-resumable': '1.0.0',
      'upload-length': '4',
      'upload-metadata': metadataOf(id, upload),
    },
  });
  expect(created.statusCode).toBe(201);
  await moveSecret(id, caller, application.trackingKey);
  const key = await keyOf(caller, application.trackingKey);
  return {
    key,
    application:
      key === '' ? { ...application, trackingKey: undefined } : { ...application, trackingKey: key },
    parts: {
      id,
      recording,
      upload,
      fresh: metadataOf(id, fresh),
      key,
      actId: freshId(),
      rendition: 'mp4',
      token: 'a'.repeat(40),
      file: `${'a'.repeat(64)}.mp4`,
      parcel: freshId(),
      place: '0',
    },
  };
}

const metadataOf = (...ids: [application: string, attachment: string]) => {
  const [application, attachment] = ids.map((id) => Buffer.from(id).toString('base64'));
  return `applicationId ${application},attachmentId ${attachment}`;
};

async function makeHeard(id: string): Promise<void> {
  const { key, byteLength } = await test.stores.blobs.put(once(BYTES));
  await test.pool.query(`update attachment set state = 'ready' where id = $1`, [id]);
  await test.pool.query(
    `insert into rendition (attachment_id, name, media_type, byte_length, blob_key, created_at)
     values ($1, 'mp4', 'audio/mp4', $2, $3, now())`,
    [id, byteLength, key],
  );
}

async function* once(bytes: Buffer) {
  yield bytes;
}

async function moveSecret(id: string, caller: Caller, key: string): Promise<void> {
  const { all } = test.keys.trackingSecrets;
  const under = caller === 'old' ? all[1] : caller === 'gone' ? toTrackingSecret(randomBytes(32)) : undefined;
  if (under === undefined) return;
  await test.pool.query('update application set tracking_mac = $2, tracking_secret = $3 where id = $1', [
    id,
    trackingMac(under, key),
    under.id,
  ]);
}

async function keyOf(caller: Caller, own: string): Promise<string> {
  if (caller === 'nobody') return '';
  const other = randomBytes(32).toString('base64url');
  if (caller === 'another') {
    const others = anApplication({ trackingKey: other, subject: 'Yol' });
    expect((await putApplication(test.app, freshId(), others)).statusCode).toBe(201);
  }
  return caller === 'another' || caller === 'stranger' ? other : own;
}

async function ask(route: string, { body, headers = {} }: Row, { key, application, parts }: Scene) {
  const [method = '', path = ''] = route.split(' ');
  const fill = (text: string) => text.replace(/:([a-z]\w*)/gi, (whole, part: string) => parts[part] ?? whole);
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value)]);
  const answer = await test.app.inject({
    method: method as 'GET',
    url: fill(path),
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body && !Buffer.isBuffer(body) && { 'content-type': 'application/json' }),
      ...Object.fromEntries(filled),
    },
    // Whoever fails is held back; the next caller is somebody else.
    remoteAddress: `10.0.${clients >> 8}.${clients++ & 255}`,
    ...(body && { payload: payloadOf(body, application, fill) }),
  });
  return { status: answer.statusCode, text: answer.payload };
}

function payloadOf(body: object | Buffer, application: object, fill: (text: string) => string) {
  if (Buffer.isBuffer(body)) return body;
  return ':application' in body
    ? JSON.stringify(application)
    : JSON.stringify(body).replace(/":\w+"/g, (text) => JSON.stringify(fill(text.slice(1, -1))));
}

async function judge(route: string, row: Row, expected: Statuses): Promise<void> {
  const seen: Record<string, number> = {};
  const refused: string[] = [];
  for (const caller of CALLERS) {
    const { status, text } = await ask(route, row, await setScene(caller));
    seen[caller] = status;
    const isOpened = caller === 'own' || caller === 'old';
    if (!isOpened) expect([caller, text.includes(SECRET)]).toEqual([caller, false]);
    else if (row.readsOwn) expect(text).toContain(SECRET);
    // Another's, nobody's and what a lost secret hides are told apart by nothing.
    if (!isOpened && status > 401) refused.push(text);
  }
  expect(seen).toEqual(expected);
  expect(new Set(refused).size).toBeLessThanOrEqual(1);
}

it('every route that is no officer’s has a row, and every row a route', () => {
  const routes = [...test.app.methodsByPath]
    .filter(([path]) => !path.startsWith('/api/staff'))
    .flatMap(([path, methods]) => {
      const asked = [...methods].filter((method) => method !== 'HEAD' || !methods.has('GET'));
      return asked.map((method) => `${method} ${path}`);
    });
  const known = Object.keys(MATRIX).map((route) =>
    route.replace(':recording', ':id').replace(':upload', ':id'),
  );
  expect(known.toSorted()).toEqual(routes.toSorted());
});

it.each(Object.entries(MATRIX))('%s', async (route, row) => {
  const { status } = row;
  const same = Object.fromEntries(CALLERS.map((caller) => [caller, status])) as unknown as Statuses;
  await judge(route, row, typeof status === 'number' ? same : status);
});

it.each(Object.entries(ACTS))('the act %s', async (kind, { own, body }) => {
  const act = { kind, locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z', ...body };
  const others = { nobody: 404, stranger: 404, another: 404, gone: 404 };
  await judge(`PUT ${THREAD_ACT_PATH}`, { status: own, body: act }, { ...others, own, old: own });
});
