// What the console shows for an address: the page's data is fetched before the page is, so that a page is never seen
// half, and title, focus and scroll change once, when there is something to read.

import { STAFF_PAGE_SIZE, type StaffCase, type StaffCases } from '../../domain/wire-staff.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Failure, StaffApi } from '../api.ts';
import type { CasesRoute, Invitation, Route } from './routes.ts';

export type View =
  | { kind: 'opening' }
  | { kind: 'sign-in'; invitation: Invitation; reason: SignInReason }
  | { kind: 'cases'; route: CasesRoute; cases: StaffCases }
  | { kind: 'case'; staffCase: StaffCase }
  /** No such case, or not theirs: the server does not tell the two apart. */
  | { kind: 'case-missing' }
  | { kind: 'unknown' }
  | { kind: 'trouble'; failure: Failure };

/** Why an officer sees the sign-in page; `none`: came by themselves. */
export type SignInReason = 'none' | 'signed-out' | 'ended';

export async function resolveView(api: StaffApi, route: Route): Promise<View> {
  switch (route.page) {
    case 'cases': {
      const listed = await api.listCases(route.list, route.after);
      return listed.ok ? { kind: 'cases', route, cases: listed.value } : trouble(listed.failure);
    }
    case 'case': {
      const read = await api.readCase(route.applicationId);
      if (read.ok) return { kind: 'case', staffCase: read.value };
      return isNotFound(read.failure) ? { kind: 'case-missing' } : trouble(read.failure);
    }
    case 'unknown':
      return { kind: 'unknown' };
  }
}

/** The page's own part of the tab's title. */
export function viewTitle(view: View, t: Translate): string {
  switch (view.kind) {
    case 'opening':
      return t('staff.opening');
    case 'sign-in':
      return t('staff.signIn.title');
    case 'cases':
      return casesHeading(view.route, pageCount(view.cases), t);
    case 'case':
      return `${view.staffCase.subject} (${view.staffCase.number})`;
    case 'case-missing':
      return t('staff.trouble.notFoundTitle');
    case 'unknown':
      return t('staff.trouble.unknownTitle');
    case 'trouble':
      return t('staff.trouble.title');
  }
}

/** The list's name, with the page where there are several: whoever turns pages hears where they have come. */
export function casesHeading({ list, pageNumber }: CasesRoute, pages: number, t: Translate): string {
  const heading = t(list === 'open' ? 'staff.cases.openHeading' : 'staff.cases.answeredHeading');
  if (pages <= 1 && pageNumber === 1) return heading;
  return t('staff.cases.pageOf', { heading, page: pageNumber, pages: Math.max(pages, pageNumber) });
}

export function pageCount({ total }: StaffCases): number {
  return Math.ceil(total / STAFF_PAGE_SIZE);
}

function trouble(failure: Failure): View {
  return { kind: 'trouble', failure };
}

function isNotFound(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.code === 'not-found' || failure.code === 'malformed-id');
}
