// Runs many lives with a PIN, and tells the first that fails.

import type { App } from '../app.ts';
import { Tally } from '../tally.ts';
import { livePins, makePinSchedule, tellPins } from './pin-life.ts';

export interface CheckedPins {
  failure: { story: string; reason: string; number: number } | undefined;
  lives: number;
  steps: number;
  met: Record<string, number>;
}

/** @param from the first schedule, counted from 1 */
export async function checkPins(
  app: App,
  seed: number,
  { from = 1, to }: { from?: number; to: number },
): Promise<CheckedPins> {
  const tally = new Tally();
  let steps = 0;
  const checked = (lives: number, failure?: CheckedPins['failure']): CheckedPins => ({
    failure,
    lives,
    steps,
    met: Object.fromEntries(tally.counts),
  });
  for (let number = from; number <= to; number++) {
    const schedule = makePinSchedule((Math.imul(seed, 0x85ebca6b) + Math.imul(number, 0xc2b2ae35)) >>> 0);
    try {
      const ended = await livePins(schedule, app);
      steps += ended.steps;
      tally.add(ended.faults);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { message, cause, stack } = error;
      const because = cause instanceof Error ? ` (${cause.stack})` : error.name === 'Violation' ? '' : stack;
      const reason = `${message}${because}`;
      return checked(number - from, { story: `${reason}\n${tellPins(schedule)}`, reason, number });
    }
  }
  return checked(to - from + 1);
}
