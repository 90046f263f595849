// The officer's way through the lists of cases and through the desk: a cursor leads forward only, so the way back is remembered. Lost with a reload;
// the page then offers the first page instead.

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
  /** Address of the desk's page that was last looked at. */
  lastDesk: () => string;
  /** Address of the page before, where the way here is known. */
  before: (route: CasesRoute | DeskRoute) => string | undefined;
}

export function createListTrail(): ListTrail {
  let last = casesAddress(FIRST_ROUTE);
  let lastDesk = deskAddress(FIRST_DESK);
  const cameFrom = new Map<string, string>();
  const remember = (route: CasesRoute | DeskRoute, next: string | null): void => {
    const here = addressOf(route);
    if (route.page === 'desk') lastDesk = here;
    else last = here;
    if (next === null) return;
    cameFrom.set(addressOf({ ...route, after: next, pageNumber: route.pageNumber + 1 }), here);
  };
  return {
    remember: (view) => {
      if (view.kind === 'cases') remember(view.route, view.cases.next);
      if (view.kind === 'desk') remember(view.route, view.desk.next);
    },
    last: () => last,
    lastDesk: () => lastDesk,
    before: (route) => {
      if (route.after === undefined) return undefined;
      const known = cameFrom.get(addressOf(route));
      if (known !== undefined || route.pageNumber !== 2) return known;
      return addressOf(route.page === 'desk' ? FIRST_DESK : firstPageOf(route));
    },
  };
}

function addressOf(route: CasesRoute | DeskRoute): string {
  return route.page === 'desk' ? deskAddress(route) : casesAddress(route);
}
