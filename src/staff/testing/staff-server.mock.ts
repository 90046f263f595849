// The staff routes of the server in memory, for tests: a stand-in for fetch with the contract of src/domain/wire.ts.
// What the network does to a request is said in advance, once for each request.

import { PROBLEM_MEDIA_TYPE, PROBLEM_STATUS, type ProblemCode } from '../../domain/problem.ts';
import { STAFF_PAGE_SIZE, type StaffCase, type StaffSession } from '../../domain/wire-staff.ts';
import { toRow } from './cases.mock.ts';

interface SeenRequest {
  method: string;
  path: string;
  body: unknown;
}

/** `lost`: the server does its work, the answer never comes. `held`: it comes when the test lets it. */
export type Mishap = 'unreachable' | 'lost' | 'held' | ProblemCode | Response;

export interface StaffServer {
  fetch: typeof fetch;
  session: StaffSession | undefined;
  /** Who the invitation is for; undefined once it was redeemed. */
  invited: StaffSession | undefined;
  cases: StaffCase[];
  seen: SeenRequest[];
  /** What happens to the next request whose method and path begin like this, e.g. 'PUT /api/staff/cases'. */
  next: (request: string, mishap: Mishap) => void;
  /** Lets the held answers come. */
  release: () => void;
}

export function createStaffServer(
  start: Partial<Pick<StaffServer, 'session' | 'invited' | 'cases'>> = {},
): StaffServer {
  const mishaps: { request: string; mishap: Mishap }[] = [];
  let held: (() => void)[] = [];

  const server: StaffServer = {
    session: start.session,
    invited: start.invited,
    cases: start.cases ?? [],
    seen: [],
    next: (request, mishap) => {
      mishaps.push({ request, mishap });
    },
    release: () => {
      for (const letGo of held.splice(0)) letGo();
      held = [];
    },
    fetch: async (input, init) => {
      const method = init?.method ?? 'GET';
      const path = String(input);
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      server.seen.push({ method, path, body });
      const index = mishaps.findIndex(({ request }) => `${method} ${path}`.startsWith(request));
      const mishap = index < 0 ? undefined : mishaps.splice(index, 1)[0]?.mishap;
      if (mishap === 'unreachable') throw new TypeError('Failed to fetch');
      if (mishap instanceof Response) return mishap;
      if (mishap === 'held') await new Promise<void>((resolve) => held.push(resolve));
      else if (mishap !== undefined && mishap !== 'lost') return problem(mishap);
      const answer = handle(server, method, path, body);
      if (mishap === 'lost') throw new TypeError('Failed to fetch');
      return answer;
    },
  };
  return server;
}

function handle(server: StaffServer, method: string, path: string, body: unknown): Response {
  const url = new URL(path, 'https://kopru.test');
  if (method === 'POST') return redeem(server);
  if (!server.session) return problem('unauthenticated');
  if (url.pathname === '/api/staff/session') {
    if (method === 'GET') return Response.json(server.session);
    server.session = undefined;
    return new Response(null, { status: 204 });
  }
  if (url.pathname === '/api/staff/cases') return list(server, url.searchParams);
  const [, , , , id, , replyId] = url.pathname.split('/');
  const found = server.cases.find(({ applicationId }) => applicationId === id);
  if (!found) return problem('not-found');
  return replyId === undefined ? Response.json(found) : reply(server, found, replyId, body);
}

function redeem(server: StaffServer): Response {
  if (!server.invited) return problem('invitation-not-valid');
  server.session = server.invited;
  server.invited = undefined;
  return Response.json(server.session, { status: 201 });
}

function list({ cases }: StaffServer, query: URLSearchParams): Response {
  const isAnswered = query.get('list') === 'answered';
  const listed = cases.filter(({ state }) => (state === 'answered') === isAnswered);
  const from = Number(query.get('after') ?? 0);
  const end = from + STAFF_PAGE_SIZE;
  return Response.json({
    cases: listed.slice(from, end).map(toRow),
    total: listed.length,
    next: end < listed.length ? String(end) : null,
  });
}

function reply(server: StaffServer, found: StaffCase, replyId: string, body: unknown): Response {
  const text = body && typeof body === 'object' && 'text' in body ? String(body.text) : '';
  const earlier = found.replies.find(({ id }) => id === replyId);
  if (earlier) return earlier.text === text ? Response.json(found) : problem('reply-conflict');
  if (found.state === 'answered') return problem('reply-conflict');
  const answered = answer(found, { id: replyId, text });
  server.cases = server.cases.map((other) => (other === found ? answered : other));
  return Response.json(answered, { status: 201 });
}

/** The case as it is with a reply. */
export function answer(found: StaffCase, { id, text }: { id: string; text: string }): StaffCase {
  const institution = found.holder ?? 'Başvuru Merkezi';
  const at = '2026-11-23T08:00:00.000Z';
  return {
    ...found,
    state: 'answered',
    replies: [{ id, at, institution, text }],
    events: [...found.events, { kind: 'answered', at, institution, replyId: id }],
  };
}

function problem(code: ProblemCode): Response {
  const status = PROBLEM_STATUS[code];
  return new Response(JSON.stringify({ code, status, title: code, type: `urn:kopru:problem:${code}` }), {
    status,
    headers: { 'content-type': PROBLEM_MEDIA_TYPE },
  });
}
