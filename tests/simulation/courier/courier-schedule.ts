// What happens in a life with a carrier: a phone without a line seals, or waits in the open, and gives a file away; another takes it
// in and delivers it, beside the writer's own phone or alone; answers come back as a file. Plain data, made of a seed.

import {
  APPLICATION_FAULTS,
  DISK_FAULTS,
  type DiskFault,
  FAULT_KINDS,
  LINE_KINDS,
  type LineFault,
} from '../faults.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Damage } from './carrier.ts';

export type Who = 'writer' | 'carrier';

export type WriterAct =
  | { do: 'seal' | 'seal an emergency'; mayBeCarried: boolean }
  | { do: 'send openly' }
  | { do: 'take back' }
  | { do: 'give'; nth: number }
  | { do: 'give a copy'; nth: number }
  | { do: 'take answers'; nth: number };
export type CarrierAct =
  | { do: 'hand on' }
  | { do: 'bring back' }
  | { do: 'take in'; nth: number; damage?: Damage };
/** Of either. */
export type PhoneAct =
  | { do: 'confirm' | 'cancel' | 'clear'; who: Who }
  | { do: 'hurry' | 'kill' | 'wake worker' | 'kill worker'; who: Who }
  | { do: 'line'; who: Who; isThere: boolean }
  | { do: 'clock'; who: Who; years: number }
  | { do: 'disk'; who: Who; faults: DiskFault[] };
export type CourierAct =
  | WriterAct
  | CarrierAct
  | PhoneAct
  | { do: 'line meets'; faults: LineFault[] }
  | { do: 'restart server' }
  | { do: 'rotate key' }
  | { do: 'wait'; seconds: number };

export interface CourierSchedule {
  seed: number;
  items: { act: CourierAct; steps: number }[];
}

const NOT_OF_PARCELS: readonly string[] = ['409 of ours', '413 of ours', '415 of ours'];

/** What of a kind a parcel can meet on its way. */
function faultsOfParcels(kind: string): readonly LineFault[] {
  return (FAULT_KINDS[kind] as readonly LineFault[]).filter(
    (fault) => (APPLICATION_FAULTS as readonly string[]).includes(fault) && !NOT_OF_PARCELS.includes(fault),
  );
}

/** As what every delivery meets, but doubled twice as often. */
const PARCEL_KINDS = LINE_KINDS.filter((kind) => faultsOfParcels(kind).length > 0).flatMap((kind) =>
  kind === 'message doubled' ? [kind, kind] : [kind],
);

/** What the promise speaks of, and the faults that are of that kind: of ten lives one has met each. */
export const COURIER_KINDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...PARCEL_KINDS,
      'page killed at any step',
      'worker killed at any step',
      'messages reordered',
      'signing key changed',
      'no room on the device',
      'transaction aborted',
      'connection to the store closed',
      'clock of the device ± 10 years',
    ].map((kind) => [kind, FAULT_KINDS[kind] ?? []]),
  ),
  'file cut, damaged or put together': ['file damaged or cut'],
  'taken in twice': ['taken in twice'],
  'killed amid the taking in': ['killed amid the taking in'],
  'brought by writer and carrier': ['brought by both'],
  'copy of what waits in the open': ['copy of an open one given away'],
  'handed on to a third': ['parcel handed on'],
  'settled by a receipt that was brought': ['settled by a receipt that was brought'],
  'old emergency confirmed': ['old emergency confirmed'],
  'given up by its carrier': ['given up by its carrier'],
  'given up by its writer': ['given up by its writer'],
};

const MOST_STEPS = 50;

export function makeCourierSchedule(seed: number): CourierSchedule {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random.next() < share;
  const isOpen = chance(0.3);
  const acts: CourierAct[] = [
    ...(chance(0.8) ? [{ do: 'line', who: 'writer', isThere: false } as const] : []),
    ...several(random, 1, 2, () => written(isOpen, random)).flat(),
    ...(chance(0.25) ? [diskFails(random, 'writer')] : []),
    ...(isOpen ? [] : several(random, 1, 2, (): CourierAct => ({ do: 'give', nth: random.below(3) }))),
    ...(chance(0.3) ? [{ do: 'kill', who: 'writer' } as const] : []),
    ...takenIn(random),
    { do: 'line meets', faults: several(random, 2, 4, () => lineFault(random)) },
    ...delivered(random),
    ...(chance(0.25) ? [{ do: 'line', who: 'writer', isThere: true } as const] : []),
    ...several(random, 1, 3, () => whatever(random)),
    ...delivered(random),
    { do: 'bring back' },
    ...(chance(0.2) ? [diskFails(random, 'writer')] : []),
    ...several(random, 1, 2, (): CourierAct => ({ do: 'take answers', nth: random.below(2) })),
    ...(chance(0.3) ? [{ do: 'clear', who: pick(random, WHO) } as const] : []),
  ];
  if (chance(0.6)) acts.push(...oldEmergency(random));
  return { seed, items: acts.map((act) => ({ act, steps: random.below(MOST_STEPS) })) };
}

const WHO = ['writer', 'carrier'] as const;

function written(isOpen: boolean, random: Random): CourierAct[] {
  if (!isOpen) return [{ do: 'seal', mayBeCarried: random.next() < 0.9 }, wait(random, 2)];
  return [
    { do: 'send openly' },
    wait(random, 2),
    { do: 'give a copy', nth: random.below(2) },
    ...(random.next() < 0.15 ? [{ do: 'take back' } as const] : []),
  ];
}

function takenIn(random: Random): CourierAct[] {
  const take = (): CourierAct => ({ do: 'take in', nth: random.below(3) });
  const damage = pick(random, ['cut', 'damaged', 'of two'] as const);
  return [
    ...(random.next() < 0.18 ? [{ do: 'take in', nth: 0, damage } as const] : []),
    ...(random.next() < 0.3 ? [diskFails(random, 'carrier')] : []),
    take(),
    ...(random.next() < 0.3 ? [{ do: 'kill', who: 'carrier' } as const] : []),
    ...several(random, 1, 2, take),
    ...(random.next() < 0.2 ? [{ do: 'hand on' } as const] : []),
  ];
}

function delivered(random: Random): CourierAct[] {
  const who = random.next() < 0.7 ? 'carrier' : 'writer';
  const isByWorker = random.next() < 0.5;
  return [
    isByWorker ? { do: 'wake worker', who } : { do: 'hurry', who },
    wait(random, 6),
    ...(random.next() < 0.25 ? [{ do: isByWorker ? 'kill worker' : 'kill', who } as const] : []),
    ...(random.next() < 0.3 ? [wait(random, 20)] : []),
  ];
}

function whatever(random: Random): CourierAct {
  const who = pick(random, WHO);
  const kind = random.next();
  if (kind < 0.15) return { do: 'kill', who };
  if (kind < 0.25) return { do: 'kill worker', who };
  if (kind < 0.4) return { do: 'hurry', who };
  if (kind < 0.55) return { do: 'line', who, isThere: random.next() < 0.5 };
  if (kind < 0.65) return { do: 'clock', who, years: random.below(21) - 10 };
  if (kind < 0.75) return { do: 'rotate key' };
  if (kind < 0.8) return { do: 'restart server' };
  if (kind < 0.85) return { do: 'take answers', nth: random.below(2) };
  if (kind < 0.9) return { do: 'bring back' };
  return diskFails(random, who);
}

/** Sealed where no line is, given away, and a year later by one clock or the other; then somebody is asked. */
function oldEmergency(random: Random): CourierAct[] {
  const who = pick(random, WHO);
  return [
    ...WHO.map((one): CourierAct => ({ do: 'line', who: one, isThere: false })),
    { do: 'seal an emergency', mayBeCarried: true },
    wait(random, 2),
    { do: 'give', nth: -1 },
    wait(random, 1),
    { do: 'take in', nth: -1 },
    wait(random, 1),
    { do: 'clock', who, years: 1 },
    { do: 'wait', seconds: 70 },
    { do: 'line', who, isThere: true },
    random.next() < 0.5 ? { do: 'wake worker', who } : { do: 'hurry', who },
    wait(random, 10),
    { do: pick(random, ['confirm', 'cancel']), who },
    wait(random, 10),
    { do: 'hurry', who },
    ...(random.next() < 0.3 ? [{ do: 'take in', nth: -1 } as const] : []),
  ];
}

function diskFails(random: Random, who: Who): CourierAct {
  return { do: 'disk', who, faults: [pick(random, DISK_FAULTS)] };
}

function lineFault(random: Random): LineFault {
  return pick(random, faultsOfParcels(pick(random, PARCEL_KINDS)));
}

function wait(random: Random, most: number): CourierAct {
  return { do: 'wait', seconds: 1 + random.below(most) };
}

function several<T>(random: Random, least: number, most: number, make: () => T): T[] {
  return Array.from({ length: least + random.below(most - least + 1) }, make);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)] as T;
}

export function tellCourier({ seed, items }: CourierSchedule): string {
  const lines = items.map(({ act, steps }) => {
    const { do: what, ...rest } = act;
    const about = Object.values(rest).flat().join(', ');
    return `${what}${about ? ` (${about})` : ''}, then ${steps} steps`;
  });
  return [`World ${seed}, with a carrier:`, ...lines, 'then both have a line.'].join('\n');
}
