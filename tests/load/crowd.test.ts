import { expect, it } from 'vitest';
import { simulateCrowd } from './crowd.ts';

/** A fiftieth of the crowd of `npm run load -- crowd`, before a server of a fiftieth. */
const CROWD = { phones: 20_000, withinMs: 60_000, perSecond: 10, seed: 20_261_126 };

it('comes one by one through the line: never more than twice what the server can take, and all of it', () => {
  const figures = simulateCrowd({ ...CROWD, hasLine: true });
  expect(figures.received).toBe(CROWD.phones);
  expect(figures.peakSent).toBeLessThanOrEqual(2 * CROWD.perSecond);
  expect(figures.turnedAway).toBe(0);
});

it('gets through a flood that neither waits nor works, of which little is taken', () => {
  const flooded = { phones: 500, withinMs: 50_000, perSecond: 20, hasLine: true, seed: 1 };
  const figures = simulateCrowd({ ...flooded, floodPerSecond: 2_000 });
  expect(figures.received).toBe(500);
  expect(figures.lastMs).toBeLessThan(10 * 60_000);
  expect(figures.floodTaken).toBeLessThan(0.5 * flooded.perSecond * (figures.lastMs / 1_000));
});

it('would be thirty times what the server can take without it', () => {
  const { peakSent } = simulateCrowd({ ...CROWD, hasLine: false });
  expect(peakSent).toBeGreaterThan(20 * CROWD.perSecond);
});
