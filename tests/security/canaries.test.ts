// Marked words go through the whole real server: application, errors of every kind, acts, an upload, an officer's reading and
// answer, notices to real sockets. Afterwards every place that might have kept them is searched: what was printed at the lowest
// level, PostgreSQL's own log, every answer to whoever had no right, notices, temporary files, and the data folder byte by byte.
//
// Where marks belong: what was told (subject, text, answer) readable in the database's own files, what came as a file in the blob
// store, who it was nowhere at all but sealed. The address of a client belongs nowhere. What a browser keeps: src/offline.

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXAMPLE_APPLICATION } from '../../server/http/examples.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import {
  aBrowser,
  type HttpDouble,
  type MailDouble,
  openHttpDouble,
  openMailDouble,
} from '../contracts/notice-doubles.ts';
import { inviteOfficer } from '../e2e/office.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

const freshId = () => uuidv7(Date.now(), randomBytes(10));
const code = '73920184650291837465';
/** Each as it would be found. */
const WHO = {
  name: 'Zümrüdüanka Kanaryagil',
  identityNumber: '98765432150',
  phone: '+905559371528',
  address: 'Kanaryatüyü Sokak 937',
  email: 'zumrudu.kanarya937@ornek.example',
};
const TOLD = {
  subject: 'Kanaryakonusu 937',
  text: 'Kanaryametni 937',
  place: 'Kanaryayeri 937',
  addition: 'Kanaryaeki 937',
  question: 'Kanaryasorusu 937',
  answer: 'Kanaryayanıtı 937',
};
const OPENS = { trackingKey: randomBytes(32).toString('base64url'), code };
const EVERY = { ...WHO, ...TOLD, ...OPENS };
const FROM = ['203.0.113.77', '2001:db8:ca4a:77::937'] as const;

let push: HttpDouble;
let gateway: HttpDouble;
let mail: MailDouble;
let server: ServerProcess;
let origin: string;
let temporary: string;
let cookie = '';
/** Bodies and headers of everything that was answered to whoever had no right to what it is about. */
const strangers: string[] = [];
const id = freshId();

beforeAll(async () => {
  [push, gateway, mail] = [await openHttpDouble(), await openHttpDouble(), await openMailDouble()];
  temporary = await mkdtemp(join(tmpdir(), 'kopru-temporary-'));
  server = await startServer({
    LOG_LEVEL: 'trace',
    TMPDIR: temporary,
    TRUST_PROXY: '1',
    PUSH_CONTACT: 'mailto:isletmen@kopru.example',
    PUSH_SERVICES: 'localhost',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mail.port),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'haber@kopru.example',
    SMS_GATEWAY_URL: `${gateway.origin}/gonder`,
  });
  origin = `http://localhost:${server.port}`;
  await goThrough();
});
afterAll(async () => {
  await server.remove();
  await rm(temporary, { recursive: true, force: true });
  await Promise.all([push.close(), gateway.close(), mail.close()]);
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const from = FROM[method === 'GET' ? 1 : 0];
  const isText = typeof body === 'string';
  return fetch(`${origin}${path}`, {
    method,
    headers: {
      'x-forwarded-for': from,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
}

/** @returns its status; what it says is searched later */
async function stranger(...request: Parameters<typeof call>): Promise<number> {
  const answer = await call(...request);
  const head = [...answer.headers].map((pair) => pair.join(': ')).join('\n');
  strangers.push(`${head}\n\n${await answer.text()}`);
  return answer.status;
}

async function expectOk(answer: Response, status = 201): Promise<Response> {
  if (answer.status !== status) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const citizen = { authorization: `Bearer ${OPENS.trackingKey}` };
const act = (body: object) =>
  call(
    'PUT',
    `/api/applications/${id}/acts/${freshId()}`,
    { writtenAt: '2026-11-23T08:00:00.000Z', locale: 'tr', ...body },
    citizen,
  );
const officer = async (method: string, path: string, body?: unknown) =>
  call(method, path, body, { cookie, origin });

async function goThrough(): Promise<void> {
  const bytes = Buffer.from(`Kanaryadosyası 937\n${randomBytes(8).toString('hex')}\n`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const attachment = {
    id: freshId(),
    kind: 'document',
    role: 'supporting',
    mediaType: 'text/plain',
    byteLength: bytes.length,
    digest: Buffer.from(digest).toString('base64url'),
  };
  const application = {
    ...EXAMPLE_APPLICATION,
    subject: TOLD.subject,
    description: TOLD.text,
    placeDetail: TOLD.place,
    fullName: WHO.name,
    identityNumber: WHO.identityNumber,
    phone: WHO.phone,
    addressText: WHO.address,
    email: WHO.email,
    formats: ['text'],
    trackingKey: OPENS.trackingKey,
    attachments: [attachment],
  };
  await provoke(application);
  await expectOk(await call('PUT', `/api/applications/${id}`, application));
  const other = { ...application, subject: `${TOLD.subject} başka` };
  await stranger('PUT', `/api/applications/${id}`, other);
  await expectOk(await call('POST', '/api/threads/open', { trackingKey: OPENS.trackingKey }), 200);
  const metadata = Object.entries({ applicationId: id, attachmentId: attachment.id })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join();
  const tus = { ...citizen, 'tus-resumable': '1.0.0' };
  const created = await call('POST', '/api/uploads', undefined, {
    ...tus,
    'upload-length': String(bytes.length),
    'upload-metadata': metadata,
  });
  await expectOk(created);
  const sent = await fetch(`${origin}/api/uploads/${attachment.id}`, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
  await expectOk(sent, 204);

  const browser = aBrowser(push.origin);
  for (const channel of ['email', 'sms', 'push'])
    await expectOk(
      await act({
        kind: 'notice-choice',
        channel,
        isWanted: true,
        ...(channel === 'push' && { target: browser.target }),
      }),
    );
  await expectOk(await act({ kind: 'addition', text: TOLD.addition }));

  const link = new URL(await inviteOfficer(server, origin, { role: 'coordinator' }));
  const invitation = new URLSearchParams(link.hash.slice(1)).get('davet') ?? '';
  const signedIn = await expectOk(await call('POST', '/api/staff/session', { invitation }, { origin }));
  cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
  await expectOk(await officer('GET', `/api/staff/cases?query=${encodeURIComponent(TOLD.subject)}`), 200);
  const read = await expectOk(await officer('GET', `/api/staff/cases/${id}`), 200);
  expect(await read.text()).toContain(WHO.name);
  const action = (body: object) => officer('PUT', `/api/staff/cases/${id}/actions/${freshId()}`, body);
  await expectOk(await action({ kind: 'ask-information', question: TOLD.question }));
  await stranger('PUT', `/api/staff/cases/${id}/actions/${freshId()}`, { kind: 'note', text: TOLD.question });
  await expectOk(await officer('PUT', `/api/staff/cases/${id}/replies/${freshId()}`, { text: TOLD.answer }));
  const told = () => [mail.letters.length, gateway.came.length, push.came.length];
  await vi.waitFor(() => expect(told()).toEqual([2, 2, 2]), { timeout: 60_000, interval: 100 });
  for (const { body } of push.came)
    expect(JSON.parse(browser.open(body))).toEqual({ kind: 'news', locale: 'tr' });
}

/** Errors of every kind, with marks wherever a client can put them. */
async function provoke(application: object): Promise<void> {
  const path = `/api/applications/${freshId()}`;
  const marks = Object.values(EVERY).join(' ');
  const query = encodeURIComponent(marks);
  const faults: [number, Parameters<typeof call>][] = [
    [400, ['PUT', path, `{"subject": "${marks}`]],
    [
      400,
      ['PUT', path, application, { 'content-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` }],
    ],
    [400, ['PUT', `/api/applications/${query}`, application]],
    [404, ['GET', `/api/${query}?q=${query}`]],
    [404, ['POST', '/api/threads/open', { trackingKey: marks }]],
    [404, ['POST', '/api/threads/open', { trackingKey: code }]],
    [400, ['POST', '/api/threads/open', { [marks]: marks }]],
    [404, ['PUT', `${path}/acts/${freshId()}`, { kind: marks }, citizen]],
    [405, ['DELETE', `/api/threads/open?${query}`]],
    [413, ['POST', '/api/threads/open', { trackingKey: `${marks}${'x'.repeat(8_192)}` }]],
    [415, ['PUT', path, marks, { 'content-type': 'text/plain' }]],
    [422, ['PUT', path, { ...application, email: `${WHO.email} ${WHO.email}`, phone: marks, subject: '' }]],
    [401, ['GET', `/api/staff/cases?query=${query}`, undefined, { cookie: `kopru=${query}` }]],
    [404, ['POST', '/api/staff/session', { invitation: OPENS.trackingKey }, { origin }]],
  ];
  for (const [status, request] of faults) {
    const answered = await stranger(...request);
    expect(`${request[0]} ${request[1].slice(0, 30)}: ${answered}`).toContain(`: ${status}`);
  }
  strangers.push(await notHttp(`GET /${query} HTTP/9.9\r\nX-Mark: ${query}\r\n\r\n`));
  for (const page of ['/api/health', '/api/ready', '/api/operator', '/api/openapi.json'])
    await stranger('GET', page);
}

function notHttp(text: string): Promise<string> {
  return new Promise((done) => {
    let said = '';
    const socket = connect(server.port, 'localhost', () => socket.write(text));
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => done(said));
  });
}

const found = (text: string, marks: Readonly<Record<string, string>> = EVERY): string[] =>
  Object.entries(marks).flatMap(([name, mark]) => (text.includes(mark) ? [name] : []));

/** @returns `folder: mark`, once for each folder right below */
async function searchFiles(
  root: string,
  marks: Readonly<Record<string, string | Buffer>>,
): Promise<string[]> {
  const hits = new Set<string>();
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of names.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const [top] = relative(root, path).split('/');
    for (const [name, mark] of Object.entries(marks)) if (bytes.includes(mark)) hits.add(`${top}: ${name}`);
  }
  return [...hits].toSorted();
}

/** As text, as it is in a query of an address, and in UTF-16: 16 bytes of the one address that cannot be a chance. */
const ADDRESSES: Readonly<Record<string, string | Buffer>> = {
  v4: FROM[0],
  v6: '2001:db8:ca4a:77',
  'v6 as bytes': Buffer.from('20010db8ca4a00770000000000000937', 'hex'),
  v4encoded: encodeURIComponent(FROM[0]).replaceAll('.', '%2E'),
};

describe('marked words', () => {
  it('are in nothing that the server prints, at any level', () => {
    const output = server.output();
    expect(output).toContain('"level":"');
    expect(found(output)).toEqual([]);
    // Not in parts either: a word of the name, the number without its country, the key's beginning.
    for (const part of ['Kanarya', 'kanarya', '9371528', OPENS.trackingKey.slice(0, 12)])
      expect(output.split(part).length - 1, part).toBe(0);
  });

  it('are in no answer to whoever has no right to them', () => {
    expect(strangers.length).toBeGreaterThan(18);
    expect(strangers.flatMap((said) => found(said))).toEqual([]);
  });

  it('are in no notice but the address to which it goes', () => {
    for (const { to, source } of mail.letters) {
      expect(to).toBe(WHO.email);
      expect(found(source)).toEqual(['email']);
      const parts = source
        .match(/[A-Za-z0-9+/=\r\n]{60,}/g)
        ?.map((part) => Buffer.from(part, 'base64').toString());
      expect(found(String(parts))).toEqual([]);
    }
    for (const { path, headers, body } of gateway.came)
      expect(found(`${path}${JSON.stringify(headers)}${body}`)).toEqual(['phone']);
    for (const { path, headers } of push.came) expect(found(`${path}${JSON.stringify(headers)}`)).toEqual([]);
  });

  it('lie in the data folder where they belong and nowhere else; names, keys and addresses of clients nowhere', async () => {
    await server.stop();
    const told = { ...TOLD, file: 'Kanaryadosyası 937' };
    const places = await searchFiles(server.dataDir, { ...told, ...WHO, ...OPENS, ...ADDRESSES });
    const [blobs] = places.filter((place) => place.endsWith(': file'));
    const database = places.find((place) => place.endsWith(': text'))?.split(':')[0];
    expect(places.filter((place) => place !== blobs)).toEqual(
      Object.keys(TOLD)
        .map((name) => `${database}: ${name}`)
        .toSorted(),
    );
    expect(blobs).not.toContain(`${database}:`);
    const log = (await readdir(server.dataDir, { recursive: true })).filter((name) =>
      /postgres.*\.log$/.test(name),
    );
    expect(log.length).toBeGreaterThan(0);
    for (const name of log)
      expect(found(await readFile(join(server.dataDir, name), 'utf8'), { ...EVERY, v4: FROM[0] })).toEqual(
        [],
      );
    expect(await searchFiles(temporary, { ...EVERY, ...told, ...ADDRESSES })).toEqual([]);
    expect(found(server.output(), { v4: FROM[0], v6: '2001:db8' })).toEqual([]);
  });

  it('would be seen: a name and an address that lie there are found', async () => {
    await mkdir(join(server.dataDir, 'planted'));
    await writeFile(
      join(server.dataDir, 'planted', 'x'),
      Buffer.concat([Buffer.from(`..${WHO.name}..`), Buffer.from('20010db8ca4a00770000000000000937', 'hex')]),
    );
    expect(await searchFiles(server.dataDir, { name: WHO.name, ...ADDRESSES })).toEqual([
      'planted: name',
      'planted: v6 as bytes',
    ]);
  });
});
