import { describe, expect, it } from 'vitest';
import { createLine } from './line.ts';

function at(perSecond: number) {
  const clock = { ms: 1_000_000 };
  const line = createLine({ perSecond, now: () => clock.ms, random: () => 0.5 });
  const knocks = (count: number) => Array.from({ length: count }, () => line.knock());
  return { clock, knocks };
}

describe('a line', () => {
  it('lets everybody in while there is room', () => {
    const { clock, knocks } = at(10);
    for (let second = 0; second < 100; second++) {
      expect(knocks(10)).toEqual(Array(10).fill(0));
      clock.ms += 1_000;
    }
  });

  it('gives those that it cannot let in a time each, one after the other', () => {
    const { knocks } = at(10);
    const waits = knocks(40).slice(10);
    expect(Math.min(...waits)).toBeGreaterThan(1_000);
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    // Nine a second.
    expect(waits.filter((wait) => wait < 3_001)).toHaveLength(18);
  });

  it('has the room of one quiet second, not of a quiet night', () => {
    const { clock, knocks } = at(10);
    clock.ms += 8 * 60 * 60_000;
    expect(knocks(30).filter((wait) => wait === 0)).toHaveLength(10);
  });

  it('forgets a line that has gone', () => {
    const { clock, knocks } = at(10);
    knocks(1_000);
    clock.ms += 60 * 60_000;
    expect(Math.max(...knocks(12))).toBeLessThan(1_300);
  });

  it('tells nobody to wait longer than a device believes', () => {
    const { knocks } = at(1);
    const waits = knocks(10_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(55 * 60_000);
    expect(waits.at(-1)).toBe(55 * 60_000 * 0.75);
  });
});
