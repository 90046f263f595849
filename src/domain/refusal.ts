// Why the state did not accept an application, kept with the draft that it became again: until the citizen has changed
// what was named, or sends again.

import type { ProblemCode } from './problem.ts';
import type { Violation } from './violation.ts';

export interface Refusal {
  problem: ProblemCode;
  violations: readonly Violation[];
}

/** What of a refusal still stands after these fields were changed; undefined when nothing does. */
export function refusalAfter(refusal: Refusal | undefined, changed: readonly string[]): Refusal | undefined {
  if (!refusal || changed.length === 0) return refusal;
  const violations = refusal.violations.filter(({ field }) => !changed.includes(field));
  return violations.length > 0 ? { ...refusal, violations } : undefined;
}
