// Whether a case may end without an answer: the wish for a form of one's own binds that, too (answer-in-kind.ts). An
// explanation is a text, so whoever asked for sign language or sound would be told in the one form that they cannot read.
// A coordinator ends it all the same, with a reason that the citizen reads. The explanation is written in plain words, as it
// must be for everybody: a summary is not asked for.

import { type MissingForm, missingForms } from './answer-in-kind.ts';
import type { AnswerFormat } from './kinds.ts';
import { may, type StaffRole } from './role.ts';

/** What an ending in text alone lacks for the wished formats. */
export function missingInText(formats: readonly AnswerFormat[]): MissingForm[] {
  return missingForms(formats, { media: [] }).filter((form) => form !== 'summary');
}

/**
 * Of a draft that refuses: whether it says nothing of why the form is not the one that was asked for. None is written so any
 * more; one that waited from before is sent back.
 */
export function lacksReason(
  { ground, reason }: { ground?: unknown; reason?: string | undefined },
  formats: readonly AnswerFormat[],
): boolean {
  return ground !== undefined && reason === undefined && missingInText(formats).length > 0;
}

export type EndingObstacle =
  | { code: 'override-not-allowed' }
  | { code: 'answer-not-in-kind'; missing: MissingForm[] };

/** Why a case cannot end in text alone; undefined where it can. `isOverridden`: a reason is given. */
export function obstacleToEnding({
  formats,
  role,
  isOverridden,
}: {
  formats: readonly AnswerFormat[];
  role: StaffRole;
  isOverridden: boolean;
}): EndingObstacle | undefined {
  if (isOverridden) return may(role, 'answer.override') ? undefined : { code: 'override-not-allowed' };
  const missing = missingInText(formats);
  return missing.length > 0 ? { code: 'answer-not-in-kind', missing } : undefined;
}
