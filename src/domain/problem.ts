// Every expected failure of the protocol: one table of codes, sent as application/problem+json (RFC 9457).
// Each code has a sentence in every locale under `problem.<code>`.

import type { MissingForm } from './answer-in-kind.ts';
import { DELIVERY_PROBLEM_STATUS } from './delivery-problem.ts';
import type { Violation } from './violation.ts';

/** Code → HTTP status. */
export const PROBLEM_STATUS = {
  ...DELIVERY_PROBLEM_STATUS,
  unauthenticated: 401,
  forbidden: 403,
  'override-not-allowed': 403,
  'not-found': 404,
  'thread-not-found': 404,
  'invitation-not-valid': 404,
  'method-not-allowed': 405,
  'reply-conflict': 409,
  'answer-media-not-ready': 409,
  /** The same id with another text. */
  'transcript-conflict': 409,
  /** Not worked on yet, or nothing that a browser plays came of it. */
  'clip-not-ready': 409,
  'upload-expired': 410,
  'tus-version-not-supported': 412,
  'reply-not-valid': 422,
  /** Not in the form that the citizen asked for; `missing` says which (answer-in-kind.ts). */
  'answer-not-in-kind': 422,
  'transcript-not-valid': 422,
  /** Of tus 1.0, checksum extension. */
  'upload-checksum-mismatch': 460,
  internal: 500,
  'storage-full': 507,
} as const;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** Body of every error answer. `type` is the code as a URN, `title` a sentence in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  violations?: Violation[] | undefined;
  /** With 'answer-not-in-kind'. */
  missing?: MissingForm[] | undefined;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemType(code: ProblemCode): string {
  return `urn:kopru:problem:${code}`;
}

export function isProblemCode(text: unknown): text is ProblemCode {
  return typeof text === 'string' && Object.hasOwn(PROBLEM_STATUS, text);
}
