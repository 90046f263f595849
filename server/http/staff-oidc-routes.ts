// /api/staff/sign-in-ways and /api/staff/oidc/…: what the sign-in page offers, and the way through the operator's identity provider.
// A browser comes and goes by redirects, so what went wrong is told to the sign-in page in its fragment.
//
// Invariants: 1. The browser that comes back is the one that went (a cookie holds the state): nobody is signed in to somebody else's
// account by a link. 2. A state works once. 3. Why the provider's word was not enough is told in a word, its answer never.

import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  ACCESS_PATHS,
  PROVIDER_TROUBLE_FRAGMENT,
  type ProviderTrouble,
  signInWaysSchema,
} from '../../src/domain/wire-access.ts';
import { createIdentityProvider, type IdentityProvider } from '../identity/identity-provider.ts';
import { keepFlow, redeemFlow } from '../identity/oidc-flows.ts';
import { entitlementOf, signInProvided } from '../identity/provided-account.ts';
import type { Services } from '../services.ts';
import { sendProblem } from './problem-reply.ts';
import { createSignInPace } from './sign-in-pace.ts';
import { deviceOf } from './staff-passkey-routes.ts';
import { COOKIE_OPTIONS, endEarlierSession, giveSession, SESSION_COOKIE } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const FLOW_COOKIE = '__Host-kopru-oidc';
/** Lax: the provider's site sends the browser back, with a navigation. */
const FLOW_COOKIE_OPTIONS = { ...COOKIE_OPTIONS, sameSite: 'lax' } as const;
const CONSOLE = '/staff.html';

const callbackQuery = v.looseObject({ state: v.optional(v.pipe(v.string(), v.maxLength(500))) });
const redirect = (description: string) => ({ 302: v.pipe(v.null(), v.description(description)) });

export function addStaffOidcRoutes(app: App, services: Services): void {
  const { config } = services;
  const provider =
    config.oidc && createIdentityProvider(config.oidc, config.publicOrigin + ACCESS_PATHS.oidcCallback);
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
        response: redirect('To the provider, or back to the sign-in page where it cannot be reached.'),
      },
      config: { permission: 'anyone', problems: ['not-found'] },
    },
    async (request, reply) => {
      if (!provider) return sendProblem(request, reply, 'not-found');
      if (!pace.take()) return backWith(reply, 'away');
      try {
        const { url, ...flow } = await provider.begin();
        await keepFlow(database, flow, now());
        // Here and not on the way back, where a browser that comes from elsewhere does not bring it.
        await endEarlierSession(services, request);
        return reply.setCookie(FLOW_COOKIE, flow.state, FLOW_COOKIE_OPTIONS).redirect(url, 302);
      } catch (err) {
        log.warn({ event: 'identity-provider-away', err }, 'The identity provider cannot be reached');
        return backWith(reply, 'away');
      }
    },
  );
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
      if (!outcome.ok) return backWith(reply, outcome.trouble);
      await giveSession(services, request, reply, outcome);
      return reply.redirect(CONSOLE, 302);
    },
  );
}

type Finished = { ok: true; token: string; expiresAt: Date } | { ok: false; trouble: ProviderTrouble };

async function finish(
  { config, database, now, log }: Services,
  provider: IdentityProvider,
  request: FastifyRequest,
  state: string | undefined,
): Promise<Finished> {
  const isSameBrowser = state !== undefined && request.cookies[FLOW_COOKIE] === state;
  const flow = isSameBrowser ? await redeemFlow(database, state, now()) : undefined;
  if (!flow || !config.oidc) return { ok: false, trouble: 'refused' };
  const provided = await provider.finish(request.url.split('?')[1] ?? '', flow).catch((err: unknown) => {
    log.warn({ event: 'identity-provider-refused', err }, 'The identity provider’s answer was refused');
    return undefined;
  });
  if (!provided) return { ok: false, trouble: 'refused' };
  const entitled = entitlementOf(provided.claims, config.oidc);
  const begun = entitled && (await signInProvided(database, provided, entitled, deviceOf(request), now()));
  return begun ? { ok: true, ...begun } : { ok: false, trouble: 'not-entitled' };
}

function backWith(reply: FastifyReply, trouble: ProviderTrouble): FastifyReply {
  return reply.redirect(`${CONSOLE}#${PROVIDER_TROUBLE_FRAGMENT}=${trouble}`, 302);
}
