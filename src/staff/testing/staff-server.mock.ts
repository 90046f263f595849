// The staff routes of the server in memory, for tests: a stand-in for fetch with the contract of src/domain/wire.ts.
// What the network does to a request is said in advance, once for each request.

import { isMediaKind } from '../../domain/answer-document.ts';
import { missingForms } from '../../domain/answer-in-kind.ts';
import type { IdentityReads } from '../../domain/audit-wire.ts';
import {
  type CaseTopic,
  DESK_PATHS,
  type Likeness,
  type Places,
  type Presence,
  type SavedView,
} from '../../domain/desk-wire.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import type { ReplyTemplates } from '../../domain/reply-template.ts';
import { may } from '../../domain/role.ts';
import type { CaseSuggestion } from '../../domain/suggestion-wire.ts';
import type { Transcription } from '../../domain/transcript.ts';
import {
  type CaseCounts,
  isSendable,
  type PreparedCaptions,
  type ReplyInput,
  STAFF_PAGE_SIZE,
  STAFF_PATHS,
  type StaffCase,
  type StaffSession,
  type UnsentMedium,
} from '../../domain/wire-staff.ts';
import type { Ceremonies } from '../access/ceremony.ts';
import type { Upload } from '../upload.ts';
import { toRow } from './cases.mock.ts';
import { DIRECTORY, takeAction } from './staff-actions.mock.ts';
import { deskOf } from './staff-desk.mock.ts';
import {
  copyMedium,
  desk,
  keepCaptions,
  keepMedium,
  listMedia,
  offerTranscript,
  removeMedium,
} from './staff-media.mock.ts';
import { problem } from './staff-problem.mock.ts';

interface SeenRequest {
  method: string;
  path: string;
  body: unknown;
}

/** `lost`: the server does its work, the answer never comes. `held`: it comes when the test lets it. */
export type Mishap = 'unreachable' | 'lost' | 'held' | ProblemCode | Response;

export interface StaffServer {
  fetch: typeof fetch;
  upload: Upload;
  /** The officer’s authenticator; absent: the browser’s. */
  ceremonies?: Ceremonies;
  session: StaffSession | undefined;
  /** Who the invitation is for; undefined once it was redeemed. */
  invited: StaffSession | undefined;
  cases: StaffCase[];
  /** The desk of open transcriptions, as it stands. */
  transcriptions: Transcription[];
  /** By application: what waits to be sent with an answer. */
  media: Map<string, UnsentMedium[]>;
  /** A file is playable when it has arrived; else when it is next looked at. */
  isQuick: boolean;
  templates: ReplyTemplates['templates'];
  seen: SeenRequest[];
  /** Who else is in each case. */
  others: Presence['others'];
  views: SavedView[];
  /** What was kept of answers that are being written, and thrown away, in its order. */
  replyDrafts: { id: string; content: string | undefined }[];
  /** Of whatever group. */
  groupDraft: string | undefined;
  places: Places;
  likenesses: Likeness[];
  topics: CaseTopic[];
  /** Whatever page is asked for. */
  identityReads: IdentityReads;
  /** What stands behind the links above a list; absent: it cannot be had. */
  counts: CaseCounts | undefined;
  /** To whom a case could go. */
  suggestions: CaseSuggestion[];
  /** Actions that were done, by their id. */
  taken: Map<string, string>;
  /** What happens to the next request whose method and path begin like this, e.g. 'PUT /api/staff/cases'. */
  next: (request: string, mishap: Mishap) => void;
  /** Lets the held answers come. */
  release: () => void;
}

export function createStaffServer(
  start: Partial<Pick<StaffServer, 'session' | 'invited' | 'cases' | 'transcriptions'>> = {},
): StaffServer {
  const mishaps: { request: string; mishap: Mishap }[] = [];
  let held: (() => void)[] = [];

  /** What the network makes of an answer that the server would give. @throws TypeError where none comes */
  const meet = async (method: string, path: string, body: unknown): Promise<Response> => {
    // What every page asks by itself is no act of the officer's.
    if (!isAside(method, path)) server.seen.push({ method, path, body });
    // That somebody is here is told whenever it is told: a mishap without a path is meant for what the officer does.
    const index = mishaps.findIndex(
      ({ request }) =>
        `${method} ${path}`.startsWith(request) &&
        !(path.endsWith('/presence') && request === method) &&
        !(path.endsWith('/reply-draft') && !request.endsWith('/reply-draft')),
    );
    const mishap = index < 0 ? undefined : mishaps.splice(index, 1)[0]?.mishap;
    if (mishap === 'unreachable') throw new TypeError('Failed to fetch');
    if (mishap instanceof Response) return mishap;
    if (mishap === 'held') await new Promise<void>((resolve) => held.push(resolve));
    else if (mishap !== undefined && mishap !== 'lost') return problem(mishap);
    const answer = handle(server, method, path, body);
    if (mishap === 'lost') throw new TypeError('Failed to fetch');
    return answer;
  };

  const server: StaffServer = {
    session: start.session,
    invited: start.invited,
    cases: start.cases ?? [],
    transcriptions: start.transcriptions ?? [],
    media: new Map(),
    isQuick: false,
    templates: [],
    seen: [],
    others: [],
    views: [],
    replyDrafts: [],
    groupDraft: undefined,
    places: { units: [], colleagues: [] },
    likenesses: [],
    topics: [],
    identityReads: { reads: [], next: null },
    counts: undefined,
    suggestions: [],
    taken: new Map(),
    next: (request, mishap) => {
      mishaps.push({ request, mishap });
    },
    release: () => {
      for (const letGo of held.splice(0)) letGo();
      held = [];
    },
    fetch: (input, init) => {
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      return meet(init?.method ?? 'GET', String(input), body);
    },
    upload: async ({ path, file, headers, onSent, signal }) => {
      onSent(Math.floor(file.size / 2));
      const answer = await meet('PUT', path, { headers, size: file.size });
      signal.throwIfAborted();
      onSent(file.size);
      return { status: answer.status, text: await answer.text() };
    },
  };
  return server;
}

/** What a page sends without being asked. */
function isByItself(path: string): boolean {
  return path.endsWith('/presence') || path.endsWith('/reply-draft');
}

function isAside(method: string, path: string): boolean {
  const isOfEveryList = path === DESK_PATHS.views || path.startsWith(STAFF_PATHS.caseCounts);
  return isByItself(path) || (method === 'GET' && isOfEveryList);
}

function handle(server: StaffServer, method: string, path: string, body: unknown): Response {
  const url = new URL(path, 'https://kopru.test');
  const atDesk = deskOf(server, method, url.pathname, body);
  if (atDesk) return atDesk;
  if (method === 'POST') return redeem(server);
  if (url.pathname === '/api/operator') return problem('unavailable');
  if (url.pathname === '/api/directory/whole') return Response.json(DIRECTORY);
  if (!server.session) return problem('unauthenticated');
  const [, , , resource, id = '', part, partId] = url.pathname.split('/');
  switch (resource) {
    case 'session':
      if (method === 'GET') return Response.json(server.session);
      server.session = undefined;
      return new Response(null, { status: 204 });
    case 'audit':
      return Response.json(server.identityReads);
    case 'transcriptions':
      return desk(server, url.searchParams);
    case 'attachments':
      return orProblem(offerTranscript(server, id, partId ?? '', body));
    default:
      return id === ''
        ? list(server, url.searchParams)
        : ofCase(server, method, { id, part, partId }, url, body);
  }
}

function ofCase(
  server: StaffServer,
  method: string,
  { id, part, partId }: { id: string; part: string | undefined; partId: string | undefined },
  { pathname, searchParams }: URL,
  body: unknown,
): Response {
  const found = server.cases.find(({ applicationId }) => applicationId === id);
  if (!found) return problem('not-found');
  if (part === 'reply-draft') {
    if (method === 'PUT') server.replyDrafts.push({ id, ...(body as { content: string }) });
    else server.replyDrafts.push({ id, content: undefined });
    return new Response(null, { status: 204 });
  }
  if (part === 'suggestions') return Response.json({ suggestions: server.suggestions });
  if (part === 'reply-templates') return Response.json({ templates: server.templates });
  if (part === 'actions') return takeAction(server, found, partId ?? '', body);
  if (part === 'replies') return reply(server, found, partId ?? '', body);
  if (part !== 'answer-media') return Response.json(found);
  if (method === 'GET') return listMedia(server, id);
  if (method === 'DELETE') return orProblem(removeMedium(server, id, partId ?? ''));
  if (pathname.endsWith('/captions'))
    return orProblem(keepCaptions(server, id, partId ?? '', body as PreparedCaptions));
  if (pathname.includes('/copies/')) {
    const to = (body as { applicationId: string }).applicationId;
    return orProblem(copyMedium(server, id, partId ?? '', pathname, to));
  }
  return keepMedium(server, id, partId ?? '', searchParams);
}

function redeem(server: StaffServer): Response {
  if (!server.invited) return problem('invitation-not-valid');
  server.session = server.invited;
  server.invited = undefined;
  return Response.json(server.session, { status: 201 });
}

function list({ cases, groupDraft }: StaffServer, query: URLSearchParams): Response {
  const isAnswered = query.get('list') === 'answered';
  const listed = cases.filter(({ state }) => (state === 'answered') === isAnswered);
  const from = Number(query.get('after') ?? 0);
  const end = from + STAFF_PAGE_SIZE;
  return Response.json({
    cases: listed.slice(from, end).map(toRow),
    total: listed.length,
    next: end < listed.length ? String(end) : null,
    ...(query.has('likeness') && groupDraft !== undefined && { groupDraft }),
  });
}

function reply(server: StaffServer, found: StaffCase, replyId: string, body: unknown): Response {
  const given = body as ReplyInput;
  const earlier = found.replies.find(({ id }) => id === replyId);
  if (earlier) return earlier.text === given.text ? Response.json(found) : problem('reply-conflict');
  if (found.state === 'answered') return problem('reply-conflict');
  const fault = faultOfForm(server, found, given);
  if (fault) return problem(fault);
  const answered = answer(found, { id: replyId, ...given }, server.media.get(found.applicationId));
  server.cases = server.cases.map((other) => (other === found ? answered : other));
  return Response.json(answered, { status: 201 });
}

function faultOfForm(server: StaffServer, found: StaffCase, given: ReplyInput): ProblemCode | undefined {
  const known = server.media.get(found.applicationId) ?? [];
  const media = (given.media ?? []).map(({ id, captions }) => ({
    of: known.find((one) => one.id === id),
    captions,
  }));
  const documents = (given.documents ?? []).map(({ id }) => known.find((one) => one.id === id));
  if ([...media.map(({ of }) => of), ...documents].some((of) => !of || !isSendable(of))) {
    return 'answer-media-not-ready';
  }
  if (given.override && !(server.session && may(server.session.role, 'answer.override'))) {
    return 'override-not-allowed';
  }
  const forms = media.flatMap(({ of, captions }) =>
    of && isMediaKind(of.kind) ? [{ kind: of.kind, hasCaptions: captions !== undefined }] : [],
  );
  const missing = missingForms(found.formats, { summary: given.summary, media: forms });
  return missing.length > 0 && !given.override ? 'answer-not-in-kind' : undefined;
}

/** The case as it is with a reply. */
export function answer(
  found: StaffCase,
  { id, text, summary, media, documents, override }: { id: string } & ReplyInput,
  known: readonly UnsentMedium[] = [],
): StaffCase {
  const institution = found.holder ?? 'Başvuru Merkezi';
  const at = '2026-11-23T08:00:00.000Z';
  const sent = media?.map(({ id: mediumId, captions }) => {
    const medium = known.find((one) => one.id === mediumId);
    return { id: mediumId, kind: medium?.kind, renditions: medium?.renditions ?? [], captions };
  });
  const along = documents?.map(({ id: documentId, ...words }) => {
    const {
      kind = 'document',
      byteLength = 0,
      renditions = [],
    } = known.find((one) => one.id === documentId) ?? {};
    const mediaType = kind === 'photo' ? 'image/jpeg' : 'application/pdf';
    return { id: documentId, ...words, kind, mediaType, byteLength, rendition: renditions[0] ?? 'original' };
  });
  return {
    ...found,
    changes: found.changes + 1,
    state: 'answered',
    replies: [{ id, at, institution, text, summary, media: sent, documents: along, override }],
    events: [...found.events, { kind: 'answered', at, institution, replyId: id }],
  };
}

function orProblem(answered: Response | ProblemCode): Response {
  return typeof answered === 'string' ? problem(answered) : answered;
}
