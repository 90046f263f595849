// Stands between browser and server and misbehaves on demand: what a tunnel, a lift and a captive portal do.
// It speaks HTTP, so that a fault can be aimed at one kind of request; bytes are passed on as they are.

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault =
  /** The request reaches the server and is answered; the answer is lost. */
  | 'lose-response'
  /** The request is lost before the server sees it. */
  | 'lose-request'
  /** The server gets the request twice at once; the first answer is passed on. */
  | 'double-request'
  /** The server has no time, and says so in its own words. */
  | 'busy'
  /** A hotel's Wi-Fi answers 200 with its welcome page. */
  | 'captive-portal'
  /** The connection breaks in the middle of the body; the server has got the first `afterBytes` of it. */
  | 'cut-body';

/** Where requests wait on their way to the server. */
export interface Gate {
  /** Fulfilled when the first one waits. */
  reached: Promise<void>;
  /** Lets them all through, and those that come later. */
  open(): void;
}

export interface FaultProxy {
  url: string;
  /** While cut, every connection is reset: this is "offline". */
  isCut: boolean;
  /** The next requests whose method, and path if given, match meet these faults, in order. */
  faults: { method: string; path?: string; fault: Fault; afterBytes?: number }[];
  /** Requests seen, as "METHOD /path", in order. */
  seen: string[];
  /** What the server itself has answered, in order; status 0: the connection to it broke. */
  answers: { request: string; status: number }[];
  /** Requests that match, as "METHOD /path", wait from now on. */
  hold(pattern: RegExp): Gate;
  close(): Promise<void>;
}

/** @param targetPort port of the server on this machine */
export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  const server: Server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gates = new Set<{ pattern: RegExp; reach: () => void; opened: Promise<void> }>();
  const proxy: FaultProxy = {
    url: `http://localhost:${port}`,
    isCut: false,
    faults: [],
    seen: [],
    answers: [],
    hold: (pattern) => {
      const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
      const { promise: opened, resolve } = Promise.withResolvers<void>();
      const gate = { pattern, reach, opened };
      gates.add(gate);
      const open = (): void => {
        gates.delete(gate);
        resolve();
      };
      return { reached, open };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (proxy.isCut) return void incoming.socket.destroy();
    const method = incoming.method ?? 'GET';
    const line = `${method} ${incoming.url}`;
    proxy.seen.push(line);
    const at = proxy.faults.findIndex(
      (fault) => fault.method === method && (fault.path ?? incoming.url) === incoming.url,
    );
    const found = at < 0 ? undefined : proxy.faults.splice(at, 1)[0];
    const fault = found?.fault;
    if (fault === 'cut-body') return cutBody(incoming, found?.afterBytes ?? 0);
    const body = await readBody(incoming).catch(() => undefined);
    // The sender has ended it.
    if (!body) return;
    if (fault === 'lose-request') return void incoming.socket.destroy();
    if (fault === 'busy') {
      outgoing.writeHead(503, { 'content-type': 'application/problem+json' });
      outgoing.end(JSON.stringify({ status: 503, code: 'unavailable' }));
      return;
    }
    if (fault === 'captive-portal') {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Wi-Fi</title>');
      return;
    }
    for (const { pattern, reach, opened } of gates) {
      if (!pattern.test(line)) continue;
      reach();
      await opened;
    }
    try {
      const [answer] = await Promise.all([
        forward(incoming, body),
        fault === 'double-request' ? forward(incoming, body) : undefined,
      ]);
      if (fault === 'lose-response' || proxy.isCut) return void incoming.socket.destroy();
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      incoming.socket.destroy();
    }
  }

  async function cutBody(incoming: IncomingMessage, afterBytes: number): Promise<void> {
    const { socket } = incoming;
    const upstream = openUpstream(incoming, {});
    upstream.on('error', () => undefined);
    let passed = 0;
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        const passedOn = chunk.subarray(0, afterBytes - passed);
        await new Promise<void>((resolve) => upstream.write(passedOn, () => resolve()));
        passed += passedOn.length;
        if (passed === afterBytes) break;
      }
    } catch {
      // The sender has gone first, which is a cut as well.
    }
    upstream.destroy();
    socket.destroy();
  }

  function openUpstream(incoming: IncomingMessage, headers: Record<string, string>) {
    return request({
      host: '127.0.0.1',
      port: targetPort,
      method: incoming.method,
      path: incoming.url,
      headers: { ...incoming.headers, ...headers },
    });
  }

  async function forward(incoming: IncomingMessage, body: Buffer) {
    const said = { request: `${incoming.method} ${incoming.url}`, status: 0 };
    try {
      const upstream = openUpstream(incoming, { connection: 'close' });
      upstream.end(body);
      const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
      const { statusCode: status = 502, headers } = answer;
      const answered = { status, headers, body: await readBody(answer) };
      said.status = status;
      return answered;
    } finally {
      proxy.answers.push(said);
    }
  }

  return proxy;
}

async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
