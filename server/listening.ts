// Where connections come in. Node takes one connection from a listener in each turn of its event loop, and a turn is long when many
// requests are at work: under three times what the server takes, whoever came on a new connection waited 20 s to be taken,
// while those on a kept one were answered in two. So there are several listeners on the port, and the kernel spreads what comes over them.
//
// A port that can be shared is shared with anybody of the same user, so that it is asked first whether it is free.

import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** SO_REUSEPORT spreads connections on Linux alone. */
const LISTENERS = process.platform === 'linux' ? 64 : 1;
/** Connections that wait to be taken; of one that finds no place, TCP tries again after 1, 3 and 7 seconds. */
const BACKLOG = 4_096;

interface Address {
  port: number;
  host: string;
}

/** @throws with `code`, as a socket does that cannot listen @returns the port: the system's choice where 0 was asked for */
export async function listenWith(
  app: Pick<FastifyInstance, 'addHook' | 'listen' | 'server'>,
  { port, host }: Address,
): Promise<number> {
  const more: Server[] = [];
  app.addHook('preClose', async () => {
    for (const listener of more) listener.close();
  });
  const free = await freePort({ port, host });
  const options = { port: free, host, backlog: BACKLOG, reusePort: LISTENERS > 1 };
  await app.listen({ ...options, listenTextResolver: () => 'Listening' });
  for (let count = 1; count < LISTENERS; count++) {
    // As the HTTP server makes its own.
    const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      app.server.emit('connection', socket);
    });
    more.push(listener);
    await once(listener.listen(options), 'listening');
  }
  return free;
}

async function freePort({ port, host }: Address): Promise<number> {
  const asking = createServer();
  await once(asking.listen({ port, host }), 'listening');
  const bound = asking.address();
  asking.close();
  await once(asking, 'close');
  return bound !== null && typeof bound === 'object' ? bound.port : port;
}
