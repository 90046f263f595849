// /api/staff/session: sign in by a one-time invitation, see who is signed in, sign out.

import * as v from 'valibot';
import { STAFF_PATHS, signInSchema, staffSessionSchema } from '../../src/domain/wire-staff.ts';
import { endSession, redeemInvitation } from '../identity/sessions.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_SIGN_IN, EXAMPLE_STAFF_SESSION } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { deviceOf } from './staff-passkey-routes.ts';
import { COOKIE_OPTIONS, giveSession, SESSION_COOKIE, staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const BODY_MAX_BYTES = 4 * 1024;

export function addStaffSessionRoutes(app: App, services: Services): void {
  const { database, now } = services;
  app.post(
    STAFF_PATHS.session,
    {
      bodyLimit: BODY_MAX_BYTES,
      schema: {
        operationId: 'signIn',
        tags: ['staff'],
        summary: 'Sign in with a one-time invitation',
        description: `\`npm run staff:invite\` prints the invitation. The answer sets the cookie \`${SESSION_COOKIE}\`.`,
        body: v.pipe(signInSchema, v.examples([EXAMPLE_SIGN_IN])),
        response: {
          201: v.pipe(staffSessionSchema, v.description('Signed in.'), v.examples([EXAMPLE_STAFF_SESSION])),
        },
      },
      config: {
        permission: 'anyone',
        takesBody: true,
        problems: ['malformed-request', 'forbidden', 'invitation-not-valid'],
      },
    },
    async (request, reply) => {
      const redeemed = await redeemInvitation(database, request.body.invitation, now(), deviceOf(request));
      if (!redeemed.ok) return sendProblem(request, reply, 'invitation-not-valid');
      await giveSession(services, request, reply, redeemed);
      return reply.code(201).send(redeemed.session);
    },
  );
  app.get(
    STAFF_PATHS.session,
    {
      schema: {
        operationId: 'readSession',
        tags: ['staff'],
        summary: 'Who is signed in?',
        description: 'The officer of the session cookie.',
        security: [{ staffSession: [] }],
        response: {
          200: v.pipe(staffSessionSchema, v.description('The session.'), v.examples([EXAMPLE_STAFF_SESSION])),
        },
      },
      config: { permission: 'signed-in', problems: ['unauthenticated'] },
    },
    async (request) => staffOf(request).session,
  );
  app.delete(
    STAFF_PATHS.session,
    {
      schema: {
        operationId: 'signOut',
        tags: ['staff'],
        summary: 'Sign out',
        description: 'Ends the session on the server and removes the cookie.',
        security: [{ staffSession: [] }],
        response: { 204: v.pipe(v.null(), v.description('Signed out.')) },
      },
      config: { permission: 'signed-in', problems: ['unauthenticated', 'forbidden'] },
    },
    async (request, reply) => {
      await endSession(database, staffOf(request).token);
      return reply.clearCookie(SESSION_COOKIE, COOKIE_OPTIONS).code(204).send(null);
    },
  );
}
