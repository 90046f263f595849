// What weighs most is refused until the officer has proven anew who they are. Here such a request waits for the proof, and goes on
// after it; the page that sent it learns nothing of the delay.
//
//     request ──`proof-needed`──▶ asked ──proven──▶ the same request again
//                                   └──given up──▶ refused, which the page says
//
// Invariants: 1. However many requests wait, one proof is asked for. 2. Nothing leaves the page: what was typed stays. 3. Whoever is
// signed out meanwhile is told so by the request itself.

import * as v from 'valibot';
import {
  ACCESS_PATHS,
  challengeSchema,
  type ProofState,
  proofStateSchema,
} from '../../domain/wire-access.ts';
import { type Ceremonies, type CeremonyTrouble, isTrouble } from '../access/ceremony.ts';
import { type Failure, isSignedOut, parser, type StaffCall } from '../staff-call.ts';

export type ProofTrouble = Failure | { kind: 'ceremony'; trouble: CeremonyTrouble };

/** By what the proof that is asked for can be given. */
export type AskedProof = Omit<ProofState, 'isFresh'>;

export interface Prover {
  /** @returns whether to try again */
  ask: () => Promise<boolean>;
  /** undefined: nothing is asked. */
  read: () => AskedProof | undefined;
  /** @returns a function that stops listening */
  subscribe: (listener: () => void) => () => void;
  /** @returns why it did not work; undefined where it did */
  byPasskey: () => Promise<ProofTrouble | undefined>;
  /** Whether it was proven elsewhere meanwhile: in the identity provider's window. */
  recheck: () => Promise<void>;
  giveUp: () => void;
}

/** @param call must not ask for a proof itself */
export function createProver(call: StaffCall, ceremonies: Ceremonies): Prover {
  const listeners = new Set<() => void>();
  let asked: AskedProof | undefined;
  let waiting: ((isProven: boolean) => void)[] = [];

  const show = (next: AskedProof | undefined): void => {
    asked = next;
    for (const listener of listeners) listener();
  };
  const settle = (isProven: boolean): void => {
    const settled = waiting;
    waiting = [];
    show(undefined);
    for (const goOn of settled) goOn(isProven);
  };
  const readState = () => call('GET', ACCESS_PATHS.proof, parser(proofStateSchema));

  return {
    read: () => asked,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: async () => {
      const state = await readState();
      if (!state.ok) return isSignedOut(state.failure);
      if (state.value.isFresh) return true;
      const { isFresh: _, ...ways } = state.value;
      return new Promise<boolean>((resolve) => {
        waiting.push(resolve);
        show(ways);
      });
    },
    byPasskey: async () => {
      const offer = await call('POST', ACCESS_PATHS.proofChallenge, parser(challengeSchema));
      if (!offer.ok) return orSignedOut(offer.failure, settle);
      const proof = await ceremonies.get(offer.value);
      if (isTrouble(proof)) return { kind: 'ceremony', trouble: proof };
      const proven = await call('POST', ACCESS_PATHS.proof, isEmpty, proof);
      if (!proven.ok) return orSignedOut(proven.failure, settle);
      settle(true);
      return undefined;
    },
    recheck: async () => {
      if (!asked) return;
      const state = await readState();
      if (!asked) return;
      if (state.ok ? state.value.isFresh : isSignedOut(state.failure)) settle(true);
    },
    giveUp: () => settle(false),
  };
}

/** Whoever is signed out need not prove anything: the request that waits says it to its page. */
function orSignedOut(failure: Failure, settle: (isProven: boolean) => void): Failure | undefined {
  if (!isSignedOut(failure)) return failure;
  settle(true);
  return undefined;
}

/** 204. */
function isEmpty(body: unknown): true | undefined {
  return v.is(v.undefined(), body) || undefined;
}
