// The desk's routes for staff-server.mock.ts: who is where, views that are kept, groups.

import { DESK_PATHS, type ViewInput } from '../../domain/desk-wire.ts';
import { STAFF_PATHS } from '../../domain/wire-staff.ts';
import { problem } from './staff-problem.mock.ts';
import type { StaffServer } from './staff-server.mock.ts';

/** @returns undefined for a route of another kind */
export function deskOf(
  server: StaffServer,
  method: string,
  path: string,
  body: unknown,
): Response | undefined {
  if (path.endsWith('/hand-over')) return Response.json({ moved: 3 });
  if (path.endsWith('/places')) return Response.json(server.places);
  if (path === DESK_PATHS.topics) return Response.json({ topics: server.topics });
  if (path === STAFF_PATHS.caseCounts)
    return server.counts ? Response.json(server.counts) : problem('unavailable');
  if (path.startsWith(DESK_PATHS.likenesses) && path.endsWith('/reply-draft')) {
    server.groupDraft = method === 'PUT' ? (body as { content: string }).content : undefined;
    return new Response(null, { status: 204 });
  }
  if (path === DESK_PATHS.likenesses) return Response.json({ likenesses: server.likenesses });
  if (path.endsWith('/presence')) {
    if (!server.session) return problem('unauthenticated');
    if (method !== 'PUT') return new Response(null, { status: 204 });
    const found = server.cases.find(({ applicationId }) => path.includes(applicationId));
    return found ? Response.json({ others: server.others, changes: found.changes }) : problem('not-found');
  }
  if (!path.startsWith(DESK_PATHS.views)) return undefined;
  const id = path.split('/')[4];
  if (method === 'DELETE') {
    server.views = server.views.filter((view) => view.id !== id);
    return new Response(null, { status: 204 });
  }
  if (method === 'PUT' && id !== undefined) {
    const given = { id, ...(body as ViewInput) };
    const isKnown = server.views.some((view) => view.id === id);
    server.views = isKnown
      ? server.views.map((view) => (view.id === id ? given : view))
      : [...server.views, given];
  }
  return Response.json({ views: server.views });
}
