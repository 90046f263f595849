// 405 with Allow (RFC 9110 § 15.5.6) for each path of the API that is asked by a method that it does not know.

import { sendProblem } from './problem-reply.ts';
import type { App } from './valibot-provider.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the API: what must have a test can be counted by it. */
    methodsByPath: MethodsByPath;
  }
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

export type MethodsByPath = ReadonlyMap<string, ReadonlySet<string>>;

/** Fills itself while the routes are registered. */
export function collectMethods(app: App): MethodsByPath {
  const methods = new Map<string, Set<string>>();
  app.decorate('methodsByPath', methods);
  app.addHook('onRoute', ({ url, method, handler }) => {
    if (handler === unreachable) return;
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  return methods;
}

function unreachable(): never {
  throw new Error('Answered before');
}

/** After the last route of the API, before the route that answers every path. */
export function addMethodNotAllowed(app: App, collected: MethodsByPath): void {
  for (const [url, known] of collected) {
    const allow = METHODS.filter((method) => known.has(method)).join(', ');
    app.route({
      method: METHODS.filter((method) => !known.has(method)),
      url,
      schema: { hide: true },
      // Before the body is read: what it holds does not matter.
      onRequest: (request, reply) => {
        sendProblem(request, reply.header('allow', allow), 'method-not-allowed');
      },
      handler: unreachable,
    });
  }
}
