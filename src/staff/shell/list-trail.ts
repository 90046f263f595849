// The officer's way through the lists of cases and through the desk: a cursor leads forward only, so the way back is remembered,
// and which cases stood in the list, so that the next one is the next. Lost with a reload; the first page is offered then.

import type { StaffCases } from '../../domain/wire-staff.ts';
import {
  type CasesRoute,
  casesAddress,
  type DeskRoute,
  deskAddress,
  FIRST_DESK,
  FIRST_ROUTE,
  firstPageOf,
} from './routes.ts';
import type { View } from './view.ts';

export interface ListTrail {
  remember: (view: View) => void;
  /** Address of the list that was last looked at. */
  last: () => string;
  /** That list, and the cases that stood in it. */
  lastList: () => ListPage;
  /** A case is told that stands on another page of the list: whoever opens it has that page as their last. */
  leadTo: (applicationId: string, route: CasesRoute, cases: StaffCases) => void;
  /** Address of the desk's page that was last looked at. */
  lastDesk: () => string;
  /** Address of the page before, where the way here is known. */
  before: (route: CasesRoute | DeskRoute) => string | undefined;
}

interface ListPage {
  route: CasesRoute;
  ids: readonly string[];
}

export function createListTrail(): ListTrail {
  let last: ListPage = { route: FIRST_ROUTE, ids: [] };
  let lead: { applicationId: string; page: ListPage } | undefined;
  let lastDesk = deskAddress(FIRST_DESK);
  const cameFrom = new Map<string, string>();
  const remember = (route: CasesRoute | DeskRoute, next: string | null): void => {
    const here = addressOf(route);
    if (next === null) return;
    cameFrom.set(addressOf({ ...route, after: next, pageNumber: route.pageNumber + 1 }), here);
  };
  return {
    remember: (view) => {
      if (view.kind === 'cases') {
        last = pageOf(view.route, view.cases);
        remember(view.route, view.cases.next);
      }
      if (view.kind === 'desk') {
        lastDesk = addressOf(view.route);
        remember(view.route, view.desk.next);
      }
      if (view.kind === 'case' && view.staffCase.applicationId === lead?.applicationId) last = lead.page;
    },
    last: () => casesAddress(last.route),
    lastList: () => last,
    leadTo: (applicationId, route, cases) => {
      lead = { applicationId, page: pageOf(route, cases) };
    },
    lastDesk: () => lastDesk,
    before: (route) => {
      if (route.after === undefined) return undefined;
      const known = cameFrom.get(addressOf(route));
      if (known !== undefined || route.pageNumber !== 2) return known;
      return addressOf(route.page === 'desk' ? FIRST_DESK : firstPageOf(route));
    },
  };
}

function pageOf(route: CasesRoute, { cases }: StaffCases): ListPage {
  return { route, ids: cases.map(({ applicationId }) => applicationId) };
}

function addressOf(route: CasesRoute | DeskRoute): string {
  return route.page === 'desk' ? deskAddress(route) : casesAddress(route);
}
