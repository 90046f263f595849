// Runs many schedules and, where one fails, shrinks it and tells it as a story with the seed that repeats it.

import type { App } from './app.ts';
import { type Ended, live } from './life.ts';
import { makeSchedule, type Schedule } from './schedule.ts';
import { shrink } from './shrink.ts';
import { Tally } from './tally.ts';
import { tell } from './tell.ts';

export interface Checked {
  /** undefined when every schedule held. */
  failure: { story: string; reason: string; number: number } | undefined;
  totals: Totals;
}

export interface Totals {
  lives: number;
  steps: number;
  accepted: number;
  refused: number;
  uploaded: number;
  acts: number;
  faults: Record<string, number>;
}

export interface Check {
  app: App;
  seed: number;
  /** The first schedule, counted from 1, and the last. */
  from: number;
  to: number;
  /** Without shrinking a planted fault is found as surely, and sooner. */
  shrinks?: boolean;
  /** All oracles look after each step, and are looked at (oracle/thorough.ts). */
  isThorough?: boolean;
  onProgress?: (number: number) => void;
}

export async function checkSchedules({
  app,
  seed,
  from,
  to,
  shrinks = true,
  isThorough = false,
  onProgress,
}: Check): Promise<Checked> {
  const sums = { lives: 0, steps: 0, accepted: 0, refused: 0, uploaded: 0, acts: 0 };
  const tally = new Tally();
  const checked = (failure: Checked['failure']): Checked => ({
    failure,
    totals: { ...sums, faults: Object.fromEntries(tally.counts) },
  });
  for (let number = from; number <= to; number++) {
    const schedule = makeSchedule(seedOf(seed, number));
    let ended: Ended;
    try {
      ended = await withoutTraces(() => live(schedule, app, isThorough));
    } catch (error) {
      const story = await tellFailure(schedule, error, { app, seed, number, shrinks, isThorough });
      return checked({ story, reason: reasonOf(error), number });
    }
    sums.lives++;
    for (const name of ['steps', 'accepted', 'refused', 'uploaded', 'acts'] as const)
      sums[name] += ended[name];
    tally.add(ended.faults);
    onProgress?.(number);
  }
  return checked(undefined);
}

/** Where an error came from is asked of the last life only, and each is told in one that is played again (tellFailure). */
async function withoutTraces<T>(play: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await play();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Of one schedule of a run: by itself, so that any part of a run can be played again. */
function seedOf(seed: number, number: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(number, 0xc2b2ae35)) >>> 0;
}

type Told = Pick<Check, 'app' | 'seed'> & { number: number; shrinks: boolean; isThorough: boolean };

async function tellFailure(
  schedule: Schedule,
  error: unknown,
  { app, seed, number, shrinks, isThorough }: Told,
): Promise<string> {
  let last = error;
  const fails = async (candidate: Schedule): Promise<boolean> => {
    try {
      await live(candidate, app, isThorough);
      return false;
    } catch (failure) {
      last = failure;
      return true;
    }
  };
  const short = shrinks ? await shrink(schedule, fails) : schedule;
  return [
    reasonOf(shrinks ? last : error),
    tell(short),
    `Again: npm run simulate -- --seed ${seed} --from ${number} --schedules 1`,
  ].join('\n');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const because = cause instanceof Error ? ` (${cause.stack ?? cause.message})` : '';
  return error.name === 'Violation' ? `${error.message}${because}` : (error.stack ?? error.message);
}
