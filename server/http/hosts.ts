// Two apps on two host names (ASVS 3.5.4): where STAFF_ORIGIN is another host than PUBLIC_ORIGIN, each serves its own app and the
// routes of that app, and of the other one nothing. So no page, cookie, cache or worker of one can be reached from the other.
// On one host, the default, everything is served.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { DIRECTORY_PATHS } from '../../src/domain/directory-wire.ts';
import { HEALTH_PATH, OPENAPI_PATH, PATHS, READINESS_PATH } from '../../src/domain/wire.ts';
import type { Config } from '../config.ts';
import { sendProblem } from './problem-reply.ts';

type Side = 'staff' | 'public';

/** What the console needs as much as the citizens' app does, and what neither owns. */
const COMMON = new Set<string>([
  PATHS.operator,
  DIRECTORY_PATHS.whole,
  HEALTH_PATH,
  READINESS_PATH,
  OPENAPI_PATH,
]);
/** Attachments are read by a session's cookie or by a tracking key, and neither comes to the other host. */
const COMMON_PREFIXES = ['/api/attachments/', '/icons/'];
const STAFF_PAGES = new Set(['/staff', '/staff/', '/staff.html']);
const STAFF_PREFIXES = ['/api/staff/', '/staff-assets/'];

/** Pure. @param path a route's pattern, or of a file the path as it came */
export function isServedTo(side: Side, path: string): boolean {
  if (COMMON.has(path) || startsWithOneOf(path, COMMON_PREFIXES)) return true;
  const isStaffs = STAFF_PAGES.has(path) || startsWithOneOf(path, STAFF_PREFIXES);
  return isStaffs === (side === 'staff');
}

function startsWithOneOf(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path.startsWith(prefix));
}

/**
 * onRequest of everything. Whoever comes by any other name (a probe by address) is served as the public; the console by its own name
 * alone.
 */
export function keepApart({ publicOrigin, staffOrigin }: Pick<Config, 'publicOrigin' | 'staffOrigin'>) {
  const staffHost = new URL(staffOrigin).hostname;
  const isApart = staffHost !== new URL(publicOrigin).hostname;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (!isApart) return undefined;
    const side = request.hostname === staffHost ? 'staff' : 'public';
    const path = placeOf(request);
    if (side === 'staff' && path === '/') return reply.redirect('/staff.html', 302);
    return isServedTo(side, path) ? undefined : sendProblem(request, reply, 'not-found');
  };
}

/** The router reads `%73` as an `s`, so its own word counts; the table of files takes a path literally. */
function placeOf({ routeOptions, url }: FastifyRequest): string {
  const route = routeOptions.url;
  return route === undefined || route === '/*' ? (url.split(/[?#]/, 1)[0] ?? '/') : route;
}
