// Addresses inside the console. They stand in the fragment, because staff.html is one file: no server needs a rule for
// them, and a one-time invitation in the fragment is never sent to one or written to its log.
//
//   #/basvurular                                     waiting for an answer
//   #/basvurular?liste=yanitlanan                    answered, and so on for each list
//   #/basvurular?sonra=<cursor>&sayfa=2              a later page
//   #/basvurular?ara=<words>                         what a search found in it
//   #/basvurular?masa=benim&tur=sikayet               narrowed (../narrowing/narrowing-address.ts)
//   #/basvurular/<application id>                    one case
//   #/benzerler                                      the groups of those
//   #/gorunumler                                     saved views: renaming, deleting
//   #/rehber                                         the directory's tables, out and in; their rows, and the holidays:
//                                                    ../directory/directory-address.ts
//   #/cozumler                                       recordings that wait to be put into writing; later pages as above
//   #/cozumler/<application id>/<attachment id>      one of them, in the editor
//   #/isaret-videolari                               the studio of the clips in sign language
//   #/isaret-videolari/<place>                       one of its places
//   #/hesabim                                        one's own passkeys and sessions
//   #/hesabim/ilk-anahtar                            the first passkey, after an invitation
//   #/hesaplar                                       the accounts, for an administrator
//   #/hesaplar/yeni                                  inviting somebody
//   #/hesaplar/<account id>                          one of them
//   #/kimlik-okumalari                                who has read whose identity (../audit/audit-address.ts)
//   #/rakamlar                                        the figures (../figures/figures-address.ts)
//   #davet=<43 characters>                           invitation
//   #giris-sorunu=<word>                             the way through the identity provider failed
//   #kimlik-onayi=<word>                             what came of a proof by the identity provider, in its own window

import * as v from 'valibot';
import { may, type StaffRole } from '../../domain/role.ts';
import { isSignClipSlot, type SignClipSlot } from '../../domain/sign-clip.ts';
import { isUuidv7 } from '../../domain/uuid.ts';
import {
  PROOF_FRAGMENT,
  PROVIDER_TROUBLE_FRAGMENT,
  PROVIDER_TROUBLES,
  type ProofOutcome,
  type ProviderTrouble,
} from '../../domain/wire-access.ts';
import { CASES_QUERY_MAX_LENGTH, signInSchema } from '../../domain/wire-staff.ts';
import type { ListFilter, StaffList } from '../api.ts';
import { type IdentityReadsRoute, parseIdentityReads } from '../audit/audit-address.ts';
import { type KeepingRoute, parseKeeping } from '../directory/directory-address.ts';
import { type FiguresRoute, parseFigures } from '../figures/figures-address.ts';
import { parseNarrowing, writeNarrowing } from '../narrowing/narrowing-address.ts';

export interface CasesRoute extends ListFilter {
  page: 'cases';
  list: StaffList;
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
  | FiguresRoute
  | IdentityReadsRoute
  | { page: 'clips' }
  | { page: 'clip'; slot: SignClipSlot }
  | { page: 'account' }
  | { page: 'first-passkey' }
  | { page: 'accounts' }
  | { page: 'invite' }
  | { page: 'edit-account'; accountId: string }
  | { page: 'likenesses' }
  | { page: 'views' }
  | { page: 'directory' }
  | KeepingRoute
  | { page: 'unknown' };

export const FIRST_ROUTE: CasesRoute = { page: 'cases', list: 'open', pageNumber: 1 };
/** Of the same list and search. */
export function firstPageOf({ after: _after, ...route }: CasesRoute): CasesRoute {
  return { ...route, pageNumber: 1 };
}

/** What a list of cases is narrowed to, without the page. */
export function filterOf({
  page: _page,
  list: _list,
  after: _after,
  pageNumber: _number,
  ...filter
}: CasesRoute): ListFilter {
  return filter;
}

export const FIRST_DESK: DeskRoute = { page: 'desk', pageNumber: 1 };

export const CLIPS_ADDRESS = '#/isaret-videolari';
export const LIKENESSES_ADDRESS = '#/benzerler';
export const VIEWS_ADDRESS = '#/gorunumler';
export const DIRECTORY_ADDRESS = '#/rehber';
export const ACCOUNT_ADDRESS = '#/hesabim';
export const FIRST_PASSKEY_ADDRESS = '#/hesabim/ilk-anahtar';
export const ACCOUNTS_ADDRESS = '#/hesaplar';
export const INVITE_ADDRESS = '#/hesaplar/yeni';

const FIXED: Readonly<Record<string, Route>> = {
  [CLIPS_ADDRESS]: { page: 'clips' },
  [ACCOUNT_ADDRESS]: { page: 'account' },
  [FIRST_PASSKEY_ADDRESS]: { page: 'first-passkey' },
  [ACCOUNTS_ADDRESS]: { page: 'accounts' },
  [INVITE_ADDRESS]: { page: 'invite' },
  [LIKENESSES_ADDRESS]: { page: 'likenesses' },
  [VIEWS_ADDRESS]: { page: 'views' },
  [DIRECTORY_ADDRESS]: { page: 'directory' },
};

/** `open` needs no name. */
const LIST_NAMES = {
  answered: 'yanitlanan',
  pool: 'havuz',
  'due-soon': 'suresi-yaklasan',
  overdue: 'suresi-gecen',
  approval: 'onay-bekleyen',
  objections: 'itirazlar',
  news: 'gelismeler',
  erasures: 'silme-istekleri',
  opinions: 'gorus-istenen',
  reminders: 'hatirlatmalar',
} as const satisfies Record<Exclude<StaffList, 'open'>, string>;
const NAMED_LISTS = Object.keys(LIST_NAMES) as (keyof typeof LIST_NAMES)[];
const INVITATION = /^#davet=(.*)$/s;

/** What a fragment (with its '#') shows. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  if (path === '' || path === '/' || path === '/basvurular') return parseCases(new URLSearchParams(query));
  if (path === '/cozumler') return { page: 'desk', ...parsePage(new URLSearchParams(query)) };
  const figures = parseFigures(path, new URLSearchParams(query));
  if (figures) return figures;
  const reads = parseIdentityReads(path, new URLSearchParams(query));
  if (reads) return reads;
  const keeping = parseKeeping(path, new URLSearchParams(query));
  if (keeping) return keeping;
  const fixed = Object.hasOwn(FIXED, `#${path}`) ? FIXED[`#${path}`] : undefined;
  if (fixed) return fixed;
  const slot = /^\/isaret-videolari\/([a-z-]+)$/.exec(path)?.[1] ?? '';
  if (isSignClipSlot(slot)) return { page: 'clip', slot };
  const [, area, applicationId = '', attachmentId, ...rest] = path.split('/');
  if (rest.length > 0 || !isUuidv7(applicationId)) return { page: 'unknown' };
  if (area === 'hesaplar' && attachmentId === undefined)
    return { page: 'edit-account', accountId: applicationId };
  if (area === 'basvurular' && attachmentId === undefined) return { page: 'case', applicationId };
  return area === 'cozumler' && attachmentId !== undefined && isUuidv7(attachmentId)
    ? { page: 'transcription', applicationId, attachmentId }
    : { page: 'unknown' };
}

function parseCases(query: URLSearchParams): CasesRoute {
  const list = NAMED_LISTS.find((one) => LIST_NAMES[one] === query.get('liste')) ?? 'open';
  const asked = query.get('ara')?.trim();
  const isQuery = asked !== undefined && asked !== '' && asked.length <= CASES_QUERY_MAX_LENGTH;
  return {
    page: 'cases',
    list,
    ...(isQuery ? { query: asked } : {}),
    ...parseNarrowing(query),
    ...parsePage(query),
  };
}

function parsePage(query: URLSearchParams): Pick<CasesRoute, 'after' | 'pageNumber'> {
  const after = query.get('sonra');
  const pageNumber = Number(query.get('sayfa'));
  if (!after || !Number.isSafeInteger(pageNumber) || pageNumber < 2) return { pageNumber: 1 };
  return { after, pageNumber };
}

export function casesAddress({ list, after, pageNumber, ...filter }: Omit<CasesRoute, 'page'>): string {
  const { query, ...narrowing } = filter;
  const params = new URLSearchParams();
  if (list !== 'open') params.set('liste', LIST_NAMES[list]);
  writeNarrowing(narrowing, params);
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

export function accountAddress(accountId: string): string {
  return `${ACCOUNTS_ADDRESS}/${accountId}`;
}

/** Where somebody's work is: an administrator reads no case. */
export function homeAddress(role: StaffRole): string {
  return may(role, 'case.read') ? casesAddress(FIRST_ROUTE) : ACCOUNTS_ADDRESS;
}

/** The same for the list that the bare address shows. */
export function routeFor(role: StaffRole, route: Route): Route {
  return route.page === 'cases' && !may(role, 'case.read') ? { page: 'accounts' } : route;
}

/** What the way through the identity provider ended in. */
export function parseProviderTrouble(hash: string): ProviderTrouble | undefined {
  return parseTrouble(hash, PROVIDER_TROUBLE_FRAGMENT);
}

/** What came of a proof, in the window that was opened for it. */
export function parseProofOutcome(hash: string): ProofOutcome | undefined {
  return hash === `#${PROOF_FRAGMENT}=done` ? 'done' : parseTrouble(hash, PROOF_FRAGMENT);
}

function parseTrouble(hash: string, fragment: string): ProviderTrouble | undefined {
  const [name, word] = hash.replace(/^#/, '').split('=');
  if (name !== fragment) return undefined;
  return PROVIDER_TROUBLES.find((known) => known === word) ?? 'refused';
}

/** `incomplete`: a link that was cut or mistyped on its way; it cannot be redeemed. */
export type Invitation = { state: 'none' } | { state: 'incomplete' } | { state: 'ready'; token: string };

/** The invitation in a fragment. */
export function parseInvitation(hash: string): Invitation {
  const token = INVITATION.exec(hash)?.[1]?.trim();
  if (token === undefined) return { state: 'none' };
  return v.is(signInSchema, { invitation: token }) ? { state: 'ready', token } : { state: 'incomplete' };
}
