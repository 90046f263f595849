// The way through the pages for a kind: what comes before and after, and where a reader stands. Pure; the order
// itself is domain/flow.ts.

import { STEPS, type Step, stepsFor } from '../../../domain/flow.ts';
import type { ApplicationKind } from '../../../domain/kinds.ts';
import type { FlowPage } from './slugs.ts';

function wayFor(kind: ApplicationKind | undefined): FlowPage[] {
  return [...stepsFor(kind), 'review', 'send'];
}

/** The page after this one; undefined after the last. A page that the kind does not ask leads to the next it asks. */
export function pageAfter(page: FlowPage, kind: ApplicationKind | undefined): FlowPage | undefined {
  const way = wayFor(kind);
  if (way.includes(page)) return way[way.indexOf(page) + 1];
  return way.find((other) => orderOf(other) > orderOf(page));
}

/** The page before this one; undefined before the first. */
export function pageBefore(page: FlowPage, kind: ApplicationKind | undefined): FlowPage | undefined {
  const way = wayFor(kind);
  if (way.includes(page)) return way[way.indexOf(page) - 1];
  return way.findLast((other) => orderOf(other) < orderOf(page));
}

/**
 * "3. soru, toplam 10 soru"; undefined on pages that are no question of this kind. Before the kind is known all
 * questions count: a number that shrinks later disappoints nobody.
 */
export function progressOf(
  page: FlowPage,
  kind: ApplicationKind | undefined,
): { number: number; total: number } | undefined {
  const steps: readonly FlowPage[] = kind ? stepsFor(kind) : STEPS;
  const index = steps.indexOf(page);
  return index < 0 ? undefined : { number: index + 1, total: steps.length };
}

function orderOf(page: FlowPage): number {
  const all: readonly FlowPage[] = [...STEPS, 'review', 'send'];
  return all.indexOf(page);
}

export function isStep(page: FlowPage): page is Step {
  return page !== 'review' && page !== 'send';
}
