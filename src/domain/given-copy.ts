// An application that waits in the open and was also given to a carrier: the same bytes under the same id, sealed (protocol, "Carried by
// another phone"). Whoever comes first delivers it, and the server takes it once (invariant 3). This says when it can be given, and what
// a word that a carrier brought back makes of the entry that waits here. The entry's own life is outbox.ts.
//
//                 receipt that holds
//     waiting, sending, asking, refused ──────▶ received
//     waiting, asking ── refusal ──▶ refused
//
// V1  Only what still waits is given; an emergency that somebody is asked about (O5) is answered first.
// V2  A receipt that holds settles the entry in every state (O1): the state has the application, whatever stood here.
// V3  A refusal ends an entry that waits. While it is being sent, the attempt's own answer says the same.
// V4  What is received stays as it is: the second receipt changes nothing, whichever way it comes.

import type { OutboxState } from './outbox.ts';
import type { ProblemCode } from './problem.ts';
import type { ReceiptClaims } from './receipt.ts';
import type { Violation } from './violation.ts';

export type CarriedWord =
  /** The caller has verified signature, id and digest. */
  | { kind: 'receipt'; receipt: string; claims: ReceiptClaims }
  /** The caller has opened it with the writer's key: only the server could have sealed it. */
  | { kind: 'refusal'; problem: ProblemCode; violations: Violation[] };

/** V1. */
export function canBeGiven({ state }: OutboxState): boolean {
  return state === 'waiting' || state === 'sending';
}

/** @param now device clock, milliseconds. A word that does not fit the state changes nothing. */
export function afterCarriedWord(state: OutboxState, word: CarriedWord, now: number): OutboxState {
  if (state.state === 'received') return state;
  if (word.kind === 'receipt') return { state: 'received', receipt: word.receipt, claims: word.claims };
  if (state.state !== 'waiting' && state.state !== 'asking') return state;
  return { state: 'refused', problem: word.problem, violations: word.violations, refusedAt: now };
}
