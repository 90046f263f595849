// The problems that decide what a citizen's device does with what it has sent (retry.ts): refusals, and the server's own word
// that it did not take it. Apart from all the others (problem.ts), which no phone need know by name.

/** Code → HTTP status. */
export const DELIVERY_PROBLEM_STATUS = {
  'malformed-json': 400,
  'malformed-id': 400,
  'malformed-request': 400,
  'digest-mismatch': 400,
  'id-conflict': 409,
  'act-conflict': 409,
  /** The citizen has accepted or corrected it already. */
  'transcript-settled': 409,
  'upload-offset-conflict': 409,
  'upload-digest-mismatch': 409,
  'body-too-large': 413,
  'upload-too-large': 413,
  'media-type-not-supported': 415,
  'application-not-valid': 422,
  'act-not-valid': 422,
  /** Not in the manifest of an application that is here, or not under this key. */
  'upload-not-allowed': 422,
  'too-many-requests': 429,
  unavailable: 503,
  /** The database was lost while it stored: the application may have arrived. Not a rejection (retry.ts). */
  'outcome-unknown': 503,
} as const;

export type DeliveryProblemCode = keyof typeof DELIVERY_PROBLEM_STATUS;

export function isDeliveryProblem(text: unknown): text is DeliveryProblemCode {
  return typeof text === 'string' && Object.hasOwn(DELIVERY_PROBLEM_STATUS, text);
}
