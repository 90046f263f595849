// How long the body of a request may take to come. Node's own limit is one for the whole server and for the whole request;
// here a route can say that its body is a file, which is as slow as its line.
//
//   T1  A body comes whole within four minutes: an application of 128 kB at 1 kB/s takes more than two.
//   T2  A file (`takesFile`) may take as long as it makes progress: in any two minutes at least what the slowest line that we
//       serve brings in half of one. Only where a session was asked for before: nobody else holds a connection for hours.
//   T3  What is too slow is told so (408), as Node does it, and its connection ends.

import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** T2. */
    takesFile?: boolean;
  }
}

export interface RequestTimes {
  /** T1. */
  wholeMs: number;
  /** T2. */
  windowMs: number;
  windowBytes: number;
  /** Calls back after a while. @returns a function that calls it off */
  after: (ms: number, act: () => void) => () => void;
}

export const REQUEST_TIMES: RequestTimes = {
  wholeMs: 240_000,
  windowMs: 120_000,
  windowBytes: 32 * 1024,
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    // What is under way is awaited by the end of the server (orderly-end.ts), not by this.
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Before any route. The server's own limit (`requestTimeout`) must be off. */
export function addRequestTimes(
  app: Pick<FastifyInstance, 'addHook' | 'server'>,
  times: RequestTimes = REQUEST_TIMES,
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!hasBody(request)) return;
    const { raw } = request;
    const expire = (): void => {
      app.server.emit('clientError', new RequestTooSlow(), raw.socket);
    };
    let callOff = (): void => undefined;
    const watch = (): void => {
      const before = received(raw.socket);
      callOff = times.after(times.windowMs, () => {
        if (received(raw.socket) - before < times.windowBytes) expire();
        else watch();
      });
    };
    if (request.routeOptions.config.takesFile) watch();
    else callOff = times.after(times.wholeMs, expire);
    // Comes when the body was read to its end, and when the connection breaks.
    raw.once('close', () => callOff());
    // One that was made up in a test, whose body nobody has read, never closes.
    if (raw.socket.bytesRead === undefined) reply.raw.once('finish', () => callOff());
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}

/** A request that was made up in a test has a socket that counts nothing. */
function received(socket: Pick<Socket, 'bytesRead'>): number {
  return socket.bytesRead ?? 0;
}

class RequestTooSlow extends Error {
  override readonly name = 'RequestTooSlow';
  /** As Node calls its own (client-error.ts). */
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
  constructor() {
    super('The body of a request came too slowly');
  }
}
