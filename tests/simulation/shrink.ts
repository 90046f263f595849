// Makes a schedule that fails as short as it can be while it still fails: acts are left out by halves, then one by one, then
// what is left is made simpler. What it breaks may become another promise than at first.

import type { Item, Schedule } from './schedule.ts';

const MOST_TRIES = 600;

/** @param fails whether the schedule still breaks a promise */
export async function shrink(
  schedule: Schedule,
  fails: (schedule: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let best = schedule;
  let tries = 0;
  const take = async (candidate: Schedule): Promise<boolean> => {
    if (tries++ >= MOST_TRIES || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let size = Math.ceil(best.items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.items.length; ) {
      const items = best.items.toSpliced(at, size);
      if (!(await take({ ...best, items }))) at += size;
    }
  }
  if (best.startsAtVersion > 0) await take({ ...best, startsAtVersion: 0 });
  for (let at = 0; at < best.items.length; at++) {
    for (const simpler of simplify(best.items[at] as Item)) {
      await take({ ...best, items: best.items.with(at, simpler) });
    }
  }
  return best;
}

function* simplify({ act, steps }: Item): Generator<Item> {
  if (steps > 0) yield { act, steps: 0 };
  if ((act.do === 'network' || act.do === 'disk') && act.faults.length > 1) {
    for (const fault of act.faults) yield { act: { ...act, faults: [fault] } as typeof act, steps };
  }
  if ('chunks' in act && act.chunks.length > 0) {
    yield { act: { ...act, chunks: [1] }, steps };
  }
}
