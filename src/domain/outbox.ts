// The outbox entry's life, as a pure machine. What acts (IndexedDB, fetch, locks) is src/offline/sync.ts.
//
//                 send               receipt verified
//     waiting ──────────▶ sending ──────────────────▶ received     (kept as the citizen's proof)
//      ↺ ▲  ▲                │  │
//  unreached
//        │  └─ retry, pause ─┘  └─ refused ─▶ refused               (kept until the citizen mends, exports or deletes)
//        └──── interrupted (the sender died)
//
// O1  An entry reaches `received` only with a verified receipt for its own id and digest (invariant 4).
// O2  `received` and `refused` are final: no event leaves them.
// O3  `mayHaveArrived` becomes true when an attempt ends without the server's own word that it did not accept, and
//     stays true: a later refusal of work (503) says nothing about the earlier attempt. While it is true the
//     citizen cannot cancel: the state may already hold the application.
// O4  A wait can never be longer than the longest delay, whatever the device's clock did meanwhile.

import type { ProblemCode } from './problem.ts';
import type { ReceiptClaims } from './receipt.ts';
import { BACKOFF_CAP_MS, backoffDelayMs, type Outcome } from './retry.ts';
import type { Violation } from './violation.ts';

/** @template Claims of the receipt: of an application, or of an act (act-receipt.ts) */
export type OutboxState<Claims = ReceiptClaims> =
  | { state: 'waiting'; attempts: number; notBefore: number; mayHaveArrived: boolean; isPaused: boolean }
  | { state: 'sending'; attempts: number; mightHaveArrivedBefore: boolean }
  | { state: 'received'; receipt: string; claims: Claims }
  | { state: 'refused'; problem: ProblemCode; violations: Violation[]; refusedAt: number };

export type OutboxEvent<Claims = ReceiptClaims> =
  | { kind: 'send' }
  /** The caller has verified signature, id and digest. */
  | { kind: 'receipt'; receipt: string; claims: Claims }
  | { kind: 'failed'; outcome: Exclude<Outcome, { kind: 'accepted' }>; random: number }
  /** The server could not be reached at all, or has said when to come back: nothing was sent. */
  | { kind: 'unreached'; random: number; retryAfterMs?: number }
  /** Found as `sending` by a new holder of the sender's lock. */
  | { kind: 'interrupted' }
  /** "Şimdi gönder", a new start, the signal is back: no more waiting. */
  | { kind: 'hurry' };

/** The longest wait that the machine itself sets (RETRY_AFTER_CAP_MS + BACKOFF_CAP_MS, rounded up). */
const LONGEST_WAIT_MS = 2 * 60 * 60_000;

export function initialOutboxState<Claims = ReceiptClaims>(): OutboxState<Claims> {
  return { state: 'waiting', attempts: 0, notBefore: 0, mayHaveArrived: false, isPaused: false };
}

/** @param now device clock, milliseconds. An event that does not fit the state changes nothing. */
export function stepOutbox<Claims = ReceiptClaims>(
  state: OutboxState<Claims>,
  event: OutboxEvent<Claims>,
  now: number,
): OutboxState<Claims> {
  switch (state.state) {
    case 'waiting':
      if (event.kind === 'send') {
        return {
          state: 'sending',
          attempts: state.attempts + 1,
          mightHaveArrivedBefore: state.mayHaveArrived,
        };
      }
      if (event.kind === 'hurry') return { ...state, notBefore: 0, isPaused: false };
      if (event.kind === 'unreached') {
        const attempts = state.attempts + 1;
        return {
          ...state,
          attempts,
          notBefore: now + backoffDelayMs(attempts, event.retryAfterMs ?? 0, event.random),
        };
      }
      return state;
    case 'sending':
      return leaveSending(state, event, now);
    case 'received':
    case 'refused':
      return state;
  }
}

function leaveSending<Claims>(
  state: Extract<OutboxState<Claims>, { state: 'sending' }>,
  event: OutboxEvent<Claims>,
  now: number,
): OutboxState<Claims> {
  const { attempts } = state;
  switch (event.kind) {
    case 'receipt':
      return { state: 'received', receipt: event.receipt, claims: event.claims };
    case 'interrupted':
      return { state: 'waiting', attempts, notBefore: 0, mayHaveArrived: true, isPaused: false };
    case 'failed':
      return afterFailure(state, event.outcome, event.random, now);
    case 'send':
    case 'hurry':
    case 'unreached':
      return state;
  }
}

function afterFailure(
  { attempts, mightHaveArrivedBefore }: Extract<OutboxState, { state: 'sending' }>,
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
  random: number,
  now: number,
): OutboxState<never> {
  switch (outcome.kind) {
    case 'retry': {
      const notBefore = now + backoffDelayMs(attempts, outcome.retryAfterMs, random);
      return {
        state: 'waiting',
        attempts,
        notBefore,
        mayHaveArrived: mightHaveArrivedBefore || !outcome.isOurs,
        isPaused: false,
      };
    }
    case 'pause':
      return {
        state: 'waiting',
        attempts,
        notBefore: now + BACKOFF_CAP_MS,
        mayHaveArrived: mightHaveArrivedBefore,
        isPaused: true,
      };
    case 'refused':
      return { state: 'refused', problem: outcome.problem, violations: outcome.violations, refusedAt: now };
  }
}

/** Milliseconds until the entry may be sent; 0 = now; undefined = never by itself. */
export function waitMs(state: OutboxState<unknown>, now: number): number | undefined {
  if (state.state !== 'waiting') return undefined;
  const wait = state.notBefore - now;
  return wait <= 0 || wait > LONGEST_WAIT_MS ? 0 : wait;
}

/** Whether the citizen may take the application back (O3). */
export function canCancel(state: OutboxState<unknown>): boolean {
  return state.state === 'waiting' && !state.mayHaveArrived;
}
