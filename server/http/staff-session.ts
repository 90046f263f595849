// The officer's session as HTTP carries it: a cookie that no script reads, no other site sends and no subdomain sets.
// What changes something is also refused where the browser says that another site asked (Fetch Metadata, or the Origin
// of a browser that does not know it); together with SameSite=Strict and JSON-only bodies that is the guard against
// forged requests.

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayAt, type Permission } from '../../src/domain/role.ts';
import type { StaffSession } from '../../src/domain/wire-staff.ts';
import { isFresh, type LastProof } from '../identity/fresh-proof.ts';
import type { Officer } from '../identity/officer.ts';
import { endSession, type FoundSession, readSession } from '../identity/sessions.ts';
import type { Services } from '../services.ts';
import type { DeskShare } from './desk-share.ts';
import { sendProblem } from './problem-reply.ts';
import { createTokenLimit } from './token-limit.ts';
import type { App } from './valibot-provider.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a staff route: what the role must be allowed (src/domain/role.ts), or that any session will do, or none. */
    permission?: StaffAccess;
    /** Of what weighs most: the last proof must be of a moment ago (server/identity/fresh-proof.ts). */
    proof?: 'fresh';
  }
  interface FastifyRequest {
    /** Set on every staff route but those that anyone may call. */
    staff: SignedIn | null;
  }
}

export type StaffAccess = Permission | 'signed-in' | 'anyone';

export interface SignedIn {
  officer: Officer;
  session: StaffSession;
  sessionId: string;
  token: string;
  lastProof: LastProof;
}

export const SESSION_COOKIE = '__Host-kopru-staff';

/** What the prefix `__Host-` demands, and Strict. Browsers take a Secure cookie over plain HTTP from localhost only. */
export const COOKIE_OPTIONS: CookieSerializeOptions = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'strict',
};

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/** onRequest of every staff route. */
export function refuseForgery({ config }: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
    SAFE_METHODS.has(request.method) || isOwn(request, config.staffOrigin)
      ? undefined
      : sendProblem(request, reply, 'forbidden');
}

/** What comes with neither header comes from no browser, and a program's requests are not forged by a site. */
function isOwn({ headers, host }: FastifyRequest, staffOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return origin === undefined || origin === staffOrigin || URL.parse(origin)?.host === host;
}

/**
 * The one place where sessions, permissions and fresh proofs are asked for: before the body is read, each staff route's
 * `permission` and `proof` in its `config` decide. A route that names none does not come into being.
 */
export function guardStaffRoutes(
  scope: App,
  { config, database, keyLimits, now }: Services,
  share: Pick<DeskShare, 'know'>,
): void {
  const isOverLimit = createTokenLimit(now, keyLimits.reading);
  scope.addHook('onRoute', ({ url, config }) => {
    if (config?.permission === undefined) throw new Error(`A staff route must name its permission: ${url}`);
  });
  scope.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    const { permission, proof } = request.routeOptions.config;
    if (permission === 'anyone') return undefined;
    const token = request.cookies[SESSION_COOKIE];
    const found = token === undefined ? undefined : await readSession(database, token, now());
    if (token === undefined || found === undefined) return sendProblem(request, reply, 'unauthenticated');
    share.know(token);
    if (isOverLimit(found.sessionId)) return sendProblem(request, reply, 'too-many-requests');
    const lastProof = lastProofOf(config, found);
    request.staff = { ...found, token, lastProof };
    const isAllowed =
      permission === 'signed-in' || (permission !== undefined && mayAt(found.officer, permission));
    if (!isAllowed) return sendProblem(request, reply, 'forbidden');
    const isProven = proof === undefined || isFresh(lastProof, config.freshProofMs, now());
    return isProven ? undefined : sendProblem(request, reply, 'proof-needed');
  });
}

function lastProofOf(
  { oidc }: Pick<Services['config'], 'oidc'>,
  { session, provenAt, isProvided }: FoundSession,
): LastProof {
  const ways: LastProof['ways'] = [
    ...(session.hasPasskey ? (['passkey'] as const) : []),
    ...(isProvided && oidc ? (['provider'] as const) : []),
  ];
  return { provenAt, ways };
}

/** Of whoever signs in anew: a token that somebody else may know must not outlive that (ASVS 7.2.4). */
export async function endEarlierSession(
  { database }: Pick<Services, 'database'>,
  { cookies }: FastifyRequest,
): Promise<void> {
  const earlier = cookies[SESSION_COOKIE];
  if (earlier !== undefined) await endSession(database, earlier);
}

/** To whoever has just signed in. */
export async function giveSession(
  services: Pick<Services, 'database'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, expiresAt }: { token: string; expiresAt: Date },
): Promise<void> {
  await endEarlierSession(services, request);
  setSession(reply, { token, expiresAt });
}

/** To whoever has proven anew: the session is the same, its token is another. */
export function setSession(
  reply: FastifyReply,
  { token, expiresAt }: { token: string; expiresAt: Date },
): void {
  reply.setCookie(SESSION_COOKIE, token, { ...COOKIE_OPTIONS, expires: expiresAt });
}

/** @throws on a route that anyone may call */
export function staffOf(request: FastifyRequest): SignedIn {
  if (request.staff === null) throw new Error('Anyone may call this route');
  return request.staff;
}
