// Every kind of answer that leaves the server, behind TLS as an operator runs it: pages of both apps as they are built, files,
// the API's answers of every status, bytes of strangers, pages without the app, and what is said to those who speak no HTTP.

import { once } from 'node:events';
import { glob, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../server/http/app.ts';
import { NO_CROWD } from '../../server/http/back-pressure.ts';
import { SESSION_COOKIE } from '../../server/http/staff-session.ts';
import { beginSession } from '../../server/identity/begin-session.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import {
  makeTemporaryFolder,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from '../contracts/databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from '../contracts/http-app.ts';
import { describeAttachment, OFFSET_TYPE } from '../contracts/tus-client.ts';
import { newId, seedOfficer } from '../fixtures/casework.ts';
import { judgeHeaders } from './header-rules.ts';
import { gradeOf, type HeaderMap } from './observatory.ts';
import { MATRIX } from './staff-route-matrix.ts';

const ORIGIN = 'https://kopru.example';
const DEVICE = { browser: 'unknown', system: 'unknown' } as const;

interface Answer {
  statusCode: number;
  headers: HeaderMap;
  payload: string;
}

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder, {
    staticRoot: resolve('dist'),
    config: { publicOrigin: ORIGIN },
  });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

interface Asked {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  url: string;
  headers?: Readonly<Record<string, string>>;
  payload?: string | Buffer | object;
}

let strangers = 0;

/** From an address of its own: who guesses is answered later and later. */
async function ask(asked: Asked | string): Promise<Answer> {
  strangers += 1;
  const { statusCode, headers, payload } = await test.app.inject({
    remoteAddress: `198.51.${strangers >> 8}.${strangers & 255}`,
    ...(typeof asked === 'string' ? { url: asked } : asked),
  });
  return { statusCode, headers: headers as HeaderMap, payload };
}

const faultsOf = ({ headers, payload }: Answer) =>
  judgeHeaders({ headers, isTls: true, hasBody: payload !== '' });
const gradeAt = (path: string, { headers, payload }: Answer) =>
  gradeOf({ url: new URL(path, ORIGIN), headers, html: payload }).grade;

const PAGES = [
  '/',
  '/basvuru/',
  '/basvuru/0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10/kime',
  '/basvurularim/',
  '/takip/',
  '/ayarlar/',
  '/aydinlatma/',
  '/yardim/',
  '/karsilama/',
  '/erisilebilirlik/',
  '/kabuk/',
  '/staff',
  '/staff.html',
];

describe('a page', () => {
  it.each(PAGES)('at %s is graded A+, and keeps our own rules', async (path) => {
    const answer = await ask(path);
    expect([answer.statusCode, faultsOf(answer)]).toEqual([200, []]);
    expect(gradeAt(path, answer)).toBe('A+');
  });

  it('is graded no lower for saying where it leads from plain HTTP, and opens nothing to another site', async () => {
    const { headers } = await ask('/');
    const cors = await ask({ url: '/', headers: { origin: 'https://evil.example' } });
    const { grade, score } = gradeOf({
      url: new URL(ORIGIN),
      headers,
      httpRoute: [new URL('http://kopru.example'), new URL(ORIGIN)],
      cors: { origin: 'https://evil.example', headers: cors.headers },
    });
    expect([grade, score]).toEqual(['A+', 130]);
  });
});

describe('a file', () => {
  it('of any kind that is built has them all', async () => {
    const byKind = new Map<string, string>();
    for await (const file of glob('**/*.*', { cwd: 'dist' })) {
      const kind = file.split('.').at(-1) ?? '';
      if (kind !== 'br') byKind.set(`${file.split('/')[0]} ${kind}`, `/${file}`);
    }
    const seen: Record<string, string[]> = {};
    for (const path of [...byKind.values(), '/service-worker.js']) {
      const answer = await ask(path);
      if (answer.statusCode !== 200 || faultsOf(answer).length > 0) seen[path] = faultsOf(answer);
    }
    expect(byKind.size).toBeGreaterThan(10);
    expect(seen).toEqual({});
  });
});

/** Of the API and beside it, each with what must come. */
const OTHERS: readonly (readonly [name: string, status: number, () => Promise<Answer>])[] = [
  ['a page that is not there', 404, () => ask('/nirde/')],
  ['an address that is none', 400, () => ask('/%E0%A4%A')],
  ['a method that pages do not know', 405, () => ask({ method: 'POST', url: '/basvuru/' })],
  ['a part of the API that is not there', 404, () => ask('/api/nirde')],
  ['settings', 200, () => ask('/api/operator')],
  ['settings that are known', 304, askKnown],
  ['the document of the API', 200, () => ask('/api/openapi.json')],
  ['a receipt', 201, async () => put()],
  ['a body that is no JSON', 400, async () => put('{')],
  ['a body that is too large', 413, async () => put(Buffer.alloc(300_000, 32))],
  ['a body of another type', 415, async () => put('x', { 'content-type': 'text/plain' })],
  ['an application that is not valid', 422, async () => put(anApplication({ subject: '' }))],
  ['a thread', 200, askThread],
  [
    'a thread that is not there',
    404,
    () => ask({ method: 'POST', url: '/api/threads/open', payload: { trackingKey: 'A'.repeat(43) } }),
  ],
  ['a notice’s link that we did not make', 404, () => ask('/api/n/AZmjwHseeyOtUj8cWn6bEJ2W8Xk0d5q1rT7uYw')],
  [
    'a notice’s link that ends what it ended',
    200,
    () => ask(`/api/n/${test.services.notices.secrets.stopToken(newId())}`),
  ],
  ['a new session', 201, signIn],
  ['a session that is none', 401, () => ask('/api/staff/cases')],
  ['figures for a table', 200, () => askStaff('/api/staff/figures.csv?from=2026-01&to=2026-11')],
  ['a table of the directory', 200, () => askStaff('/api/staff/directory/units')],
  [
    'what another site asked',
    403,
    () => askStaff('/api/staff/session', 'DELETE', { 'sec-fetch-site': 'cross-site' }),
  ],
];

async function askKnown(): Promise<Answer> {
  const { headers } = await ask('/api/operator');
  return ask({ url: '/api/operator', headers: { 'if-none-match': String(headers.etag) } });
}

async function put(payload: string | Buffer | object = anApplication(), headers = {}): Promise<Answer> {
  const answer = await putApplication(test.app, freshId(), payload, headers);
  return {
    ...answer,
    headers: answer.headers as HeaderMap,
    statusCode: answer.statusCode,
    payload: answer.payload,
  };
}

async function askThread(): Promise<Answer> {
  const application = anApplication();
  await put(application);
  return ask({ method: 'POST', url: '/api/threads/open', payload: { trackingKey: application.trackingKey } });
}

async function signIn(): Promise<Answer> {
  const invitee = { name: `Ekin ${newId()}`, institutionId: null };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  return ask({ method: 'POST', url: '/api/staff/session', payload: { invitation: token } });
}

/** As a coordinator, or as an administrator where the path is theirs. */
async function askStaff(
  url: string,
  method: Asked['method'] = 'GET',
  more: Asked['headers'] & { body?: never } = {},
  payload?: Asked['payload'],
): Promise<Answer> {
  const { accountId } = await seedOfficer(
    test.database,
    null,
    /directory|holidays|accounts/.test(url) ? 'administrator' : 'coordinator',
  );
  const begun = await test.database
    .transaction()
    .execute((transaction) =>
      beginSession(transaction, { accountId, method: 'passkey', device: DEVICE }, test.clock.nowMs),
    );
  const headers = { ...more, cookie: `${SESSION_COOKIE}=${begun.token}` };
  return ask({ url, method, headers, ...(payload === undefined ? {} : { payload }) });
}

describe('an answer', () => {
  it.each(OTHERS)('%s (%i)', async (_, status, come) => {
    const answer = await come();
    expect([answer.statusCode, faultsOf(answer)]).toEqual([status, []]);
    expect(gradeAt('/', answer)).toBe('A+');
  });

  it('that a proxy or browser might keep is none of those that are somebody’s', async () => {
    for (const answer of [
      await askThread(),
      await put(),
      await askStaff('/api/staff/cases'),
      await signIn(),
    ]) {
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

it('every route, by every method, whoever asks, keeps the rules', { timeout: 60_000 }, async () => {
  const faults: Record<string, string[]> = {};
  let count = 0;
  const look = async (name: string, answer: Answer) => {
    count += 1;
    const found = faultsOf(answer);
    if (found.length > 0 || answer.statusCode >= 500) faults[`${name} ${answer.statusCode}`] = found;
  };
  for (const [path, methods] of test.app.methodsByPath) {
    const url = path.replace(/:\w+/g, () => newId());
    for (const method of [...methods, 'OPTIONS', 'TRACE'] as Asked['method'][]) {
      await look(`${method} ${path}`, await ask({ method, url } as Asked));
    }
  }
  for (const [route, { query = '', body, headers }] of Object.entries(MATRIX)) {
    const [method, path = ''] = route.split(' ') as [Asked['method'], string];
    const url = path.replace(/:\w+/g, () => newId()) + query;
    await look(route, await askStaff(url, method, headers, body));
  }
  expect(faults).toEqual({});
  expect(count).toBeGreaterThan(250);
});

describe('bytes of a stranger', () => {
  it('have a policy of their own, whole, in part and where there is no such part', async () => {
    const [bytes, id, application] = [Buffer.from('ses\n'), freshId(), anApplication()];
    const applicationId = freshId();
    await putApplication(test.app, applicationId, application);
    const { key } = await test.stores.blobs.put(one(bytes));
    const at = new Date(test.clock.nowMs);
    await test.pool.query(
      `insert into attachment (id, application_id, kind, role, media_type, byte_length, digest, state, position, stored_at, created_at)
       values ($1, $2, 'audio', 'supporting', 'audio/webm', 4, $3, 'ready', 0, $4, $4)`,
      [id, applicationId, Buffer.alloc(32), at],
    );
    await test.pool.query(
      `insert into rendition (attachment_id, name, media_type, blob_key, byte_length, created_at)
       values ($1, 'mp4', 'audio/mp4', $2, 4, $3)`,
      [id, key, at],
    );
    const get = (headers = {}) =>
      ask({
        url: `/api/attachments/${id}/mp4`,
        headers: { authorization: `Bearer ${application.trackingKey}`, ...headers },
      });
    const answers = [await get(), await get({ range: 'bytes=0-1' }), await get({ range: 'bytes=9-' })];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 206, 416]);
    expect(answers.flatMap(faultsOf)).toEqual([]);
    expect(answers[0]?.headers['content-security-policy']).toContain('sandbox');
  });

  it('are taken with them, too: an upload made, asked after, continued and ended', async () => {
    const bytes = Buffer.from('abcd');
    const attachment = describeAttachment({ bytes });
    const application = anApplication({ attachments: [attachment] });
    const applicationId = freshId();
    await putApplication(test.app, applicationId, application);
    const base = { authorization: `Bearer ${application.trackingKey}`, 'tus-resumable': '1.0.0' };
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const metadata = `applicationId ${base64(applicationId)},attachmentId ${base64(attachment.id)}`;
    const url = `/api/uploads/${attachment.id}`;
    const answers = [
      await ask({
        method: 'POST',
        url: '/api/uploads',
        headers: { ...base, 'upload-length': '4', 'upload-metadata': metadata },
      }),
      await ask({ method: 'HEAD', url, headers: base }),
      await ask({
        method: 'PATCH',
        url,
        headers: { ...base, 'upload-offset': '0', 'content-type': OFFSET_TYPE },
        payload: bytes.subarray(0, 2),
      }),
      await ask({ method: 'DELETE', url, headers: base }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200, 204, 204]);
    expect(answers.flatMap(faultsOf)).toEqual([]);
  });
});

async function* one(bytes: Buffer) {
  yield bytes;
}

describe('when something is wrong with us', () => {
  it('500 and 503 have them, too', async () => {
    const broken = await openTestApp(await databases.migrated(), folder, {
      config: { publicOrigin: ORIGIN },
      changeStatements: (same) => ({ ...same, store: () => Promise.reject(new Error('a bug')) }),
    });
    const bug = await putApplication(broken.app, freshId(), anApplication());
    await broken.appPool.end();
    const away = await broken.app.inject('/api/ready');
    await broken.app.close();
    await broken.pool.end();
    expect([bug.statusCode, away.statusCode]).toEqual([500, 503]);
    for (const { headers, payload } of [bug, away]) {
      expect(judgeHeaders({ headers: headers as HeaderMap, isTls: true, hasBody: payload !== '' })).toEqual(
        [],
      );
      expect(payload).not.toContain('a bug');
    }
  });

  it('and who speaks no HTTP reads them as well', async () => {
    const app = await buildApp(test.services, NO_CROWD);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end('NOT HTTP\r\n\r\n');
    const [head = ''] = (await buffer(socket)).toString().split('\r\n\r\n');
    await app.close();
    const [status, ...lines] = head.split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    );
    expect(status).toBe('HTTP/1.1 400 Bad Request');
    expect(judgeHeaders({ headers, isTls: true, hasBody: true })).toEqual([]);
  });
});
