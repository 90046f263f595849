import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRequestTimes } from './request-time.ts';

let app: FastifyInstance;
let port: number;
/** Bytes of bodies that have come. */
let received: number;
/** What waits for its time, by how long. */
let waiting: { ms: number; act: () => void }[];
let socket: Socket;

beforeEach(async () => {
  received = 0;
  waiting = [];
  app = fastify({
    requestTimeout: 0,
    clientErrorHandler: ({ code }, broken) => void broken.end(`HTTP/1.1 408 x\r\n\r\n${code}`),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  addRequestTimes(app, {
    wholeMs: 240,
    windowMs: 120,
    windowBytes: 10,
    after: (ms, act) => {
      const one = { ms, act };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  });
  for (const [url, takesFile] of [
    ['/file', true],
    ['/text', false],
  ] as const) {
    app.put(url, { config: { takesFile } }, async (request) => {
      for await (const piece of request.raw) received += piece.length;
      return 'whole';
    });
  }
  app.get('/', async () => 'nothing');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterEach(async () => {
  socket.destroy();
  await app.close();
});

/** Begins a body of 60 bytes, and waits until the server has seen it begin. @returns what is answered, as it comes */
async function begin(head: string): Promise<() => string> {
  let answer = '';
  socket = connect(port, '127.0.0.1');
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  socket.write(`${head} HTTP/1.1\r\nhost: x\r\ncontent-type: a/b\r\ncontent-length: 60\r\n\r\n`);
  await until(() => waiting.length === 1);
  return () => answer;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 2_000) expect.fail('it did not come to that');
    await pause(2);
  }
}

async function send(bytes: number): Promise<void> {
  const before = received;
  socket.write('x'.repeat(bytes));
  await until(() => received === before + bytes);
}

/** The time of what waits has come. */
function pass(): void {
  for (const { act } of waiting.splice(0)) act();
}

it('T2: a file may take as long as it makes progress', async () => {
  const answer = await begin('PUT /file');
  for (let window = 0; window < 4; window++) {
    await send(12);
    expect(waiting.map(({ ms }) => ms)).toEqual([120]);
    pass();
  }
  await send(12);
  await until(() => answer().endsWith('whole'));
  expect(waiting).toEqual([]);
});

it('T2, T3: a file of which too little comes is told so', async () => {
  const answer = await begin('PUT /file');
  await send(12);
  pass();
  await send(9);
  pass();
  await until(() => answer().startsWith('HTTP/1.1 408'));
  expect(answer()).toContain('ERR_HTTP_REQUEST_TIMEOUT');
});

it('T1, T3: any other body comes in its time, however steadily', async () => {
  const answer = await begin('PUT /text');
  await send(40);
  expect(waiting.map(({ ms }) => ms)).toEqual([240]);
  pass();
  await until(() => answer().startsWith('HTTP/1.1 408'));
});

it('a request without a body waits for nothing', async () => {
  socket = connect(port, '127.0.0.1');
  expect((await app.inject('/')).body).toBe('nothing');
  expect(waiting).toEqual([]);
});
