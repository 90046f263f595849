// For the machine that watches: alive (the process answers) and ready (it can accept applications now).
// Outside the back-pressure of the other routes: an overloaded server is alive, and must not be killed for it.

import { sql } from 'kysely';
import * as v from 'valibot';
import { HEALTH_PATH, READINESS_PATH } from '../../src/domain/wire.ts';
import type { Services } from '../services.ts';
import { sendProblem } from './problem-reply.ts';
import type { App } from './valibot-provider.ts';

const DATABASE_PATIENCE_MS = 2_000;

const stateSchema = (state: string, description: string) =>
  v.pipe(v.object({ state: v.literal(state) }), v.description(description), v.examples([{ state }]));

export function addHealthRoutes(app: App, { database, log }: Services): void {
  app.get(
    HEALTH_PATH,
    {
      logLevel: 'warn',
      schema: {
        operationId: 'readHealth',
        tags: ['operation'],
        summary: 'Is the process alive?',
        description: 'Answers as long as the process does. Restart it where there is no answer.',
        response: { 200: stateSchema('alive', 'It is.') },
      },
    },
    async () => ({ state: 'alive' }),
  );
  app.get(
    READINESS_PATH,
    {
      logLevel: 'warn',
      schema: {
        operationId: 'readReadiness',
        tags: ['operation'],
        summary: 'Can applications be accepted?',
        description: 'Whether the database answers and the server is not stopping. Send no traffic on 503.',
        response: { 200: stateSchema('ready', 'They can.') },
      },
      config: { problems: ['unavailable'] },
    },
    async (request, reply) => {
      const isReady = await withPatience(sql`select 1`.execute(database), (error) => {
        log.warn({ event: 'not-ready', err: error }, 'The database does not answer');
      });
      return isReady ? { state: 'ready' } : sendProblem(request, reply, 'unavailable');
    },
  );
}

async function withPatience(query: Promise<unknown>, onFailure: (error: unknown) => void): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    onFailure(new Error('No answer in time'));
    resolve(false);
  }, DATABASE_PATIENCE_MS);
  query.then(
    () => resolve(true),
    (error: unknown) => {
      onFailure(error);
      resolve(false);
    },
  );
  return promise.finally(() => clearTimeout(timer));
}
