// The problems that decide what a citizen's device does with what it has sent (retry.ts): refusals, and the server's own word
// that it did not take it. All the others (problem.ts) no phone need know by name.

import type { ProblemCode } from './problem.ts';

const DELIVERY_PROBLEMS: readonly unknown[] = [
  'malformed-json',
  'malformed-id',
  'malformed-request',
  'digest-mismatch',
  'id-conflict',
  'act-conflict',
  'transcript-settled',
  'question-settled',
  'already-rated',
  'case-closed',
  'upload-offset-conflict',
  'upload-digest-mismatch',
  'body-too-large',
  'upload-too-large',
  'media-type-not-supported',
  'application-not-valid',
  'act-not-valid',
  'upload-not-allowed',
  'too-many-requests',
  'unavailable',
  'outcome-unknown',
] satisfies ProblemCode[];

export function isDeliveryProblem(text: unknown): text is ProblemCode {
  return DELIVERY_PROBLEMS.includes(text);
}
