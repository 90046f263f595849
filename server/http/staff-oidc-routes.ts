// /api/staff/sign-in-ways and /api/staff/oidc/…: what the sign-in page offers, and the way through the operator's identity provider.
// A browser comes and goes by redirects, so what went wrong is told to the sign-in page in its fragment.
//
// Invariants: 1. The browser that comes back is the one that went (a cookie holds the state): nobody is signed in to somebody else's
// account by a link. 2. A state works once, and proves anew only the session that it was begun for. 3. Why the provider's word was not enough is told in a word, its answer never.

import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  ACCESS_PATHS,
  PROOF_FRAGMENT,
  PROVIDER_TROUBLE_FRAGMENT,
  type ProofOutcome,
  type ProviderTrouble,
  signInWaysSchema,
} from '../../src/domain/wire-access.ts';
import { judgeAuthentication } from '../identity/authentication-demands.ts';
import type { BegunSession } from '../identity/begin-session.ts';
import { proveByProvider } from '../identity/fresh-proof.ts';
import {
  createIdentityProvider,
  type IdentityProvider,
  type ProvidedClaims,
} from '../identity/identity-provider.ts';
import { keepFlow, type RedeemedFlow, redeemFlow } from '../identity/oidc-flows.ts';
import { entitlementOf, signInProvided } from '../identity/provided-account.ts';
import { readSession } from '../identity/sessions.ts';
import type { Services } from '../services.ts';
import { sendProblem } from './problem-reply.ts';
import { createSignInPace } from './sign-in-pace.ts';
import { deviceOf } from './staff-passkey-routes.ts';
import {
  COOKIE_OPTIONS,
  endEarlierSession,
  giveSession,
  SESSION_COOKIE,
  setSession,
} from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const FLOW_COOKIE = '__Host-kopru-oidc';
/** Lax: the provider's site sends the browser back, with a navigation. */
const FLOW_COOKIE_OPTIONS = { ...COOKIE_OPTIONS, sameSite: 'lax' } as const;
const CONSOLE = '/staff.html';

const startQuery = v.looseObject({
  purpose: v.optional(
    v.pipe(v.literal('proof'), v.description('To prove anew who one is, in the session that is there.')),
  ),
});
const callbackQuery = v.looseObject({ state: v.optional(v.pipe(v.string(), v.maxLength(500))) });
const redirect = (description: string) => ({ 302: v.pipe(v.null(), v.description(description)) });

export function addStaffOidcRoutes(app: App, services: Services): void {
  const { config } = services;
  const provider =
    config.oidc && createIdentityProvider(config.oidc, config.staffOrigin + ACCESS_PATHS.oidcCallback);
  app.get(
    ACCESS_PATHS.signInWays,
    {
      schema: {
        operationId: 'readSignInWays',
        tags: ['staff'],
        summary: 'How can one sign in?',
        description:
          'The identity provider of the operator, where there is one, beside passkeys and invitations.',
        response: {
          200: v.pipe(
            signInWaysSchema,
            v.description('The ways.'),
            v.examples([{ provider: 'Örnek Kurum Girişi' }]),
          ),
        },
      },
      config: { permission: 'anyone' },
    },
    async () => ({ provider: config.oidc?.name ?? null }),
  );
  addStart(app, services, provider);
  addCallback(app, services, provider);
}

function addStart(app: App, services: Services, provider: IdentityProvider | undefined): void {
  const { database, now, log } = services;
  const pace = createSignInPace(now);
  app.get(
    ACCESS_PATHS.oidcStart,
    {
      schema: {
        operationId: 'startProviderSignIn',
        tags: ['staff'],
        summary: 'Go to the identity provider',
        description: 'OpenID Connect: authorization code with PKCE, state and nonce.',
        querystring: startQuery,
        response: redirect('To the provider, or back to the sign-in page where it cannot be reached.'),
      },
      config: { permission: 'anyone', problems: ['malformed-request', 'not-found'] },
    },
    async (request, reply) => {
      if (!provider) return sendProblem(request, reply, 'not-found');
      const isProof = request.query.purpose === 'proof';
      const sessionId = isProof ? await sessionOf(services, request) : undefined;
      if (isProof && sessionId === undefined) return reply.redirect(CONSOLE, 302);
      if (!pace.take()) return backWith(reply, 'away', isProof);
      try {
        const { url, ...flow } = await provider.begin(isProof);
        await keepFlow(database, flow, sessionId, now());
        // Here and not on the way back, where a browser that comes from elsewhere does not bring it.
        if (!isProof) await endEarlierSession(services, request);
        return reply.setCookie(FLOW_COOKIE, flow.state, FLOW_COOKIE_OPTIONS).redirect(url, 302);
      } catch (err) {
        log.warn({ event: 'identity-provider-away', err }, 'The identity provider cannot be reached');
        return backWith(reply, 'away', isProof);
      }
    },
  );
}

async function sessionOf(
  { database, now }: Services,
  { cookies }: FastifyRequest,
): Promise<string | undefined> {
  const token = cookies[SESSION_COOKIE];
  return token === undefined ? undefined : (await readSession(database, token, now()))?.sessionId;
}

function addCallback(app: App, services: Services, provider: IdentityProvider | undefined): void {
  app.get(
    ACCESS_PATHS.oidcCallback,
    {
      schema: {
        operationId: 'finishProviderSignIn',
        tags: ['staff'],
        summary: 'Come back from the identity provider',
        description: `The provider sends browsers here. Signs in by the cookie \`${SESSION_COOKIE}\`, or tells the sign-in page why not.`,
        querystring: callbackQuery,
        response: redirect('To the console.'),
      },
      config: { permission: 'anyone', problems: ['malformed-request', 'not-found'] },
    },
    async (request, reply) => {
      if (!provider) return sendProblem(request, reply, 'not-found');
      reply.clearCookie(FLOW_COOKIE, FLOW_COOKIE_OPTIONS);
      const outcome = await finish(services, provider, request, request.query.state);
      if (!outcome.ok) return backWith(reply, outcome.trouble, outcome.isProof);
      if (outcome.isProof) {
        setSession(reply, outcome);
        return toProof(reply, 'done');
      }
      await giveSession(services, request, reply, outcome);
      return reply.redirect(CONSOLE, 302);
    },
  );
}

type Finished = { isProof: boolean } & (
  | ({ ok: true } & BegunSession)
  | { ok: false; trouble: ProviderTrouble }
);

async function finish(
  services: Services,
  provider: IdentityProvider,
  request: FastifyRequest,
  state: string | undefined,
): Promise<Finished> {
  const { database, now, log } = services;
  const isSameBrowser = state !== undefined && request.cookies[FLOW_COOKIE] === state;
  const flow = isSameBrowser ? await redeemFlow(database, state, now()) : undefined;
  if (!flow) return { ok: false, trouble: 'refused', isProof: false };
  const isProof = flow.sessionId !== undefined;
  const provided = await provider.finish(request.url.split('?')[1] ?? '', flow).catch((err: unknown) => {
    log.warn({ event: 'identity-provider-refused', err }, 'The identity provider’s answer was refused');
    return undefined;
  });
  if (!provided) return { ok: false, trouble: 'refused', isProof };
  if (!isAsDemanded(services, provided, flow)) return { ok: false, trouble: 'too-weak', isProof };
  const begun = await begin(services, provided, flow, request);
  return begun ? { ok: true, isProof, ...begun } : { ok: false, trouble: 'not-entitled', isProof };
}

function isAsDemanded(
  { config, now, log }: Services,
  { claims }: ProvidedClaims,
  { begunMs, sessionId }: RedeemedFlow,
): boolean {
  if (!config.oidc) return false;
  const moment = { nowMs: now(), begunMs: sessionId === undefined ? undefined : begunMs };
  const fault = judgeAuthentication(claims, config.oidc.demands, moment);
  if (fault)
    log.warn(
      { event: 'identity-provider-too-weak', code: fault },
      'The identity provider recognised too weakly',
    );
  return fault === undefined;
}

async function begin(
  { config, database, now }: Services,
  provided: ProvidedClaims,
  { sessionId }: RedeemedFlow,
  request: FastifyRequest,
): Promise<BegunSession | undefined> {
  if (sessionId !== undefined) return proveByProvider(database, sessionId, provided, now());
  const entitled = config.oidc && entitlementOf(provided.claims, config.oidc);
  return entitled && signInProvided(database, provided, entitled, deviceOf(request), now());
}

function backWith(reply: FastifyReply, trouble: ProviderTrouble, isProof: boolean): FastifyReply {
  if (isProof) return toProof(reply, trouble);
  return reply.redirect(`${CONSOLE}#${PROVIDER_TROUBLE_FRAGMENT}=${trouble}`, 302);
}

/** The window that was opened for the proof alone. */
function toProof(reply: FastifyReply, outcome: ProofOutcome): FastifyReply {
  return reply.redirect(`${CONSOLE}#${PROOF_FRAGMENT}=${outcome}`, 302);
}
