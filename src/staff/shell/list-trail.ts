// The officer's way through the lists: a cursor leads forward only, so the way back is remembered. Lost with a reload;
// the page then offers the first page instead.

import { type CasesRoute, casesAddress, FIRST_ROUTE } from './routes.ts';
import type { View } from './view.ts';

export interface ListTrail {
  remember: (view: View) => void;
  /** Address of the list that was last looked at. */
  last: () => string;
  /** Address of the page before, where the way here is known. */
  before: (route: CasesRoute) => string | undefined;
}

export function createListTrail(): ListTrail {
  let last = casesAddress(FIRST_ROUTE);
  const cameFrom = new Map<string, string>();
  return {
    remember: (view) => {
      if (view.kind !== 'cases') return;
      const { route, cases } = view;
      last = casesAddress(route);
      if (cases.next === null) return;
      const next = { list: route.list, after: cases.next, pageNumber: route.pageNumber + 1 };
      cameFrom.set(casesAddress(next), last);
    },
    last: () => last,
    before: (route) => {
      if (route.after === undefined) return undefined;
      const first = casesAddress({ ...FIRST_ROUTE, list: route.list });
      return cameFrom.get(casesAddress(route)) ?? (route.pageNumber === 2 ? first : undefined);
    },
  };
}
