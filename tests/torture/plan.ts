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

/** How often each of the three is killed in a round. */
const MOST_KILLS = 2;
const LONGEST_MS = 12_000;
const UPDATED_ROUNDS = 0.5;

/** Rounds without end: one application in each, during which each of the three is killed once or twice. */
export function* makePlan(seed: number): Generator<Round, never> {
  const random = seededRandom(seed);
  for (let number = 1; ; number++) {
    const kills = KILLED.flatMap((what) =>
      Array.from({ length: 1 + random.below(MOST_KILLS) }, () => ({
        what,
        afterMs: random.below(LONGEST_MS),
      })),
    );
    yield {
      number,
      subject: `Deneme ${seed} ${number}`,
      kills: kills.sort((a, b) => a.afterMs - b.afterMs),
      faults: Array.from(
        { length: random.below(3) },
        () => LINE_FAULTS[random.below(LINE_FAULTS.length)] ?? 'busy',
      ),
      clockYears: random.next() < 0.3 ? random.below(21) - 10 : 0,
      isUpdated: random.next() < UPDATED_ROUNDS,
    };
  }
}
