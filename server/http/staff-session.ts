// The officer's session as HTTP carries it: a cookie that no script reads, no other site sends and no subdomain sets.
// What changes something is also refused where the browser says that another site asked (Fetch Metadata); together
// with SameSite=Strict and JSON-only bodies that is the guard against forged requests.

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
export async function refuseForgery(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  return isForeign && !SAFE_METHODS.has(request.method)
    ? sendProblem(request, reply, 'forbidden')
    : undefined;
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
