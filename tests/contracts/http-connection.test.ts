// The listening server: connections, slow phones, and a stop that loses nothing.

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_TIMES } from '../../server/http/request-time.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, countRows, freshId, openTestApp, rowsOf, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
}, startTimeoutMs);

afterAll(async () => {
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function listening(): Promise<TestApp & { port: number }> {
  const test = await openTestApp(await databases.fresh(), folder);
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  const address = test.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { ...test, port: address.port };
}

async function dial(
  port: number,
): Promise<{ socket: Socket; text: () => string; until: (text: RegExp) => Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  await once(socket, 'connect');
  const until = async (pattern: RegExp) => {
    while (!pattern.test(received)) await once(socket, 'data');
  };
  return { socket, text: () => received, until };
}

function put(body: string, length = Buffer.byteLength(body)): string {
  const head = [`PUT /api/applications/${freshId()} HTTP/1.1`, 'Host: x', 'Content-Type: application/json'];
  return `${head.join('\r\n')}\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

describe('the listening server', () => {
  it('waits for a phone that sends an application of 128 kB at a kilobyte a second', async () => {
    const { app, close } = await listening();
    expect(app.server.requestTimeout).toBe(0);
    expect(REQUEST_TIMES.wholeMs).toBeGreaterThanOrEqual(180_000);
    expect(app.server.headersTimeout).toBeLessThanOrEqual(30_000);
    await close();
  });

  it('answers bytes that are not HTTP with a problem and hangs up', async () => {
    const { port, close } = await listening();
    const { socket, text } = await dial(port);
    socket.write('GIB MIR ALLES\r\n\r\n');
    await once(socket, 'close');
    expect(text()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json\r\n/);
    expect(JSON.parse(text().split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: 'malformed-request',
      status: 400,
    });
    await close();
  });

  it('answers with a problem what Node would answer in its own words', async () => {
    const { port, close } = await listening();
    const cases: [string, number, string][] = [
      ['GET /api/operator HTTP/1.1', 400, 'malformed-request'],
      ['GET /api/operator HTTP/1.1\r\nHost: x\r\nExpect: tea', 417, 'malformed-request'],
      ['GET / HTTP/1.1\r\nHost: x\r\nExpect: tea', 417, 'malformed-request'],
      ['CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443', 405, 'method-not-allowed'],
      [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(70_000)}`, 431, 'malformed-request'],
    ];
    for (const [head, status, code] of cases) {
      const { socket, text } = await dial(port);
      socket.write(`${head}\r\nConnection: close\r\n\r\n`);
      await once(socket, 'close');
      const [lines = '', body = ''] = text().split('\r\n\r\n');
      expect(lines).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(lines).toMatch(/^content-type: application\/problem\+json\b/im);
      expect(lines).toMatch(/^content-security-policy: /im);
      expect(JSON.parse(body)).toMatchObject({ code, status, title: expect.stringMatching(/\w{3}/) });
    }
    // What it expects can be kept, and an older HTTP has no Host.
    const asking = await dial(port);
    const [head = '', body = ''] = put(JSON.stringify(anApplication())).split('\r\n\r\n');
    asking.socket.write(`${head}\r\nExpect: 100-continue\r\n\r\n`);
    await asking.until(/^HTTP\/1\.1 100 Continue/);
    asking.socket.write(body);
    await asking.until(/HTTP\/1\.1 201 Created[\s\S]*"receipt"/);
    asking.socket.destroy();
    const old = await dial(port);
    old.socket.write('GET /api/operator HTTP/1.0\r\n\r\n');
    await once(old.socket, 'close');
    expect(old.text()).toMatch(/^HTTP\/1\.1 200 OK/);
    await close();
  });

  it('takes an application byte by byte', async () => {
    const { port, pool, close } = await listening();
    const { socket, until } = await dial(port);
    const message = Buffer.from(put(JSON.stringify(anApplication())));
    for (let start = 0; start < message.length; start += 97) {
      socket.write(message.subarray(start, start + 97));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(/HTTP\/1\.1 201 Created[\s\S]*"receipt"/);
    expect(await countRows(pool)).toEqual(rowsOf(1));
    socket.destroy();
    await close();
  });

  it('stores nothing of a phone that vanishes in the middle', async () => {
    const { port, appPool, app, close } = await listening();
    const { socket } = await dial(port);
    const body = JSON.stringify(anApplication());
    socket.write(put(body.slice(0, 200), Buffer.byteLength(body)));
    await once(app.server, 'request');
    socket.destroy();
    await close();
    const { pool: again, close: closeAgain } = await openTestApp(await databases.fresh(), folder);
    expect(appPool.ended).toBe(true);
    expect(await countRows(again)).toEqual(rowsOf(0));
    await closeAgain();
  });
});

describe('a stop', () => {
  it('lets what has begun finish, and until then sends new connections away with 503 and Retry-After', async () => {
    const { port, app, close } = await listening();
    const begun = await dial(port);
    const body = JSON.stringify(anApplication());
    const message = put(body);
    begun.socket.write(message.slice(0, -100));
    await once(app.server, 'request');

    const stopping = app.endOrderly().then(close);
    for (const path of ['/api/operator', '/api/ready', '/api/health', '/']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      expect([path, answer.status, answer.headers.get('connection')]).toEqual([path, 503, 'close']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
    }

    begun.socket.write(message.slice(-100));
    await begun.until(/"receipt"/);
    expect(begun.text()).toMatch(/^HTTP\/1\.1 201 Created/);
    expect(begun.text().toLowerCase()).toContain('connection: close');
    await stopping;
    await expect(dial(port)).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });

  it('answers a request on an open connection with 503, Retry-After and goodbye', async () => {
    const { port, app, close } = await listening();
    const { socket, text, until } = await dial(port);
    const body = JSON.stringify(anApplication());
    const message = put(body);
    // The second request waits behind the first on the same connection, so it is read after the stop began.
    socket.write(message.slice(0, -100));
    await once(app.server, 'request');
    const stopping = app.endOrderly().then(close);
    const second = put(JSON.stringify(anApplication()));
    socket.write(`${message.slice(-100)}${second}`);
    await until(/"receipt"/);
    await once(socket, 'close');
    await stopping;
    const answers = text().split(/(?=HTTP\/1\.1 )/);
    expect(answers[0]).toMatch(/^HTTP\/1\.1 201/);
    // Either the connection was closed after the first, or the second was refused politely; never anything else.
    for (const answer of answers.slice(1)) {
      expect(answer).toMatch(/^HTTP\/1\.1 503/);
      expect(answer.toLowerCase()).toMatch(/retry-after: \d+/);
    }
  });
});
