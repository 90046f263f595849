import { setImmediate as turn } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addBackPressure } from './back-pressure.ts';
import { createDeskShare } from './desk-share.ts';
import { SESSION_COOKIE } from './staff-session.ts';
import type { ApiPlugin, App, ValibotTypeProvider } from './valibot-provider.ts';

let app: App;

beforeEach(async () => {
  const server: App = fastify().withTypeProvider<ValibotTypeProvider>();
  server.decorateRequest('problemCode', null);
  server.get('/outside', async () => 'fine');
  const inside: ApiPlugin = async (scope) => {
    const share = createDeskShare(performance.now.bind(performance));
    share.know('known');
    await addBackPressure(scope, share, { maxEventLoopDelayMs: 50, sampleIntervalMs: 100 });
    scope.get('/inside', async () => 'fine');
    scope.get('/desk', { config: { permission: 'case.read' } }, async () => 'fine');
    scope.get('/film', { config: { permission: 'case.read', answersBytes: true } }, async () => 'fine');
  };
  await server.register(fastifyCookie);
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

  it('refuses politely when the process cannot keep up, except outside of its scope and what an officer does in words', async () => {
    await block();
    const cookies = { [SESSION_COOKIE]: 'known' };
    const [inside, outside] = [await app.inject('/inside'), await app.inject('/outside')];
    const film = await app.inject({ url: '/film', cookies });
    expect([inside.statusCode, inside.json().code]).toEqual([503, 'unavailable']);
    expect(Number(inside.headers['retry-after'])).toBeGreaterThanOrEqual(5);
    expect(Number(inside.headers['retry-after'])).toBeLessThanOrEqual(30);
    expect(outside.statusCode).toBe(200);
    expect(film.statusCode).toBe(503);
    // More than there are places at a time: each is given back.
    for (let request = 0; request < 10; request++)
      expect((await app.inject({ url: '/desk', cookies })).statusCode).toBe(200);
  });
});
