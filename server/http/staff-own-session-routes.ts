// /api/staff/sessions…: where an officer is signed in, and the end of one such session or of all others.

import * as v from 'valibot';
import { ACCESS_PATHS, ownSessionsSchema } from '../../src/domain/wire-access.ts';
import { endOtherSessions, endOwnSession, listSessions } from '../identity/own-sessions.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_OWN_SESSION, EXAMPLE_SESSION_ID } from './access-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const sessionParams = v.object({ sessionId: uuidv7Param('The session’s id.', EXAMPLE_SESSION_ID) });

export function addStaffOwnSessionRoutes(app: App, { database, now }: Services): void {
  app.get(
    ACCESS_PATHS.sessions,
    {
      schema: {
        operationId: 'listSessions',
        tags: ['staff'],
        summary: 'List one’s sessions',
        description: 'Where the account is signed in now; this session first, then the last used.',
        security,
        response: {
          200: v.pipe(
            ownSessionsSchema,
            v.description('The sessions.'),
            v.examples([{ sessions: [EXAMPLE_OWN_SESSION] }]),
          ),
        },
      },
      config: { permission: 'signed-in' },
    },
    async (request) => {
      const { officer, sessionId } = staffOf(request);
      return { sessions: await listSessions(database, officer, sessionId, now()) };
    },
  );
  app.delete(
    ACCESS_PATHS.sessions,
    {
      schema: {
        operationId: 'endOtherSessions',
        tags: ['staff'],
        summary: 'End all one’s other sessions',
        description: 'All but the one that asks.',
        security,
        response: { 204: v.pipe(v.null(), v.description('Ended.')) },
      },
      config: { permission: 'signed-in', proof: 'fresh', problems: ['forbidden'] },
    },
    async (request, reply) => {
      const { officer, sessionId } = staffOf(request);
      await endOtherSessions(database, officer, sessionId, now());
      return reply.code(204).send(null);
    },
  );
  app.delete(
    ACCESS_PATHS.session,
    {
      schema: {
        operationId: 'endSession',
        tags: ['staff'],
        summary: 'End a session of one’s own',
        description: 'The very next request of that session is answered with 401.',
        security,
        params: sessionParams,
        response: { 204: v.pipe(v.null(), v.description('Ended.')) },
      },
      config: {
        permission: 'signed-in',
        proof: 'fresh',
        problems: ['malformed-id', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const isEnded = await endOwnSession(database, officer, request.params.sessionId, now());
      return isEnded ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
}
