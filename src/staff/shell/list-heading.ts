// What a list is called, for its page and for the tab's title: its name, what it is narrowed to, and the page where there are several:
// whoever turns pages hears where they have come.

import { STAFF_PAGE_SIZE, type StaffCases } from '../../domain/wire-staff.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { IdentityReadsRoute } from '../audit/audit-address.ts';
import { narrowedBy } from '../narrowing/narrowed-by.ts';
import type { CasesRoute, DeskRoute } from './routes.ts';

export function casesHeading(
  { list, query, pageNumber, ...narrowing }: CasesRoute,
  cases: Pick<StaffCases, 'total' | 'names'>,
  t: Translate,
): string {
  const whose = narrowedHeading(listHeading(list, t), narrowing, t);
  const by = narrowedBy(narrowing, cases.names, t).map(({ words }) => words);
  const name =
    by.length === 0
      ? whose
      : t('staff.narrow.heading', { heading: whose, by: by.join(t('staff.narrow.and')) });
  const heading = query === undefined ? name : t('staff.cases.searchHeading', { query, heading: name });
  return withPage(heading, pageNumber, pageCount(cases), t);
}

function narrowedHeading(
  heading: string,
  { desk, unit, likeness }: Pick<CasesRoute, 'desk' | 'unit' | 'likeness'>,
  t: Translate,
): string {
  if (likeness !== undefined) return t('staff.alike.listHeading');
  if (desk !== undefined) return t(`staff.place.${desk}.heading`, { heading });
  return unit === undefined ? heading : t('staff.place.unitHeading', { heading });
}

function listHeading(list: CasesRoute['list'], t: Translate): string {
  switch (list) {
    case 'open':
      return t('staff.cases.openHeading');
    case 'answered':
      return t('staff.cases.answeredHeading');
    default:
      return t(`staff.lists.${list}.heading`);
  }
}

export function deskHeading({ pageNumber }: DeskRoute, pages: number, t: Translate): string {
  return withPage(t('staff.desk.heading'), pageNumber, pages, t);
}

function withPage(heading: string, page: number, pages: number, t: Translate): string {
  if (pages <= 1 && page === 1) return heading;
  return t('staff.cases.pageOf', { heading, page, pages: Math.max(pages, page) });
}

/** How many pages there are is not known: nobody counts what a state reads. */
export function identityReadsHeading({ number, pageNumber }: IdentityReadsRoute, t: Translate): string {
  const heading = number === undefined ? t('staff.reads.heading') : t('staff.reads.headingOf', { number });
  return pageNumber === 1 ? heading : t('staff.reads.pageOf', { heading, page: pageNumber });
}

export function pageCount({ total }: Pick<StaffCases, 'total'>): number {
  return Math.ceil(total / STAFF_PAGE_SIZE);
}
