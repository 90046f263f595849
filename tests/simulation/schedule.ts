// What happens in one simulated life: acts of the citizen, of the browser and of the world, with some steps between them.
// Plain data, made of a seed, so that it can be shrunk, told and played again.

import { MIGRATIONS } from '../../src/offline/migrations.ts';
import {
  APPLICATION_FAULTS,
  DISK_FAULTS,
  type DiskFault,
  FAULT_KINDS,
  KNOCK_FAULTS,
  LINE_KINDS,
  type LineFault,
  ONLY_UPLOADS,
  TEXT_FAULTS,
  UPLOAD_FAULTS,
} from './faults.ts';
import { type Random, seededRandom } from './random.ts';

/** Two tabs of the citizen's phone, and one of another phone. */
export type TabName = 'A' | 'B' | 'other';

/** Of the citizen, and of the browser with a tab. */
export type TabAct =
  | { do: 'write' | 'send' | 'join' | 'leave' | 'emergency'; tab: TabName }
  | { do: 'record'; tab: TabName; chunks: number[] }
  | { do: 'cancel' | 'confirm' | 'mend' | 'delete' | 'forget'; tab: TabName; nth: number }
  | { do: 'cancel upload' | 'resume upload'; tab: TabName; nth: number }
  | { do: 'add'; tab: TabName; nth: number; chunks: number[]; isSent: boolean }
  | { do: 'send act' | 'mend act' | 'drop act' | 'withdraw' | 'read'; tab: TabName; nth: number }
  | { do: 'open by code'; tab: TabName; nth: number }
  | { do: 'hurry' | 'online' | 'visible' | 'kill'; tab: TabName };
export type WorldAct =
  | { do: 'wake worker' | 'kill worker' | 'rotate key' | 'restart server' | 'update' }
  | { do: 'answer'; nth: number }
  | { do: 'network'; faults: LineFault[] }
  | { do: 'line down'; seconds: number }
  | { do: 'disk'; tab: TabName; faults: DiskFault[] }
  | { do: 'clock'; years: number }
  | { do: 'wait'; seconds: number };
export type Act = TabAct | WorldAct;

/** After the act, so many steps of the world run before the next act: acts overlap. */
export interface Item {
  act: Act;
  steps: number;
}

export interface Schedule {
  seed: number;
  /** A store of an earlier version, with a draft and an unsent application in it; 0 = a new phone. */
  startsAtVersion: number;
  items: Item[];
}

const MOST_STEPS = 40;
const MOST_ACTS = 5;

type Make = (random: Random) => Act[];

/** What happens by itself, each as often as its weight says. */
const ACTS: readonly (readonly [weight: number, make: Make])[] = [
  [8, (r) => [{ do: 'write', tab: tab(r) }]],
  [9, (r) => [{ do: 'send', tab: tab(r) }]],
  [3, (r) => [{ do: 'record', tab: tab(r), chunks: chunks(r) }]],
  [3, (r) => [{ do: 'join', tab: tab(r) }]],
  [8, (r) => [{ do: pick(r, ['cancel', 'mend']), tab: tab(r), nth: r.below(4) }]],
  [2, (r) => [{ do: pick(r, ['delete', 'forget']), tab: tab(r), nth: r.below(4) }]],
  [1, (r) => [{ do: pick(r, ['cancel upload', 'resume upload']), tab: tab(r), nth: r.below(4) }]],
  [3, (r) => [addition(tab(r), r)]],
  [4, (r) => [{ do: pick(r, ACT_ACTS), tab: tab(r), nth: r.below(4) }]],
  [3, (r) => [{ do: pick(r, ['hurry', 'online', 'visible']), tab: tab(r) }]],
  [4, (r) => [{ do: 'kill', tab: tab(r) }]],
  [1, () => [{ do: 'wake worker' }]],
  [3, (r) => [{ do: 'answer', nth: r.below(4) }]],
  [6, (r) => [{ do: 'network', faults: several(r, 2, () => lineFault(r)) }]],
  [1, (r) => [{ do: 'line down', seconds: 1 + r.below(60) }]],
  [8, (r) => [{ do: 'disk', tab: tab(r), faults: several(r, 2, () => pick(r, DISK_FAULTS)) }]],
  [3, (r) => [{ do: 'clock', years: r.below(21) - 10 }]],
  [2, (r) => [{ do: 'wait', seconds: 1 + r.below(40) }]],
];
const WHOLE_WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0);
const ACT_ACTS = ['send act', 'mend act', 'drop act', 'withdraw', 'read'] as const;

/** What would be rare by chance because it takes several acts in a row, each in such a share of the lives. */
const SCENES: readonly (readonly [share: number, make: Make])[] = [
  [0.16, (r) => [{ do: 'wake worker' }, ...(r.next() < 0.9 ? [{ do: 'kill worker' } as const] : [])]],
  [0.14, () => [{ do: 'rotate key' }]],
  [0.08, () => [{ do: 'restart server' }]],
  [0.16, (r) => [{ do: 'write', tab: tab(r) }, { do: 'update' }]],
  [
    0.2,
    (r) => [
      { do: 'write', tab: 'A' },
      { do: 'join', tab: 'B' },
      { do: 'write', tab: tab(r) },
    ],
  ],
  [0.07, (r) => leftUnsaved(tab(r))],
  [0.2, (r) => goneAway(tab(r), r)],
  [0.06, (r) => killedWhileSending(r)],
  [0.05, (r) => stoppedAtTheDoor(tab(r), r)],
  [0.05, (r) => forgottenBeside(tab(r), r)],
  [0.05, (r) => droppedAfterwards(tab(r), r)],
  [0.2, (r) => throughThread(tab(r), r)],
];
const OLDER_STORES = 0.14;
const OLD_EMERGENCIES = 0.16;

export function makeSchedule(seed: number): Schedule {
  const random = seededRandom(seed);
  const isOlder = random.next() < OLDER_STORES;
  const startsAtVersion = isOlder ? 1 + random.below(MIGRATIONS.length - 1) : 0;
  const groups: Act[][] = [disturbedSending(tab(random), random)];
  for (const [share, make] of SCENES) if (random.next() < share) groups.push(make(random));
  for (let count = 2 + random.below(MOST_ACTS - 1); count > 0; count--) groups.push(makeActs(random));
  for (let at = groups.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [groups[at], groups[other]] = [groups[other] as Act[], groups[at] as Act[]];
  }
  const items = (acts: Act[]): Item[] => acts.map((act) => ({ act, steps: random.below(MOST_STEPS) }));
  const before = items(groups.flat());
  const late = random.next() < OLD_EMERGENCIES ? items(oldEmergency(tab(random), random)) : [];
  return { seed, startsAtVersion, items: [...before, ...late] };
}

function makeActs(random: Random): Act[] {
  let at = random.next() * WHOLE_WEIGHT;
  for (const [weight, make] of ACTS) {
    at -= weight;
    if (at < 0) return make(random);
  }
  return [];
}

/** Something is sent, and what goes wrong on the line is met. */
function disturbedSending(one: TabName, random: Random): Act[] {
  const faults = Array.from({ length: 1 + random.below(3) }, () => lineFault(random));
  const isUpload = faults.some((fault) => ONLY_UPLOADS.includes(fault)) || random.next() < 0.05;
  return [
    ...(isUpload ? recorded(one, random) : []),
    { do: 'network', faults },
    { do: 'send', tab: one },
    ...(random.next() < 0.3 ? [{ do: 'wait', seconds: 3 + random.below(8) } as const] : []),
  ];
}

/** To its end: who is still recording cannot send. */
function recorded(one: TabName, random: Random): Act[] {
  return [
    { do: 'record', tab: one, chunks: chunks(random) },
    { do: 'wait', seconds: 1 },
  ];
}

function leftUnsaved(one: TabName): Act[] {
  return [
    { do: 'write', tab: one },
    { do: 'wait', seconds: 3 },
    { do: 'disk', tab: one, faults: ['quota exceeded'] },
    { do: 'write', tab: one },
    { do: 'join', tab: one },
    { do: 'write', tab: one },
    { do: 'wait', seconds: 10 },
  ];
}

/** The last key, and the page is gone. Another finds it. */
function goneAway(one: TabName, random: Random): Act[] {
  return [
    { do: 'write', tab: one },
    { do: 'wait', seconds: 1 },
    { do: 'leave', tab: one },
    ...(random.next() < 0.8 ? [{ do: 'kill', tab: one } as const] : []),
    { do: 'join', tab: tab(random) },
    ...(random.next() < 0.5 ? [{ do: 'kill', tab: tab(random) } as const] : []),
    { do: 'join', tab: tab(random) },
  ];
}

/** The sender dies with what may have arrived, and the citizen takes it back before the next one sends it. */
function killedWhileSending(random: Random): Act[] {
  return [
    { do: 'send', tab: 'A' },
    { do: 'wait', seconds: 2 + random.below(4) },
    { do: 'kill', tab: 'A' },
    { do: 'hurry', tab: 'B' },
    { do: 'cancel', tab: 'B', nth: random.below(2) },
  ];
}

/** Arrived unheard, stopped at the door when it is sent again, and taken back: the first attempt must not be forgotten. */
function stoppedAtTheDoor(one: TabName, random: Random): Act[] {
  return [
    { do: 'network', faults: ['response lost', '401'] },
    { do: 'send', tab: one },
    { do: 'wait', seconds: 45 + random.below(20) },
    { do: 'cancel', tab: one, nth: random.below(2) },
  ];
}

/** One application is taken off the phone while the recording of another is on its way. */
function forgottenBeside(one: TabName, random: Random): Act[] {
  return [
    { do: 'send', tab: one },
    { do: 'wait', seconds: 6 },
    ...recorded(one, random),
    { do: 'send', tab: one },
    { do: 'forget', tab: one, nth: 0 },
  ];
}

/** An act has arrived and nobody knows it; the citizen throws it away, or changes it. */
function droppedAfterwards(one: TabName, random: Random): Act[] {
  return [
    { do: 'send', tab: one },
    { do: 'wait', seconds: 8 },
    { do: 'network', faults: ['500 after the commit', '500 after the commit', '500 after the commit'] },
    { do: 'add', tab: one, nth: 0, chunks: [], isSent: true },
    { do: 'hurry', tab: one },
    { do: 'wait', seconds: 4 + random.below(5) },
    { do: pick(random, ['drop act', 'mend act']), tab: one, nth: 0 },
  ];
}

/** An emergency waits for a line longer than the operator lets it; then its writer is asked. */
function oldEmergency(one: TabName, random: Random): Act[] {
  return [
    { do: 'line down', seconds: 30 },
    { do: 'emergency', tab: one },
    { do: 'wait', seconds: 3 },
    { do: 'clock', years: 1 },
    { do: 'wait', seconds: 40 },
    ...(random.next() < 0.5 ? [{ do: 'wake worker' } as const] : [{ do: 'hurry', tab: one } as const]),
    { do: 'wait', seconds: 5 },
    { do: pick(random, ['confirm', 'confirm', 'cancel', 'hurry']), tab: tab(random), nth: 0 },
  ];
}

const FORGERIES = ['receipt by a forger', 'receipt over another digest'] as const;

/** Received, then opened on another phone and added to, perhaps from both. */
function throughThread(one: TabName, random: Random): Act[] {
  const nth = random.below(2);
  return [
    { do: 'send', tab: one },
    { do: 'wait', seconds: 10 },
    { do: 'answer', nth },
    { do: 'open by code', tab: 'other', nth },
    { do: 'network', faults: [random.next() < 0.4 ? pick(random, FORGERIES) : pick(random, TEXT_FAULTS)] },
    addition(random.next() < 0.7 ? one : 'other', random),
    ...(random.next() < 0.5 ? [{ do: 'wait', seconds: 8 } as const, { do: 'answer', nth } as const] : []),
    ...(random.next() < 0.3 ? [{ do: pick(random, ACT_ACTS), tab: one, nth } as const] : []),
  ];
}

function addition(one: TabName, random: Random): Act {
  const recorded = random.next() < 0.3 ? chunks(random) : [];
  return { do: 'add', tab: one, nth: random.below(4), chunks: recorded, isSent: random.next() < 0.7 };
}

const MET_ON_THE_LINE: readonly string[] = [...APPLICATION_FAULTS, ...UPLOAD_FAULTS, ...KNOCK_FAULTS];
const KINDS_OF_LINE = LINE_KINDS.map((kind) =>
  (FAULT_KINDS[kind] as readonly LineFault[]).filter((fault) => MET_ON_THE_LINE.includes(fault)),
);

/** Each kind as often as the others, whatever it is made of. */
function lineFault(random: Random): LineFault {
  // What must be remembered from the first to the second attempt begins so.
  return random.next() < 0.08 ? 'response lost' : pick(random, pick(random, KINDS_OF_LINE));
}

/** Bytes of each chunk; seldom so many that they go in several pieces. */
function chunks(random: Random): number[] {
  const isLong = random.next() < 0.02;
  return several(random, 3, () => 1 + random.below(isLong ? 90_000 : 400));
}

function tab(random: Random): TabName {
  return random.next() < 0.6 ? 'A' : 'B';
}

function several<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: 1 + random.below(most) }, make);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)] as T;
}
