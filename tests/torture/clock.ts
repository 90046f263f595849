// Clocks that are off: of a page from its start, and of page and worker in the middle of what they do.

import type { Page } from 'playwright-core';
import { within } from './within.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60_000;
/** A worker that was just ended does not answer. */
const PATIENCE_MS = 3_000;

/** From the next document on. */
export async function startWithClock(page: Page, years: number): Promise<void> {
  await page.addInitScript(shiftClock, years * YEAR_MS);
}

/** Now. @returns whose clock was moved, as read from them afterwards */
export async function moveClocks(page: Page, years: number): Promise<{ page: boolean; worker: boolean }> {
  const byMs = years * YEAR_MS;
  const isOff = (offByMs: number): boolean => Math.abs(offByMs - byMs) < YEAR_MS / 2;
  const ofPage = isOff(await page.evaluate(shiftClock, byMs));
  const moved = await Promise.all(
    page
      .context()
      .serviceWorkers()
      .map((worker) => within(PATIENCE_MS, worker.evaluate(shiftClock, byMs)).then(isOff, () => false)),
  );
  return { page: ofPage, worker: moved.includes(true) };
}

/** In a page or a worker. @returns how far its clock is off then, in milliseconds, by one that nobody moves */
function shiftClock(byMs: number): number {
  const place = globalThis as { kopruShift?: { byMs: number } };
  if (place.kopruShift) {
    place.kopruShift.byMs = byMs;
  } else {
    const shift = { byMs };
    place.kopruShift = shift;
    const RealDate = Date;
    class ShiftedDate extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(RealDate.now() + shift.byMs);
        else super(...(given as [number]));
      }
      static override now(): number {
        return RealDate.now() + shift.byMs;
      }
    }
    globalThis.Date = ShiftedDate as DateConstructor;
  }
  return Date.now() - performance.timeOrigin - performance.now();
}
