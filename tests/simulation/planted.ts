// Looks for each planted fault, schedule after schedule, as one looks for a real one.

import { type App, loadApp } from './app.ts';
import { checkSchedules } from './check.ts';
import { checkCouriers } from './courier/check-couriers.ts';
import { COURIER_PLANTS } from './courier/courier-plants.ts';
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

/** @param knownNumbers by the fault: the schedule at which it fell once. It is played first; where the fault falls no more there, all are */
export async function findPlanted(
  plants: readonly Plant[],
  onFound: (found: Found) => void = () => undefined,
  knownNumbers: ReadonlyMap<string, number> = new Map(),
): Promise<Found[]> {
  const all: Found[] = [];
  for (const plant of plants) {
    const app = await loadApp(plant);
    const { fault, file } = plant;
    const known = knownNumbers.get(fault);
    const failure =
      (known && (await failureIn(app, plant, { from: known, to: known }))) ||
      (await failureIn(app, plant, { from: 1, to: MOST_SCHEDULES }));
    const found = { fault, file, number: failure?.number, reason: failure?.reason.split('\n')[0] ?? '' };
    all.push(found);
    onFound(found);
  }
  return all;
}

type Failure = { number: number; reason: string } | undefined;

async function failureIn(app: App, plant: Plant, range: { from: number; to: number }): Promise<Failure> {
  if (PIN_PLANTS.includes(plant)) return (await checkPins(app, SEED, range)).failure;
  if (COURIER_PLANTS.includes(plant)) return (await checkCouriers(app, SEED, range)).failure;
  const isThorough = range.from === range.to;
  return (await checkSchedules({ app, seed: SEED, ...range, shrinks: false, isThorough })).failure;
}
