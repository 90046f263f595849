// Looks for each planted fault, schedule after schedule, as one looks for a real one.

import { loadApp } from './app.ts';
import { checkSchedules } from './check.ts';
import { checkPins } from './pin/check-pins.ts';
import { PIN_PLANTS } from './pin/pin-plants.ts';
import type { Plant } from './planting.ts';

/** Each is found within so many schedules. */
export const MOST_SCHEDULES = 3_000;
export const SEED = 20_261_123;

export interface Found {
  fault: string;
  file: string;
  /** Of the schedule at which it fell; undefined: it did not. */
  number: number | undefined;
  reason: string;
}

export async function findPlanted(
  plants: readonly Plant[],
  onFound: (found: Found) => void = () => undefined,
): Promise<Found[]> {
  const all: Found[] = [];
  for (const plant of plants) {
    const app = await loadApp(plant);
    const { failure } = PIN_PLANTS.includes(plant)
      ? await checkPins(app, SEED, MOST_SCHEDULES)
      : await checkSchedules({ app, seed: SEED, from: 1, to: MOST_SCHEDULES, shrinks: false });
    const { fault, file } = plant;
    const found = { fault, file, number: failure?.number, reason: failure?.reason.split('\n')[0] ?? '' };
    all.push(found);
    onFound(found);
  }
  return all;
}
