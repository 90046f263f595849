// /api/staff/session/passkey and /api/staff/passkeys…: signing in with a passkey, and keeping one's own. What a proof is worth is
// judged in server/identity; here it only becomes HTTP.

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { deviceFamily } from '../../src/domain/staff-device.ts';
import {
  ACCESS_PATHS,
  assertionSchema,
  challengeSchema,
  newPasskeySchema,
  passkeyNameSchema,
  passkeySchema,
  passkeysSchema,
} from '../../src/domain/wire-access.ts';
import { staffSessionSchema } from '../../src/domain/wire-staff.ts';
import { offerRegistration, registerPasskey } from '../identity/passkey-registration.ts';
import { offerSignIn, signInWithPasskey } from '../identity/passkey-sign-in.ts';
import { listPasskeys, removePasskey, renamePasskey } from '../identity/passkeys.ts';
import { relyingParty } from '../identity/relying-party.ts';
import type { Services } from '../services.ts';
import {
  EXAMPLE_ASSERTION,
  EXAMPLE_CHALLENGE,
  EXAMPLE_NEW_PASSKEY,
  EXAMPLE_PASSKEY,
  EXAMPLE_PASSKEY_ID,
} from './access-examples.ts';
import { EXAMPLE_STAFF_SESSION } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { createSignInPace } from './sign-in-pace.ts';
import { giveSession, SESSION_COOKIE, staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

/** An attestation with the longest key and certificates that authenticators are known to send. */
export const PROOF_MAX_BYTES = 64 * 1024;

const security = [{ staffSession: [] }];
const passkeyParams = v.object({ passkeyId: uuidv7Param('The passkey’s id.', EXAMPLE_PASSKEY_ID) });
const passkeyAnswer = (description: string) =>
  v.pipe(passkeySchema, v.description(description), v.examples([EXAMPLE_PASSKEY]));
export const challengeAnswer = v.pipe(
  challengeSchema,
  v.description('What the browser’s WebAuthn is called with.'),
  v.examples([EXAMPLE_CHALLENGE]),
);

export function addStaffPasskeyRoutes(app: App, services: Services): void {
  addSignIn(app, services);
  addRegistration(app, services);
  addKeeping(app, services);
}

export function deviceOf(request: FastifyRequest) {
  return deviceFamily(request.headers['user-agent']);
}

function addSignIn(app: App, services: Services): void {
  const { config, database, now } = services;
  const party = relyingParty(config);
  const pace = createSignInPace(now);
  app.post(
    ACCESS_PATHS.signInChallenge,
    {
      schema: {
        operationId: 'offerPasskeySignIn',
        tags: ['staff'],
        summary: 'Ask for a challenge to sign in with a passkey',
        description:
          'Works once, for a short time. Names nobody: the authenticator knows whose passkeys it has.',
        response: { 201: challengeAnswer },
      },
      config: { permission: 'anyone', problems: ['forbidden', 'too-many-requests'] },
    },
    async (request, reply) => {
      if (!pace.take()) return sendProblem(request, reply, 'too-many-requests');
      return reply.code(201).send({ ...(await offerSignIn(database, party, now())) });
    },
  );
  app.post(
    ACCESS_PATHS.passkeySession,
    {
      bodyLimit: PROOF_MAX_BYTES,
      schema: {
        operationId: 'signInWithPasskey',
        tags: ['staff'],
        summary: 'Sign in with a passkey',
        description: `What the authenticator answered to the challenge. The answer sets the cookie \`${SESSION_COOKIE}\`. Why a passkey is
refused (unknown, removed, copied, of a closed account) is not said.`,
        body: v.pipe(assertionSchema, v.examples([EXAMPLE_ASSERTION])),
        response: {
          201: v.pipe(staffSessionSchema, v.description('Signed in.'), v.examples([EXAMPLE_STAFF_SESSION])),
        },
      },
      config: {
        permission: 'anyone',
        takesBody: true,
        problems: ['malformed-request', 'forbidden', 'passkey-not-valid'],
      },
    },
    async (request, reply) => {
      const signedIn = await signInWithPasskey(database, party, request.body, deviceOf(request), now());
      if (!signedIn.ok) return sendProblem(request, reply, 'passkey-not-valid');
      await giveSession(services, request, reply, signedIn);
      return reply.code(201).send(signedIn.session);
    },
  );
}

function addRegistration(app: App, { config, database, now }: Services): void {
  const party = relyingParty(config);
  app.post(
    ACCESS_PATHS.passkeyChallenge,
    {
      schema: {
        operationId: 'offerPasskey',
        tags: ['staff'],
        summary: 'Ask for a challenge to make a passkey',
        description: 'For the account that is signed in, once, for a short time.',
        security,
        response: { 201: challengeAnswer },
      },
      config: { permission: 'signed-in', proof: 'fresh', problems: ['forbidden'] },
    },
    async (request, reply) => {
      const offer = await offerRegistration(database, party, staffOf(request).officer, now());
      return reply.code(201).send({ ...offer });
    },
  );
  app.post(
    ACCESS_PATHS.passkeys,
    {
      bodyLimit: PROOF_MAX_BYTES,
      schema: {
        operationId: 'addPasskey',
        tags: ['staff'],
        summary: 'Add a passkey to one’s account',
        description:
          'What the authenticator answered to the challenge, and a name by which its owner knows it.',
        security,
        body: v.pipe(newPasskeySchema, v.examples([EXAMPLE_NEW_PASSKEY])),
        response: { 201: passkeyAnswer('Added.') },
      },
      config: {
        permission: 'signed-in',
        proof: 'fresh',
        takesBody: true,
        problems: ['malformed-request', 'forbidden', 'passkey-not-valid', 'too-many-passkeys'],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const added = await registerPasskey(database, party, officer, request.body, now());
      if (!added.ok) return sendProblem(request, reply, added.code);
      return reply.code(201).send(added.passkey);
    },
  );
}

function addKeeping(app: App, { database, now }: Services): void {
  app.get(
    ACCESS_PATHS.passkeys,
    {
      schema: {
        operationId: 'listPasskeys',
        tags: ['staff'],
        summary: 'List one’s passkeys',
        description: 'Of the account that is signed in, the oldest first.',
        security,
        response: {
          200: v.pipe(
            passkeysSchema,
            v.description('The passkeys.'),
            v.examples([{ passkeys: [EXAMPLE_PASSKEY] }]),
          ),
        },
      },
      config: { permission: 'signed-in' },
    },
    async (request) => ({ passkeys: await listPasskeys(database, staffOf(request).officer) }),
  );
  app.put(
    ACCESS_PATHS.passkey,
    {
      schema: {
        operationId: 'renamePasskey',
        tags: ['staff'],
        summary: 'Rename a passkey of one’s own',
        description: 'Only the name by which its owner knows it.',
        security,
        params: passkeyParams,
        body: v.pipe(passkeyNameSchema, v.examples([{ name: EXAMPLE_PASSKEY.name }])),
        response: { 200: passkeyAnswer('Renamed.') },
      },
      config: {
        permission: 'signed-in',
        takesBody: true,
        problems: ['malformed-id', 'malformed-request', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const wanted = { ...request.params, ...request.body };
      const renamed = await renamePasskey(database, staffOf(request).officer, wanted, now());
      return renamed ?? sendProblem(request, reply, 'not-found');
    },
  );
  app.delete(
    ACCESS_PATHS.passkey,
    {
      schema: {
        operationId: 'removePasskey',
        tags: ['staff'],
        summary: 'Remove a passkey of one’s own',
        description: 'Never the last one: nobody locks themselves out.',
        security,
        params: passkeyParams,
        response: { 204: v.pipe(v.null(), v.description('Removed.')) },
      },
      config: {
        permission: 'signed-in',
        proof: 'fresh',
        problems: ['malformed-id', 'forbidden', 'not-found', 'last-passkey'],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const removed = await removePasskey(database, officer, request.params.passkeyId, now());
      return removed.ok ? reply.code(204).send(null) : sendProblem(request, reply, removed.code);
    },
  );
}
