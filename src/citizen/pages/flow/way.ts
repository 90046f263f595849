// The way through the pages for a kind: what comes before and after, and where a reader stands. Pure; the order
// itself is domain/flow.ts. A page asks one question, or, for who chose that, all questions of a part; the page of a part
// has the address of its first question.

import { PARTS, partOf, STEPS, type Step, stepsFor } from '../../../domain/flow.ts';
import type { ApplicationKind } from '../../../domain/kinds.ts';
import type { FlowPage } from './slugs.ts';

/** How much a page asks. */
export type Grouping = 'question' | 'part';

function wayFor(kind: ApplicationKind | undefined, grouping: Grouping): FlowPage[] {
  const steps = stepsFor(kind);
  const asked =
    grouping === 'question' ? steps : steps.filter((step) => partOf(step, kind).steps[0] === step);
  return [...asked, 'review', 'send'];
}

/** The page after this one; undefined after the last. A page that the kind does not ask leads to the next it asks. */
export function pageAfter(
  page: FlowPage,
  kind: ApplicationKind | undefined,
  grouping: Grouping = 'question',
): FlowPage | undefined {
  const way = wayFor(kind, grouping);
  if (way.includes(page)) return way[way.indexOf(page) + 1];
  return way.find((other) => orderOf(other) > orderOf(page));
}

/** The page before this one; undefined before the first. */
export function pageBefore(
  page: FlowPage,
  kind: ApplicationKind | undefined,
  grouping: Grouping = 'question',
): FlowPage | undefined {
  const way = wayFor(kind, grouping);
  if (way.includes(page)) return way[way.indexOf(page) - 1];
  return way.findLast((other) => orderOf(other) < orderOf(page));
}

/** The questions that the page of this question asks. A question that the kind does not ask stands alone. */
export function questionsOn(
  step: Step,
  kind: ApplicationKind | undefined,
  grouping: Grouping,
): readonly Step[] {
  const { steps } = partOf(step, kind);
  return grouping === 'part' && steps.includes(step) ? steps : [step];
}

/**
 * "3. soru, toplam 10 soru"; undefined on pages that are no question of this kind. Before the kind is known all
 * questions count: a number that shrinks later disappoints nobody.
 */
export function progressOf(
  page: FlowPage,
  kind: ApplicationKind | undefined,
  grouping: Grouping = 'question',
): { number: number; total: number } | undefined {
  if (!isStep(page)) return undefined;
  if (grouping === 'part') {
    const parts = Object.keys(PARTS);
    return { number: parts.indexOf(partOf(page, kind).part) + 1, total: parts.length };
  }
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
