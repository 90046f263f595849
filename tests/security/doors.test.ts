// Requirements of ASVS 5.0 that a server shows best from outside: what comes twice, in disguise or at the same moment, and what a fresh one
// holds. Each names its numbers, which docs/asvs.md answers by this file.

import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvitation } from '../../server/identity/invitations.ts';
import { smsWay } from '../../server/notify/send-sms.ts';
import { type Office, openOffice, outcome } from '../contracts/case-office.ts';
import { startTimeoutMs } from '../contracts/databases.ts';
import { freshId } from '../contracts/http-app.ts';
import { rowHashes } from '../contracts/kept-hashes.ts';

let office: Office;
let address: URL;
/** Accounts, invitations and sessions before the test has made its own. */
let shipped: string[];
beforeAll(async () => {
  office = await openOffice();
  const own = /^(Ekin|Derya|Umut|Evren|Can) Deneme$/;
  const { rows } = await office.test.pool.query('select name from staff_account');
  shipped = rows.map(({ name }) => String(name)).filter((name) => !own.test(name));
  address = new URL(await office.test.app.listen({ port: 0, host: '127.0.0.1' }));
}, startTimeoutMs);
afterAll(() => office.close());

describe('a fresh server', () => {
  it('knows no account that nobody was invited to (6.3.2, 13.2.3)', () => {
    expect(shipped).toEqual([]);
  });

  it('keeps each key where its owner alone reads it (13.3.2)', async () => {
    const keys = join(office.folder, 'keys');
    const modes = await Promise.all(
      (await readdir(keys)).map(async (name) => [name, (await stat(join(keys, name))).mode & 0o777] as const),
    );
    expect(modes.length).toBeGreaterThan(3);
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
    expect((await stat(keys)).mode & 0o777).toBe(0o700);
  });
});

/** All that comes back until the server hangs up. */
async function sendRaw(...lines: string[]): Promise<string> {
  const socket = connect(Number(address.port), address.hostname);
  let answered = '';
  socket.on('data', (some) => (answered += some));
  socket.write(lines.join('\r\n'));
  await once(socket, 'close');
  return answered;
}

describe('a request whose end is told in two ways (4.2.1)', () => {
  const SMUGGLED = 'GET /api/openapi.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const PUT = ['PUT /api/applications/x HTTP/1.1', 'Host: x', 'Content-Type: application/json'];
  it.each([
    [
      'by length and in pieces',
      ['Content-Length: 5', 'Transfer-Encoding: chunked', '', `0\r\n\r\n${SMUGGLED}`],
    ],
    ['by two lengths', ['Content-Length: 0', `Content-Length: ${SMUGGLED.length}`, '', SMUGGLED]],
    [
      'in pieces that are not the last coding',
      ['Transfer-Encoding: chunked, identity', '', `0\r\n\r\n${SMUGGLED}`],
    ],
    ['by a length with a sign', ['Content-Length: +0', '', SMUGGLED]],
    ['by a length in a folded header', ['Content-Length:', ' 0', `Content-Length: 3`, '', SMUGGLED]],
    ['in pieces with a broken size', ['Transfer-Encoding: chunked', '', `0x0\r\n\r\n${SMUGGLED}`]],
  ])('%s is refused, and nothing behind it is read as another one', async (_, more) => {
    const answered = await sendRaw(...PUT, ...more);
    expect(answered).toMatch(/^HTTP\/1\.1 400 /);
    expect(answered.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
    expect(answered).not.toContain('openapi');
  });

  it('and one after another is answered each by itself', async () => {
    const ready = 'GET /api/ready HTTP/1.1\r\nHost: x\r\n';
    expect(
      (await sendRaw(`${ready}\r\n${ready}Connection: close\r\n\r\n`)).match(/HTTP\/1\.1 200/g),
    ).toHaveLength(2);
  });
});

describe('what is asked twice in one address (15.3.7)', () => {
  it.each(['list=open&list=answered', 'list=answered&list=answered', 'list=open&after=a&after=b'])(
    '%s is refused',
    async (query) => {
      expect((await office.ask('centre', 'GET', '/api/staff/cases?list=open')).statusCode).toBe(200);
      expect((await office.ask('centre', 'GET', `/api/staff/cases?${query}`)).statusCode).toBe(400);
    },
  );

  it('and what belongs into the body is not taken from the address', async () => {
    const received = await office.receive();
    const path = `/api/staff/cases/${received.id}/replies/${freshId()}?text=Tamam`;
    expect((await office.ask('su', 'PUT', path, {})).statusCode).toBe(422);
  });
});

/** Rows that a reading may write: who read an identity, who looks at a case, until when a session lives. */
const OF_READING = new Set(['audit_entry', 'case_presence', 'staff_session']);

it('no GET changes a row but those that tell of reading (3.5.3)', async () => {
  const received = await office.receive();
  const document = (await office.test.app.inject({ url: '/api/openapi.json' })).json();
  const paths = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    'get' in methods ? [path.replace('{id}', received.id).replace(/\{\w+\}/g, freshId)] : [],
  );
  expect(paths.length).toBeGreaterThan(20);
  const before = await rowHashes(office.test.pool);
  for (const path of paths)
    for (const who of ['centre', 'su', 'nobody'] as const) {
      const { statusCode } = await office.ask(who, 'GET', path);
      expect(statusCode, path).toBeLessThan(500);
    }
  const after = await rowHashes(office.test.pool);
  const changed = [...after].flatMap(([table, rows]) =>
    rows.symmetricDifference(before.get(table) ?? new Set()).size > 0 ? [table] : [],
  );
  expect(changed.filter((table) => !OF_READING.has(table))).toEqual([]);
});

describe('two at the same moment (2.3.4, 15.4.2)', () => {
  it('send one answer to a case', async () => {
    const received = await office.receive();
    const answers = await Promise.all(
      ['Onarıldı.', 'Onarılmadı.', 'Bakılacak.'].map((text) => office.reply(received, 'su', text)),
    );
    expect(answers.map(outcome).toSorted()).toEqual([201, '409 reply-conflict', '409 reply-conflict']);
  });

  it('redeem one invitation', async () => {
    const invitee = { name: 'Yunus Deneme', institutionId: null, role: 'officer' } as const;
    const { token } = await createInvitation(office.test.database, invitee, office.test.clock.nowMs);
    const redeem = (client: number) =>
      office.test.app.inject({
        method: 'POST',
        url: '/api/staff/session',
        remoteAddress: `198.51.100.${client}`,
        payload: { invitation: token },
      });
    const answers = await Promise.all([1, 2, 3, 4].map(redeem));
    expect(answers.filter(({ headers }) => headers['set-cookie'] !== undefined)).toHaveLength(1);
  });
});

it('an act of an officer is on record with who, what, which case and when (16.2.1)', async () => {
  const received = await office.receive();
  expect((await office.read(received, 'su')).statusCode).toBe(200);
  const { rows } = await office.test.pool.query(
    `select action, staff_account.name as who, at from audit_entry join staff_account on staff_account.id = actor_id
     where application_id = $1`,
    [received.id],
  );
  expect(rows).toEqual([
    { action: 'identity-read', who: 'Ekin Deneme', at: new Date(office.test.clock.nowMs) },
  ]);
});

it('an SMS gateway that sends elsewhere is not followed (15.3.2)', async () => {
  const asked: string[] = [];
  const gateway = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const { port } = gateway.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/sms`;
  const send = smsWay(
    { url, token: 'gizli', body: '{"to":"{to}","text":"{text}"}' },
    'https://kopru.example',
    () => 0,
  );
  const sent = await send(
    { id: freshId(), locale: 'tr', stopToken: 'x' } as Parameters<typeof send>[0],
    '+905550000000',
  );
  gateway.close();
  expect(sent.kind).not.toBe('sent');
  expect(asked).toEqual(['/sms']);
});
