// Which case comes after one, in the list from which the officer came to it: with that list's search and narrowing, so that
// whoever works through their own desk is not led to a colleague's.
//
// N1  The list is read anew: what somebody else has answered meanwhile is not offered.
// N2  What the officer has passed over is offered last, when the list is at its end.
// N3  A case on another page takes the list along: "back" leads to the page on which it stands.

import type { StaffCaseRow, StaffCases } from '../../domain/wire-staff.ts';
import type { StaffApi } from '../api.ts';
import type { Result } from '../staff-call.ts';
import type { ListTrail } from './list-trail.ts';
import { type CasesRoute, filterOf, firstPageOf } from './routes.ts';

/** `none`: nothing else is in the list. `unknown`: it could not be had. */
export type FoundCase = StaffCaseRow | 'none' | 'unknown';

/**
 * On one page (N2).
 * @param before the page's cases as the officer saw them
 * @param fresh the page as it is now
 */
export function nextOf(
  before: readonly string[],
  fresh: readonly StaffCaseRow[],
  applicationId: string,
): StaffCaseRow | undefined {
  const at = fresh.findIndex((row) => row.applicationId === applicationId);
  if (at >= 0) return fresh[at + 1];
  const passed = new Set(before.slice(0, Math.max(0, before.indexOf(applicationId))));
  return fresh.find((row) => !passed.has(row.applicationId));
}

export async function findNextCase(
  api: Pick<StaffApi, 'listCases'>,
  trail: Pick<ListTrail, 'lastList' | 'leadTo'>,
  applicationId: string,
): Promise<FoundCase> {
  const { route, ids } = trail.lastList();
  const read = (of: CasesRoute): Promise<Result<StaffCases>> =>
    api.listCases(of.list, of.after, filterOf(of));
  const here = await read(route);
  if (!here.ok) return 'unknown';
  const onPage = nextOf(ids, here.value.cases, applicationId);
  if (onPage) return onPage;
  const isOther = (row: StaffCaseRow): boolean => row.applicationId !== applicationId;
  const { next } = here.value;
  const others =
    next === null ? firstPageOf(route) : { ...route, after: next, pageNumber: route.pageNumber + 1 };
  const elsewhere = next === null && route.after === undefined ? here : await read(others);
  if (!elsewhere.ok) return 'unknown';
  const found = elsewhere.value.cases.find(isOther);
  if (!found) return 'none';
  trail.leadTo(found.applicationId, others, elsewhere.value);
  return found;
}
