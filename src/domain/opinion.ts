// Whose opinion is asked in a case (Law 4982 art. 11 speaks of "another unit or body"): another institution, which may read the case
// for it, or a unit of the one that holds it.
//
//     asked ─▶ given, once, by whom it was asked of; by a unit's own officers where it was a unit
//
// N1  One question at a time to each. What is asked of a unit goes with its institution: whoever has the case next asks anew.

import type { CaseEvent } from './case.ts';

export interface AskedOf {
  institutionId: string;
  /** null: the institution as a whole. */
  unitId: string | null;
}

type OpinionAsked = Extract<CaseEvent, { kind: 'opinion-asked' }>;

/** Opinions that were asked of them and not given yet, oldest first. */
export function openOpinions(
  events: readonly CaseEvent[],
  { institutionId, unitId }: AskedOf,
): OpinionAsked[] {
  const given = new Set(events.flatMap((event) => (event.kind === 'opinion-given' ? [event.opinionId] : [])));
  return events.filter(
    (event): event is OpinionAsked =>
      event.kind === 'opinion-asked' &&
      event.askedOf === institutionId &&
      (event.unitId ?? null) === unitId &&
      !given.has(event.id),
  );
}

/** What waits for somebody who works in a unit: what it was asked, and what its whole institution was. */
export function opinionsToGive(
  events: readonly CaseEvent[],
  { institutionId, unitId }: AskedOf,
): OpinionAsked[] {
  const ofAll = openOpinions(events, { institutionId, unitId: null });
  return unitId === null ? ofAll : [...openOpinions(events, { institutionId, unitId }), ...ofAll];
}
