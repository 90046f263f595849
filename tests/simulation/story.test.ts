// A failure is told so that a person can follow it and anybody can repeat it.

import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { makeSchedule } from './schedule.ts';
import { shrink } from './shrink.ts';
import { tell } from './tell.ts';

describe('a schedule', () => {
  it('is the same for the same seed', () => {
    expect(makeSchedule(7)).toEqual(makeSchedule(7));
    expect(makeSchedule(7)).not.toEqual(makeSchedule(8));
  });

  it('is shrunk to what makes it fail, and told as a short story', async () => {
    const schedule = makeSchedule(12);
    const acts = [{ do: 'kill' as const, tab: 'B' as const }, ...schedule.items.map(({ act }) => act)];
    const long = { ...schedule, items: acts.map((act) => ({ act, steps: 9 })) };
    const short = await shrink(long, async ({ items }) => items.some(({ act }) => act.do === 'kill'));
    expect(short.items).toHaveLength(1);
    expect(short.items[0]?.steps).toBe(0);
    expect(tell(short)).toMatch(
      /^World 12.*:\n1\. tab . is killed, then 0 steps\nthen it comes to its end\.$/,
    );
  });
});
