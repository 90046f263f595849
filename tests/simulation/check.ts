// Runs many schedules and, where one fails, shrinks it and tells it as a story with the seed that repeats it.

import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { type App, REAL } from './app.ts';
import { type Ended, live } from './life.ts';
import { schedules, tell } from './schedule.ts';

export interface Checked {
  /** undefined when every schedule held. */
  failure: { story: string; seed: number; schedulesRun: number } | undefined;
  lives: number;
  steps: number;
  accepted: number;
  refused: number;
}

export interface Check {
  schedules: number;
  seed: number;
  app?: App;
  /** Without shrinking a planted fault is found as surely, and sooner. */
  shrinks?: boolean;
}

export async function checkSchedules({
  schedules: numRuns,
  seed,
  app = REAL,
  shrinks = true,
}: Check): Promise<Checked> {
  const totals: Ended & { lives: number } = { lives: 0, steps: 0, accepted: 0, refused: 0 };
  const property = fc.asyncProperty(schedules, async (schedule) => {
    const ended = await live(schedule, app);
    totals.lives++;
    totals.steps += ended.steps;
    totals.accepted += ended.accepted;
    totals.refused += ended.refused;
  });
  const details = await fc.check(property, { numRuns, seed, endOnFailure: !shrinks });
  if (!details.failed) return { failure: undefined, ...totals };
  const [schedule] = details.counterexample ?? [];
  const error = details.errorInstance;
  const reason = error instanceof Error ? `${error.message}${causeOf(error)}` : String(error);
  const story = [
    `${reason}`,
    schedule ? tell(schedule) : 'no counterexample',
    `Again: npm run simulate -- --schedules ${numRuns} --seed ${seed}`,
  ].join('\n');
  return { failure: { story, seed, schedulesRun: details.numRuns }, ...totals };
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.stack ?? cause.message})` : '';
}
