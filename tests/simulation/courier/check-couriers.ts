// Plays many lives with a carrier, and tells the first that fails.

import type { App } from '../app.ts';
import { Tally } from '../tally.ts';
import { type CourierEnded, liveCourier } from './courier-life.ts';
import { makeCourierSchedule, tellCourier } from './courier-schedule.ts';

export interface CheckedCouriers {
  failure: { story: string; reason: string; number: number } | undefined;
  lives: number;
  steps: number;
  accepted: number;
  refused: number;
  met: Record<string, number>;
}

/** @param from the first schedule, counted from 1 */
export async function checkCouriers(
  app: App,
  seed: number,
  { from = 1, to }: { from?: number; to: number },
): Promise<CheckedCouriers> {
  const tally = new Tally();
  const sums = { lives: 0, steps: 0, accepted: 0, refused: 0 };
  const checked = (failure?: CheckedCouriers['failure']): CheckedCouriers => ({
    failure,
    ...sums,
    met: Object.fromEntries(tally.counts),
  });
  for (let number = from; number <= to; number++) {
    const schedule = makeCourierSchedule((Math.imul(seed, 0x9e3779b9) + Math.imul(number, 0xc2b2ae35)) >>> 0);
    let ended: CourierEnded;
    try {
      ended = await liveCourier(schedule, app);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { message, cause, stack } = error;
      const because =
        cause instanceof Error ? `\n${cause.stack}` : error.name === 'Violation' ? '' : `\n${stack}`;
      const reason = `${message}${because}`;
      return checked({ story: `${reason}\n${tellCourier(schedule)}`, reason, number });
    }
    sums.lives++;
    sums.steps += ended.steps;
    sums.accepted += ended.accepted;
    sums.refused += ended.refused;
    tally.add(ended.faults);
  }
  return checked();
}
