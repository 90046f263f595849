// The end of the HTTP server: what is under way is finished, what comes after is told to go elsewhere, and only then
// does the server stop listening. A phone that finds no listener cannot tell a restart from a lost network; one that gets
// 503 with Retry-After can, and does not come back at once.
//
//   open ──endOrderly──▶ ending (503, Retry-After, connection: close) ──what was under way has ended──▶ app.close()
//
// How long that may take is the caller's to bound: closing all connections ends what is under way too. Not a hook of
// Fastify's, because those are given ten seconds and then the process is taken for broken.

import { sendProblem } from './problem-reply.ts';
import type { App } from './valibot-provider.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** From now on refuses what is new. Resolves when what was under way has ended, answered or broken off. */
    endOrderly: () => Promise<void>;
    /** What a route holds back on purpose is let go when the end begins. */
    onEnding: (letGo: () => void) => void;
  }
}

/** Before any other hook and route. */
export function addOrderlyEnd(app: App): void {
  let isEnding = false;
  let underWay = 0;
  const listeners: (() => void)[] = [];
  const finished = Promise.withResolvers<void>();

  const begin = () => {
    isEnding = true;
    for (const letGo of listeners) letGo();
    if (underWay === 0) finished.resolve();
  };
  app.decorate('onEnding', (letGo) => {
    listeners.push(letGo);
  });
  app.decorate('endOrderly', () => {
    begin();
    return finished.promise;
  });
  app.addHook('preClose', async () => begin());
  app.addHook('onRequest', async (request, reply) => {
    if (isEnding) return sendProblem(request, reply, 'unavailable');
    underWay += 1;
    // Unlike the hook onResponse this comes also where the connection breaks before the body is complete.
    reply.raw.once('close', () => {
      underWay -= 1;
      if (isEnding && underWay === 0) finished.resolve();
    });
    return undefined;
  });
  app.addHook('onSend', async (_, reply) => {
    if (isEnding) reply.header('connection', 'close');
  });
}
