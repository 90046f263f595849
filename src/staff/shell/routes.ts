// Addresses inside the console. They stand in the fragment, because staff.html is one file: no server needs a rule for
// them, and a one-time invitation in the fragment is never sent to one or written to its log.
//
//   #/basvurular                                     waiting for an answer
//   #/basvurular?liste=yanitlanan                    answered
//   #/basvurular?sonra=<cursor>&sayfa=2              a later page
//   #/basvurular?ara=<words>                         what a search found in it
//   #/basvurular/<application id>                    one case
//   #/cozumler                                       recordings that wait to be put into writing; later pages as above
//   #/cozumler/<application id>/<attachment id>      one of them, in the editor
//   #/isaret-videolari                               the studio of the clips in sign language
//   #/isaret-videolari/<place>                       one of its places
//   #davet=<43 characters>                           invitation

import * as v from 'valibot';
import { isSignClipSlot, type SignClipSlot } from '../../domain/sign-clip.ts';
import { isUuidv7 } from '../../domain/uuid.ts';
import { CASES_QUERY_MAX_LENGTH, signInSchema } from '../../domain/wire-staff.ts';
import type { StaffList } from '../api.ts';

export interface CasesRoute {
  page: 'cases';
  list: StaffList;
  /** What is searched for in it. */
  query?: string;
  /** Cursor of the page before; absent on the first page. */
  after?: string;
  /** Which page this is, from 1; only for telling. */
  pageNumber: number;
}

interface CaseRoute {
  page: 'case';
  applicationId: string;
}

export interface DeskRoute {
  page: 'desk';
  /** As in CasesRoute. */
  after?: string;
  pageNumber: number;
}

interface TranscriptionRoute {
  page: 'transcription';
  applicationId: string;
  attachmentId: string;
}

export type Route =
  | CasesRoute
  | CaseRoute
  | DeskRoute
  | TranscriptionRoute
  | { page: 'clips' }
  | { page: 'clip'; slot: SignClipSlot }
  | { page: 'unknown' };

export const FIRST_ROUTE: CasesRoute = { page: 'cases', list: 'open', pageNumber: 1 };
export const FIRST_DESK: DeskRoute = { page: 'desk', pageNumber: 1 };

export const CLIPS_ADDRESS = '#/isaret-videolari';

const ANSWERED = 'yanitlanan';
const INVITATION = /^#davet=(.*)$/s;

/** What a fragment (with its '#') shows. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  if (path === '' || path === '/' || path === '/basvurular') return parseCases(new URLSearchParams(query));
  if (path === '/cozumler') return { page: 'desk', ...parsePage(new URLSearchParams(query)) };
  if (`#${path}` === CLIPS_ADDRESS) return { page: 'clips' };
  const slot = /^\/isaret-videolari\/([a-z-]+)$/.exec(path)?.[1] ?? '';
  if (isSignClipSlot(slot)) return { page: 'clip', slot };
  const [, area, applicationId = '', attachmentId, ...rest] = path.split('/');
  if (rest.length > 0 || !isUuidv7(applicationId)) return { page: 'unknown' };
  if (area === 'basvurular' && attachmentId === undefined) return { page: 'case', applicationId };
  return area === 'cozumler' && attachmentId !== undefined && isUuidv7(attachmentId)
    ? { page: 'transcription', applicationId, attachmentId }
    : { page: 'unknown' };
}

function parseCases(query: URLSearchParams): CasesRoute {
  const list = query.get('liste') === ANSWERED ? 'answered' : 'open';
  const asked = query.get('ara')?.trim();
  const isQuery = asked !== undefined && asked !== '' && asked.length <= CASES_QUERY_MAX_LENGTH;
  return { page: 'cases', list, ...(isQuery ? { query: asked } : {}), ...parsePage(query) };
}

function parsePage(query: URLSearchParams): Pick<CasesRoute, 'after' | 'pageNumber'> {
  const after = query.get('sonra');
  const pageNumber = Number(query.get('sayfa'));
  if (!after || !Number.isSafeInteger(pageNumber) || pageNumber < 2) return { pageNumber: 1 };
  return { after, pageNumber };
}

export function casesAddress({ list, query, after, pageNumber }: Omit<CasesRoute, 'page'>): string {
  const params = new URLSearchParams();
  if (list === 'answered') params.set('liste', ANSWERED);
  if (query !== undefined) params.set('ara', query);
  return withPage('#/basvurular', params, { after, pageNumber });
}

export function deskAddress({ after, pageNumber }: Omit<DeskRoute, 'page'>): string {
  return withPage('#/cozumler', new URLSearchParams(), { after, pageNumber });
}

function withPage(
  path: string,
  query: URLSearchParams,
  { after, pageNumber }: { after: string | undefined; pageNumber: number },
): string {
  if (after !== undefined) {
    query.set('sonra', after);
    query.set('sayfa', String(pageNumber));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

export function transcriptionAddress(applicationId: string, attachmentId: string): string {
  return `#/cozumler/${applicationId}/${attachmentId}`;
}

export function clipAddress(slot: SignClipSlot): string {
  return `${CLIPS_ADDRESS}/${slot}`;
}

export function caseAddress(applicationId: string): string {
  return `#/basvurular/${applicationId}`;
}

/** `incomplete`: a link that was cut or mistyped on its way; it cannot be redeemed. */
export type Invitation = { state: 'none' } | { state: 'incomplete' } | { state: 'ready'; token: string };

/** The invitation in a fragment. */
export function parseInvitation(hash: string): Invitation {
  const token = INVITATION.exec(hash)?.[1]?.trim();
  if (token === undefined) return { state: 'none' };
  return v.is(signInSchema, { invitation: token }) ? { state: 'ready', token } : { state: 'incomplete' };
}
