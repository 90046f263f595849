import fastify from 'fastify';
import { expect, it } from 'vitest';
import { listenWith } from './listening.ts';

const host = '127.0.0.1';
const openApp = () => {
  const app = fastify({ forceCloseConnections: true });
  app.get('/', async () => 'here');
  return app;
};
const ask = async (port: number): Promise<string> => {
  const answer = await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } });
  return answer.text();
};

it('answers on every connection, whichever listener takes it, and on none after its end', async () => {
  const app = openApp();
  const port = await listenWith(app, { port: 0, host });
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(port)));
  expect(new Set(answers)).toEqual(new Set(['here']));
  await app.close();
  await expect(ask(port)).rejects.toThrow();
  // All of them have gone.
  const next = openApp();
  expect(await listenWith(next, { port, host })).toBe(port);
  await next.close();
});

it('finds a port taken that it could share', async () => {
  const [app, other] = [openApp(), openApp()];
  const port = await listenWith(app, { port: 0, host });
  await expect(listenWith(other, { port, host })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await app.close();
  await other.close();
});
