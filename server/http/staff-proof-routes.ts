// /api/staff/session/proof…: proving anew who one is, by a passkey; the way through the identity provider is staff-oidc-routes.ts's.
// What a proof is worth is judged in server/identity; here it only becomes HTTP.

import * as v from 'valibot';
import { ACCESS_PATHS, assertionSchema, proofStateSchema } from '../../src/domain/wire-access.ts';
import { isFresh, offerProof, proveByPasskey } from '../identity/fresh-proof.ts';
import { relyingParty } from '../identity/relying-party.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ASSERTION } from './access-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { challengeAnswer, PROOF_MAX_BYTES } from './staff-passkey-routes.ts';
import { SESSION_COOKIE, setSession, staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];

export function addStaffProofRoutes(app: App, services: Services): void {
  addState(app, services);
  addProving(app, services);
}

function addState(app: App, { config, now }: Services): void {
  app.get(
    ACCESS_PATHS.proof,
    {
      schema: {
        operationId: 'readProof',
        tags: ['staff'],
        summary: 'Is the last proof young enough?',
        description: 'For what is refused with `proof-needed` otherwise; and by what it can be given anew.',
        security,
        response: {
          200: v.pipe(
            proofStateSchema,
            v.description('How it stands.'),
            v.examples([{ isFresh: false, ways: ['passkey'], provider: null }]),
          ),
        },
      },
      config: { permission: 'signed-in' },
    },
    async (request) => {
      const { lastProof } = staffOf(request);
      const provider = lastProof.ways.includes('provider') ? (config.oidc?.name ?? null) : null;
      return { isFresh: isFresh(lastProof, config.freshProofMs, now()), ways: [...lastProof.ways], provider };
    },
  );
}

function addProving(app: App, { config, database, now }: Services): void {
  const party = relyingParty(config);
  app.post(
    ACCESS_PATHS.proofChallenge,
    {
      schema: {
        operationId: 'offerProof',
        tags: ['staff'],
        summary: 'Ask for a challenge to prove anew who one is',
        description: 'For the passkeys of the account that is signed in, once, for a short time.',
        security,
        response: { 201: challengeAnswer },
      },
      config: { permission: 'signed-in', problems: ['forbidden'] },
    },
    async (request, reply) => {
      const offer = await offerProof(database, party, staffOf(request).officer.accountId, now());
      return reply.code(201).send({ ...offer });
    },
  );
  app.post(
    ACCESS_PATHS.proof,
    {
      bodyLimit: PROOF_MAX_BYTES,
      schema: {
        operationId: 'proveAnew',
        tags: ['staff'],
        summary: 'Prove anew who one is',
        description: `What the authenticator answered to the challenge. The cookie \`${SESSION_COOKIE}\` is another one from then on.`,
        security,
        body: v.pipe(assertionSchema, v.examples([EXAMPLE_ASSERTION])),
        response: { 204: v.pipe(v.null(), v.description('Proven.')) },
      },
      config: {
        permission: 'signed-in',
        takesBody: true,
        problems: ['malformed-request', 'forbidden', 'passkey-not-valid'],
      },
    },
    async (request, reply) => {
      const { officer, sessionId } = staffOf(request);
      const whose = { accountId: officer.accountId, sessionId };
      const renewed = await proveByPasskey(database, party, whose, request.body, now());
      if (!renewed) return sendProblem(request, reply, 'passkey-not-valid');
      setSession(reply, renewed);
      return reply.code(204).send(null);
    },
  );
}
