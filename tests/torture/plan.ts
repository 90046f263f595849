// What is done to the processes, in an order that a seed repeats: the processes' own pace is not in it.

import { seededRandom } from '../simulation/random.ts';

const KILLED = ['browser', 'server', 'database'] as const;
export type Killed = (typeof KILLED)[number];

/** From the proxy's list (tests/e2e/fault-proxy.ts). */
const LINE_FAULTS = ['lose-response', 'lose-request', 'double-request', 'busy', 'captive-portal'] as const;

export interface Round {
  number: number;
  subject: string;
  /** Milliseconds after the round has begun. */
  kills: { what: Killed; afterMs: number }[];
  faults: (typeof LINE_FAULTS)[number][];
  /** How far the page's clock is off. */
  clockYears: number;
  isUpdated: boolean;
}

export interface Amounts {
  /** Of each of the three. */
  kills: number;
  updates: number;
}

const LONGEST_MS = 9_000;

/** One application in each round, during which each of the three is killed once. */
export function makePlan(seed: number, { kills, updates }: Amounts): Round[] {
  const random = seededRandom(seed);
  return Array.from({ length: kills }, (_, index) => ({
    number: index + 1,
    subject: `Deneme ${seed} ${index + 1}`,
    kills: KILLED.map((what) => ({ what, afterMs: random.below(LONGEST_MS) })).sort(
      (a, b) => a.afterMs - b.afterMs,
    ),
    faults: Array.from(
      { length: random.below(3) },
      () => LINE_FAULTS[random.below(LINE_FAULTS.length)] ?? 'busy',
    ),
    clockYears: random.next() < 0.3 ? random.below(21) - 10 : 0,
    isUpdated: Math.floor(((index + 1) * updates) / kills) > Math.floor((index * updates) / kills),
  }));
}
