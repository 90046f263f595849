// What is done to the processes, in an order that a seed repeats: the processes' own pace is not in it.

import { seededRandom } from '../simulation/random.ts';

const KILLED = ['browser', 'server', 'database'] as const;
export type Killed = (typeof KILLED)[number];

/** From the proxy's list (tests/e2e/fault-proxy.ts). */
const LINE_FAULTS = ['lose-response', 'lose-request', 'double-request', 'busy', 'captive-portal'] as const;

/** `writing`: the text was said to be kept. `sending`: the application is on its way, and waits before the server. */
export type Moment = 'writing' | 'sending';

/** What an application is sent into. */
export type Trouble = 'disk' | 'restart';

export interface Round {
  number: number;
  subject: string;
  /** A number: milliseconds after the round has begun, wherever it is then. */
  kills: { what: Killed; at: number | Moment }[];
  faults: (typeof LINE_FAULTS)[number][];
  /** How far the page's clock is off from the start. */
  clockYears: number;
  /** Then the clocks of page and worker are off by so much. */
  jump: { years: number; at: Moment } | undefined;
  /** A new version comes while the application is on its way. */
  isUpdated: boolean;
  trouble: Trouble | undefined;
}

/** How often each of the three is killed in a round. */
const MOST_KILLS = 2;
const LONGEST_MS = 12_000;
const CHANCES = { wrongClock: 0.3, jump: 0.3, update: 0.5, disk: 0.12, restart: 0.12 } as const;
const YEARS = 10;

/** Rounds without end: one application in each, during which each of the three is killed once or twice. */
export function* makePlan(seed: number): Generator<Round, never> {
  const random = seededRandom(seed);
  const years = (): number => (1 + random.below(YEARS)) * (random.next() < 0.5 ? 1 : -1);
  for (let number = 1; ; number++) {
    const kills = KILLED.flatMap((what) =>
      Array.from({ length: 1 + random.below(MOST_KILLS) }, () => ({ what, at: random.below(LONGEST_MS) })),
    );
    const trouble = random.next();
    yield {
      number,
      subject: `Deneme ${seed} ${number}`,
      kills: kills.sort((a, b) => a.at - b.at),
      faults: Array.from(
        { length: random.below(3) },
        () => LINE_FAULTS[random.below(LINE_FAULTS.length)] ?? 'busy',
      ),
      clockYears: random.next() < CHANCES.wrongClock ? years() : 0,
      jump:
        random.next() < CHANCES.jump
          ? { years: years(), at: random.next() < 0.5 ? 'writing' : 'sending' }
          : undefined,
      isUpdated: random.next() < CHANCES.update,
      trouble:
        trouble < CHANCES.disk ? 'disk' : trouble < CHANCES.disk + CHANCES.restart ? 'restart' : undefined,
    };
  }
}

/**
 * Everything once, for the tests: by moments instead of milliseconds, so that it is the same on a slow machine. The seed
 * says in which order the rounds come and how far the clocks are off.
 */
export function makeShortPlan(seed: number): Round[] {
  const random = seededRandom(seed);
  const years = (1 + random.below(YEARS)) * (random.next() < 0.5 ? 1 : -1);
  const quiet = { faults: [], clockYears: 0, jump: undefined, isUpdated: false, trouble: undefined };
  const rounds: Omit<Round, 'number' | 'subject'>[] = [
    {
      ...quiet,
      kills: [{ what: 'server', at: 'sending' }],
      jump: { years, at: 'sending' },
      isUpdated: true,
    },
    { ...quiet, kills: [{ what: 'browser', at: 'sending' }], trouble: 'disk' },
    { ...quiet, kills: [{ what: 'database', at: 'sending' }], faults: ['lose-response'], trouble: 'restart' },
  ];
  for (let at = rounds.length - 1; at > 0; at--) {
    const [moved] = rounds.splice(random.below(at + 1), 1);
    if (moved) rounds.push(moved);
  }
  return rounds.map((round, index) => ({
    ...round,
    number: index + 1,
    subject: `Deneme ${seed} ${index + 1}`,
  }));
}
