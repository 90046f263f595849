import { describe, expect, it } from 'vitest';
import { createLine } from './line.ts';

function at(perSecond: number) {
  const clock = { ms: 1_000_000 };
  const line = createLine({ perSecond, now: () => clock.ms, random: () => 0.5 });
  const places = (count: number, hasWorked = false) =>
    Array.from({ length: count }, () => line.knock(hasWorked));
  const knocks = (count: number) => places(count).map(({ waitMs }) => waitMs);
  const admitted = (count: number) => Array.from({ length: count }, line.admit).filter(Boolean).length;
  return { clock, places, knocks, admitted };
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

  it('is no longer than that, however many come: an hour after a flood it is forgotten', () => {
    const { clock, knocks } = at(10);
    knocks(100_000);
    clock.ms += 60 * 60_000;
    expect(Math.max(...knocks(12))).toBeLessThan(1_300);
  });

  it('asks for work when it is longer than five minutes, and not before', () => {
    const { places } = at(10);
    const asked = places(10 + 10 * 9 * 60 * 5).map(({ asksForWork }) => asksForWork);
    expect(asked.indexOf(true)).toBeGreaterThan(10 + 9 * 298);
    expect(asked.indexOf(true)).toBeLessThan(10 + 9 * 302);
  });

  it('lets those in before all others who have worked, and gives a tenth of the places to those who have not', () => {
    const { clock, places } = at(10);
    places(5_000);
    clock.ms += 1_000;
    expect(places(100).filter(({ waitMs }) => waitMs === 0)).toHaveLength(1);
    const worked = places(20, true);
    expect(worked.filter(({ waitMs }) => waitMs === 0)).toHaveLength(9);
    // Behind each other, not behind the flood.
    expect(Math.max(...worked.map(({ waitMs }) => waitMs))).toBeLessThan(3_000);
  });

  it('takes what comes without a knock while it is little, then what it has let in and a tenth part', () => {
    const { clock, knocks, admitted } = at(10);
    expect(admitted(1_000)).toBe(200);
    knocks(15);
    expect(admitted(1_000)).toBe(10);
    clock.ms += 1_000;
    expect(admitted(1_000)).toBe(1);
  });
});
