// The officer's session as HTTP carries it: a cookie that no script reads, no other site sends and no subdomain sets.
// What changes something is also refused where the browser says that another site asked (Fetch Metadata, or the Origin
// of a browser that does not know it); together with SameSite=Strict and JSON-only bodies that is the guard against
// forged requests.

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffSession } from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';
import { readSession } from '../identity/sessions.ts';
import type { Services } from '../services.ts';
import { sendProblem } from './problem-reply.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route behind `requireSession`. */
    staff: SignedIn | null;
  }
}

export interface SignedIn {
  officer: Officer;
  session: StaffSession;
  token: string;
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
    SAFE_METHODS.has(request.method) || isOwn(request, config.publicOrigin)
      ? undefined
      : sendProblem(request, reply, 'forbidden');
}

/** What comes with neither header comes from no browser, and a program's requests are not forged by a site. */
function isOwn({ headers, host }: FastifyRequest, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return origin === undefined || origin === publicOrigin || URL.parse(origin)?.host === host;
}

/** onRequest of the staff routes that need a session. */
export function requireSession({ database, now }: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = request.cookies[SESSION_COOKIE];
    const found = token === undefined ? undefined : await readSession(database, token, now());
    if (token === undefined || found === undefined) return sendProblem(request, reply, 'unauthenticated');
    request.staff = { ...found, token };
    return undefined;
  };
}

/** @throws on a route that is not behind `requireSession` */
export function staffOf(request: FastifyRequest): SignedIn {
  if (request.staff === null) throw new Error('A staff route must require a session');
  return request.staff;
}
