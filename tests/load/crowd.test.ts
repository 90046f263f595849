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

it('would be thirty times what the server can take without it', () => {
  const { peakSent } = simulateCrowd({ ...CROWD, hasLine: false });
  expect(peakSent).toBeGreaterThan(20 * CROWD.perSecond);
});
