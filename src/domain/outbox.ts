// The outbox entry's life, as a pure machine. What acts (IndexedDB, fetch, locks) is src/offline/sync.ts.
//
//                 send               receipt verified
//     waiting ──────────▶ sending ──────────────────▶ received     (kept as the citizen's proof)
//      ↺ ▲  ▲                │  │
//  unreached
//        │  └─ retry, pause ─┘  └─ refused ─▶ refused               (kept until the citizen mends, exports or deletes)
//        └──── interrupted (the sender died)
//
//     waiting ── send, and it is an emergency that has become old ──▶ asking ── confirm ──▶ waiting
//
// O1  An entry reaches `received` only with a verified receipt for its own id and digest (invariant 4).
// O2  `received` and `refused` are final: no event leaves them.
// O3  `mayHaveArrived` becomes true when an attempt ends without the server's own word that it did not accept, and
//     stays true: a later refusal of work (503) says nothing about the earlier attempt. While it is true the
//     citizen cannot cancel: the state may already hold the application.
// O4  A wait can never be longer than the longest delay, whatever the device's clock did meanwhile.
// O5  What has become old is not sent: sending makes it `asking`, from where only a person's word brings it back or takes
//     it away (invariant 9). Old is an emergency by the device's clock: one that goes wrong asks too often or not at all.

import type { ProblemCode } from './problem.ts';
import type { ReceiptClaims } from './receipt.ts';
import { BACKOFF_CAP_MS, backoffDelayMs, type Outcome } from './retry.ts';
import type { Violation } from './violation.ts';

/** @template Claims of the receipt: of an application, or of an act (act-receipt.ts) */
export type OutboxState<Claims = ReceiptClaims> =
  | ({
      state: 'waiting';
      attempts: number;
      notBefore: number;
      mayHaveArrived: boolean;
      isPaused: boolean;
    } & Asked)
  | ({ state: 'sending'; attempts: number; mightHaveArrivedBefore: boolean } & Asked)
  /** Somebody is asked whether it is still to be sent. */
  | { state: 'asking'; attempts: number; mayHaveArrived: boolean }
  | { state: 'received'; receipt: string; claims: Claims }
  | { state: 'refused'; problem: ProblemCode; violations: Violation[]; refusedAt: number };

interface Asked {
  /** When somebody said that it is still to be sent. Milliseconds of the device's clock. */
  confirmedAt?: number | undefined;
}

export type OutboxEvent<Claims = ReceiptClaims> =
  /** `isOld`: it is an emergency, and nobody has said within the operator's limit that it is to be sent. */
  | { kind: 'send'; isOld?: boolean }
  /** The caller has verified signature, id and digest. */
  | { kind: 'receipt'; receipt: string; claims: Claims }
  | { kind: 'failed'; outcome: Exclude<Outcome, { kind: 'accepted' }>; random: number }
  /** The server could not be reached at all, or has said when to come back: nothing was sent. */
  | { kind: 'unreached'; random: number; retryAfterMs?: number }
  /** Found as `sending` by a new holder of the sender's lock. */
  | { kind: 'interrupted' }
  /** Somebody was asked, and wants it to be sent. */
  | { kind: 'confirm' }
  /** "Şimdi gönder", a new start, the signal is back: no more waiting. */
  | { kind: 'hurry' };

/** The longest wait that the machine itself sets (RETRY_AFTER_CAP_MS + BACKOFF_CAP_MS, rounded up). */
const HOUR_MS = 60 * 60_000;
const LONGEST_WAIT_MS = 2 * HOUR_MS;
/** Hours after which an emergency is old, where the operator says nothing. */
export const EMERGENCY_ASK_HOURS = 24;

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
        const { attempts, mayHaveArrived, confirmedAt } = state;
        if (event.isOld) return { state: 'asking', attempts, mayHaveArrived };
        return {
          state: 'sending',
          attempts: attempts + 1,
          mightHaveArrivedBefore: mayHaveArrived,
          confirmedAt,
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
    case 'asking':
      if (event.kind !== 'confirm') return state;
      return { ...state, state: 'waiting', notBefore: 0, isPaused: false, confirmedAt: now };
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
  const { attempts, confirmedAt } = state;
  switch (event.kind) {
    case 'receipt':
      return { state: 'received', receipt: event.receipt, claims: event.claims };
    case 'interrupted':
      return { state: 'waiting', attempts, notBefore: 0, mayHaveArrived: true, isPaused: false, confirmedAt };
    case 'failed':
      return afterFailure(state, event.outcome, event.random, now);
    case 'send':
    case 'confirm':
    case 'hurry':
    case 'unreached':
      return state;
  }
}

function afterFailure(
  { attempts, mightHaveArrivedBefore, confirmedAt }: Extract<OutboxState, { state: 'sending' }>,
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
        confirmedAt,
      };
    }
    case 'pause':
      return {
        state: 'waiting',
        attempts,
        notBefore: now + BACKOFF_CAP_MS,
        mayHaveArrived: mightHaveArrivedBefore,
        isPaused: true,
        confirmedAt,
      };
    case 'refused':
      return { state: 'refused', problem: outcome.problem, violations: outcome.violations, refusedAt: now };
  }
}

/** Whether somebody is asked before this emergency is delivered (O5). Instants in milliseconds, by the device's clock. */
export function isOld(
  { createdAt, status }: { createdAt: number; status: Asked },
  askHours: number,
  now: number,
): boolean {
  return now - (status.confirmedAt ?? createdAt) > askHours * HOUR_MS;
}

/** Milliseconds until the entry may be sent; 0 = now; undefined = never by itself. */
export function waitMs(state: OutboxState<unknown>, now: number): number | undefined {
  if (state.state !== 'waiting') return undefined;
  const wait = state.notBefore - now;
  return wait <= 0 || wait > LONGEST_WAIT_MS ? 0 : wait;
}

/** Whether the citizen may take the application back (O3). */
export function canCancel(state: OutboxState<unknown>): boolean {
  return (state.state === 'waiting' || state.state === 'asking') && !state.mayHaveArrived;
}
