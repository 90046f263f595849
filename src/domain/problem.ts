// Every expected failure of the protocol: one table of codes, sent as application/problem+json (RFC 9457).
// Each code has a sentence in every locale under `problem.<code>`.

import type { MissingForm } from './answer-in-kind.ts';
import type { BeyondEnd } from './cue.ts';
import type { Violation } from './violation.ts';
import type { WorkChallenge } from './work.ts';

/** Code → HTTP status. Those that a device must know by name are in delivery-problem.ts, too. */
export const PROBLEM_STATUS = {
  'malformed-json': 400,
  'malformed-id': 400,
  'malformed-request': 400,
  'digest-mismatch': 400,
  /** Of an answer's medium or a clip. */
  'media-digest-mismatch': 400,
  unauthenticated: 401,
  forbidden: 403,
  /** It weighs so much that whoever asks must prove anew who they are (server/identity/fresh-proof.ts). */
  'proof-needed': 403,
  'override-not-allowed': 403,
  /** Another pair of eyes is wanted. */
  'own-draft': 403,
  'not-found': 404,
  'thread-not-found': 404,
  'invitation-not-valid': 404,
  /** Unknown, removed, or its proof is wrong; which, is not said. */
  'passkey-not-valid': 404,
  'institution-unknown': 404,
  /** Or not of this institution. */
  'unit-unknown': 404,
  /** Closed, or not of this institution, or answers nothing. */
  'colleague-unknown': 404,
  'method-not-allowed': 405,
  'id-conflict': 409,
  'reply-conflict': 409,
  /** Nobody locks themselves out. */
  'last-passkey': 409,
  'too-many-passkeys': 409,
  'last-administrator': 409,
  'too-many-views': 409,
  /** Somebody else has changed this row of the directory, or this year's holidays, meanwhile. */
  'directory-conflict': 409,
  /** What only another administrator may do to an account. */
  'own-account': 409,
  /** There is one of this name in this institution. */
  'account-exists': 409,
  /** Out of use: it gets no case, no question and no account. */
  'institution-retired': 409,
  'answer-media-not-ready': 409,
  /** The id of an answer's medium or of a clip belongs to other bytes. */
  'media-conflict': 409,
  /** Somebody else has kept captions of this sign video meanwhile. */
  'captions-conflict': 409,
  'act-conflict': 409,
  /** The same id with another text. */
  'transcript-conflict': 409,
  /** Not worked on yet, or nothing that a browser plays came of it. */
  'clip-not-ready': 409,
  /** The citizen has accepted or corrected it already. */
  'transcript-settled': 409,
  /** Of the citizen's acts: nobody waits for this answer any more, this reply has its rating, the case is over. */
  'question-settled': 409,
  'already-rated': 409,
  'case-closed': 409,
  /** Of an officer's actions: the same id with another body, and not as the case stands. */
  'action-conflict': 409,
  'action-not-possible': 409,
  'upload-offset-conflict': 409,
  'upload-digest-mismatch': 409,
  'upload-expired': 410,
  'tus-version-not-supported': 412,
  'body-too-large': 413,
  'upload-too-large': 413,
  'media-type-not-supported': 415,
  'application-not-valid': 422,
  'reply-not-valid': 422,
  /** Not in the form that the citizen asked for; `missing` says which (answer-in-kind.ts). */
  'answer-not-in-kind': 422,
  'act-not-valid': 422,
  'transcript-not-valid': 422,
  'action-not-valid': 422,
  /** A piece of a transcript or of captions; `beyond` says which (cue.ts). */
  'cues-beyond-end': 422,
  /** Not in the manifest of an application that is here, or not under this key. */
  'upload-not-allowed': 422,
  /** Of sealed applications: no server can open it; this one has not the key; or it was opened and refused, for which the writer
   * finds the reason in `sealed`. */
  'sealed-unreadable': 422,
  'sealed-key-unknown': 422,
  'sealed-refused': 422,
  'too-many-requests': 429,
  /** Of tus 1.0, checksum extension. */
  'upload-checksum-mismatch': 460,
  internal: 500,
  unavailable: 503,
  /** The database was lost while it stored: the application may have arrived. Not a rejection (retry.ts). */
  'outcome-unknown': 503,
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
  /** With 'sealed-refused': the reason, for the writer alone (src/sealing/answer.ts), base64url. */
  sealed?: string | undefined;
  /** With 'unavailable': what the device may do to come in earlier (work.ts). */
  work?: WorkChallenge | undefined;
  /** With 'cues-beyond-end'. `attachmentId`: of which medium, where a request brings several. */
  beyond?: (BeyondEnd & { attachmentId?: string | undefined }) | undefined;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemType(code: ProblemCode): string {
  return `urn:kopru:problem:${code}`;
}

export function isProblemCode(text: unknown): text is ProblemCode {
  return typeof text === 'string' && Object.hasOwn(PROBLEM_STATUS, text);
}
