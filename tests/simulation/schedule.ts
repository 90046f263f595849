// What happens in one simulated life: acts of the citizen, of the browser and of the world, with some steps between
// them. Plain data, so that fast-check can shrink it and a person can read it.

import fc from 'fast-check';
import type { WriteFault } from './device.ts';
import { NETWORK_FAULTS, type NetworkFault } from './network.ts';

export type Tab = 'A' | 'B';

/** Of the citizen, and of the browser with a tab. */
type TabAct =
  | { do: 'write'; tab: Tab }
  | { do: 'send'; tab: Tab }
  /** The tab opens a draft of the disk, perhaps one that the other tab has open. */
  | { do: 'join'; tab: Tab }
  | { do: 'cancel' | 'mend' | 'delete' | 'forget'; tab: Tab; nth: number }
  | { do: 'hurry' | 'online' | 'visible' | 'kill'; tab: Tab };
export type WorldAct =
  | { do: 'wake worker' | 'kill worker' | 'rotate key' }
  | { do: 'network'; faults: NetworkFault[] }
  | { do: 'disk'; tab: Tab; faults: WriteFault[] }
  | { do: 'clock'; years: number }
  | { do: 'wait'; seconds: number };
export type Act = TabAct | WorldAct;

/** After the act, so many steps of the world run before the next act: acts overlap. */
interface Item {
  act: Act;
  steps: number;
}

export interface Schedule {
  seed: number;
  items: Item[];
}

const tab = fc.constantFrom<Tab>('A', 'B');
const nth = fc.nat(3);
const networkFaults = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(fc.constantFrom(...NETWORK_FAULTS), { minLength: 1, maxLength: 4 }),
  },
  // Arrived unheard, then stopped at the door: what has to be remembered from the first to the second attempt.
  { weight: 1, arbitrary: fc.constant<NetworkFault[]>(['response lost', '401']) },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write'), tab }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send'), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join'), tab }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'mend'), tab, nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('delete', 'forget'), tab, nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('hurry', 'online', 'visible'), tab }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('kill'), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('wake worker', 'kill worker', 'rotate key') }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('network'), faults: networkFaults }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('disk'),
      tab,
      faults: fc.array(fc.constantFrom<WriteFault>('QuotaExceededError', 'UnknownError'), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock'), years: fc.integer({ min: -10, max: 10 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 1_200 }) }),
  },
);

/** A page is left with a text that could not be saved, and the draft is opened and written again: rare by chance. */
const leftUnsaved: fc.Arbitrary<Item[]> = tab.map((one) =>
  (
    [
      { do: 'write', tab: one },
      { do: 'disk', tab: one, faults: ['QuotaExceededError'] },
      { do: 'write', tab: one },
      { do: 'join', tab: one },
      { do: 'write', tab: one },
      { do: 'wait', seconds: 10 },
    ] satisfies Act[]
  ).map((done) => ({ act: done, steps: 45 })),
);

const items: fc.Arbitrary<Item[]> = fc.oneof(
  { weight: 60, arbitrary: fc.record({ act, steps: fc.nat(45) }).map((item) => [item]) },
  { weight: 1, arbitrary: leftUnsaved },
);

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  items: fc.array(items, { minLength: 3, maxLength: 24, size: 'max' }).map((parts) => parts.flat()),
});

/** The schedule as a short story. */
export function tell({ seed, items }: Schedule): string {
  const lines = items.map(
    ({ act: done, steps }, index) => `${index + 1}. ${sentence(done)}, then ${steps} steps`,
  );
  return [`World ${seed}:`, ...lines, 'then the faults end.'].join('\n');
}

function sentence(done: Act): string {
  switch (done.do) {
    case 'write':
      return `tab ${done.tab} writes and saves`;
    case 'send':
      return `tab ${done.tab}: "Gönder"`;
    case 'join':
      return `tab ${done.tab} opens a draft of the disk`;
    case 'cancel':
    case 'mend':
    case 'delete':
    case 'forget':
      return `tab ${done.tab}: ${done.do}, entry ${done.nth}`;
    case 'hurry':
    case 'online':
    case 'visible':
      return `tab ${done.tab}: ${done.do}`;
    case 'kill':
      return `tab ${done.tab} is killed`;
    case 'wake worker':
    case 'kill worker':
    case 'rotate key':
      return done.do;
    case 'network':
      return `the network will give: ${done.faults.join(', ')}`;
    case 'disk':
      return `the disk will refuse tab ${done.tab}: ${done.faults.join(', ')}`;
    case 'clock':
      return `the device's clock jumps by ${done.years} years`;
    case 'wait':
      return `${done.seconds} s pass`;
  }
}
