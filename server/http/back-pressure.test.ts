import { setImmediate as turn } from 'node:timers/promises';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addBackPressure } from './back-pressure.ts';
import type { ApiPlugin, App, ValibotTypeProvider } from './valibot-provider.ts';

let app: App;

beforeEach(async () => {
  const server: App = fastify().withTypeProvider<ValibotTypeProvider>();
  server.decorateRequest('problemCode', null);
  server.get('/outside', async () => 'fine');
  const inside: ApiPlugin = async (scope) => {
    await addBackPressure(scope, { maxEventLoopDelayMs: 50, sampleIntervalMs: 100 });
    scope.get('/inside', async () => 'fine');
  };
  await server.register(inside);
  await server.ready();
  app = server;
});

afterEach(() => app.close());

/** Keeps the event loop from turning, as too much work does, until the next two samples have seen it. */
async function block(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    const until = performance.now() + 150;
    while (performance.now() < until) Math.sqrt(until);
    await turn();
  }
}

describe('back-pressure', () => {
  it('lets everything pass while the process keeps up', async () => {
    expect((await app.inject('/inside')).statusCode).toBe(200);
  });

  it('refuses politely when the process cannot keep up, except outside of its scope', async () => {
    await block();
    const [inside, outside] = [await app.inject('/inside'), await app.inject('/outside')];
    expect([inside.statusCode, inside.json().code]).toEqual([503, 'unavailable']);
    expect(Number(inside.headers['retry-after'])).toBeGreaterThanOrEqual(5);
    expect(Number(inside.headers['retry-after'])).toBeLessThanOrEqual(30);
    expect(outside.statusCode).toBe(200);
  });
});
