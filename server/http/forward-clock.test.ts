import { expect, it } from 'vitest';
import { forwardClock } from './forward-clock.ts';
import { createLine } from './line.ts';

it('goes as its clock goes, and stands still where that one is set back', () => {
  let ms = 1_000_000;
  const now = forwardClock(() => ms);
  ms += 300;
  expect(now()).toBe(300);
  ms -= 86_400_000;
  expect(now()).toBe(300);
  ms += 200;
  expect(now()).toBe(500);
});

it('keeps nobody out of the line until a clock that was set back has caught up', () => {
  let ms = 1_000_000;
  const line = createLine({ perSecond: 1, now: forwardClock(() => ms), random: () => 0 });
  expect([line.knock(false).waitMs, line.knock(false).waitMs > 0]).toEqual([0, true]);
  ms -= 86_400_000;
  expect(line.knock(false)).toMatchObject({ asksForWork: false });
  ms += 1_000;
  expect(line.knock(false).waitMs).toBe(0);
  expect(line.admit()).toBe(true);
});
