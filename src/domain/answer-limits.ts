// The limits of what an officer attaches: a citizen's, and how many documents an answer may have.

import * as v from 'valibot';
import { attachmentLimitsSchema, DEFAULT_ATTACHMENT_LIMITS } from './attachment-limits.ts';

/** No operator may allow more. */
export const MAX_ANSWER_DOCUMENTS = 10;
const DEFAULT_ANSWER_DOCUMENTS = 5;

/** Why a case is closed without the form that was asked for, in code points. */
export const OVERRIDE_REASON_LENGTH = { min: 10, max: 1_000 } as const;

export const answerLimitsSchema = v.object({
  ...attachmentLimitsSchema.entries,
  /** How many documents an answer may have; 0 is none. */
  answerDocuments: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_ANSWER_DOCUMENTS)),
    DEFAULT_ANSWER_DOCUMENTS,
  ),
});
export type AnswerLimits = v.InferOutput<typeof answerLimitsSchema>;

export const DEFAULT_ANSWER_LIMITS: AnswerLimits = {
  ...DEFAULT_ATTACHMENT_LIMITS,
  answerDocuments: DEFAULT_ANSWER_DOCUMENTS,
};

/** What an operator's answer says; the defaults where an older server says nothing, or nothing that is understood. */
export function readAnswerLimits(said: unknown): AnswerLimits {
  const limits = v.safeParse(answerLimitsSchema, said);
  return limits.success ? limits.output : DEFAULT_ANSWER_LIMITS;
}
