// Patience (invariant 7): what an answer of the network means for an entry, and how long to wait.
//
//   no answer, 408, 425, 429, 5xx, anything that is not ours (captive portal) → retry with backoff
//   401 → pause and keep        409, 413, 415, 422 → refused, kept        200, 201 → the receipt decides
//
// A refusal is final, and what is mended goes out under a new id: so it must be the server's own word. A proxy's 413 after
// an attempt whose answer was lost would otherwise make two applications of one.

import { isDeliveryProblem } from './delivery-problem.ts';
import type { Problem, ProblemCode } from './problem.ts';

const BACKOFF_BASE_MS = 2_000;
export const BACKOFF_CAP_MS = 10 * 60_000;
const RETRY_AFTER_CAP_MS = 60 * 60_000;

/** An HTTP answer, or its absence, reduced to what decides. */
export type Answer =
  | { kind: 'no-answer' }
  | { kind: 'answer'; status: number; retryAfter: string | null; body: unknown };

export type Outcome =
  | { kind: 'accepted'; body: unknown }
  /** `isOurs`: the server itself said that it did not accept; else the application may have arrived. */
  | { kind: 'retry'; retryAfterMs: number; isOurs: boolean }
  | { kind: 'pause' }
  | { kind: 'refused'; problem: ProblemCode; violations: NonNullable<Problem['violations']> };

const REFUSALS: ReadonlySet<number> = new Set([409, 413, 415, 422]);

/** @param nowMs for a Retry-After that is a date (RFC 9110 § 10.2.3) */
export function classify(answer: Answer, nowMs: number): Outcome {
  if (answer.kind === 'no-answer') return { kind: 'retry', retryAfterMs: 0, isOurs: false };
  const { status, body } = answer;
  if (status === 200 || status === 201) return { kind: 'accepted', body };
  if (status === 401) return { kind: 'pause' };
  const problem = asProblem(body);
  if (problem && REFUSALS.has(status)) {
    return { kind: 'refused', problem: problem.code, violations: problem.violations ?? [] };
  }
  return {
    kind: 'retry',
    retryAfterMs: parseRetryAfter(answer.retryAfter, nowMs),
    isOurs: isProofOfRejection(status, problem),
  };
}

/**
 * Milliseconds until the next attempt: exponential with full jitter, never before the server's Retry-After.
 * @param attempts attempts made so far, at least 1
 * @param random in [0, 1)
 */
export function backoffDelayMs(attempts: number, retryAfterMs: number, random: number): number {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(retryAfterMs + random * ceiling);
}

/** Seconds or an HTTP date; 0 when absent, unreadable or past; capped, so that a wrong clock cannot stop the queue. */
export function parseRetryAfter(value: string | null, nowMs: number): number {
  if (value === null) return 0;
  const delayMs = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(delayMs) ? Math.min(Math.max(delayMs, 0), RETRY_AFTER_CAP_MS) : 0;
}

function asProblem(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return isDeliveryProblem(body.code) ? (body as Problem) : undefined;
}

// 500 is left out: a bug after the commit would look the same. So is the 503 that says itself that it does not know.
function isProofOfRejection(status: number, problem: Problem | undefined): boolean {
  return (
    problem !== undefined &&
    problem.code !== 'outcome-unknown' &&
    (status === 503 || status === 429 || status === 400)
  );
}
