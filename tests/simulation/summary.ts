// The figures of a run, as lines.

import type { Totals } from './check.ts';
import { FAULT_KINDS } from './faults.ts';

export interface Run {
  seed: number;
  from: number;
  to: number;
  totals: Totals | undefined;
  seconds: number;
  /** Of the processors, in all processes. */
  cpuSeconds: number;
  processes: number;
}

export function addTotals(sum: Totals | undefined, part: Totals): Totals {
  if (!sum) return part;
  const faults = { ...sum.faults };
  for (const [fault, times] of Object.entries(part.faults)) faults[fault] = (faults[fault] ?? 0) + times;
  return {
    lives: sum.lives + part.lives,
    steps: sum.steps + part.steps,
    accepted: sum.accepted + part.accepted,
    refused: sum.refused + part.refused,
    uploaded: sum.uploaded + part.uploaded,
    acts: sum.acts + part.acts,
    faults,
  };
}

type Kinds = Readonly<Record<string, readonly string[]>>;
type Met = Readonly<Record<string, number>>;

/** How often each kind of fault was met. */
function countKinds(kinds: Kinds, met: Met): [kind: string, times: number][] {
  return Object.entries(kinds).map(([kind, faults]) => [
    kind,
    faults.reduce((sum, fault) => sum + (met[fault] ?? 0), 0),
  ]);
}

export function tooRare(totals: Totals | undefined): string[] {
  return tooRareOf(FAULT_KINDS, totals?.faults ?? {}, totals?.lives ?? 0);
}

/** Of ten lives one, at least, has met each kind of fault: what is rarer would be found by luck. @returns kinds */
export function tooRareOf(kinds: Kinds, met: Met, lives: number): string[] {
  const wanted = lives / 10;
  return countKinds(kinds, met)
    .filter(([, times]) => times < wanted * (wanted < 1_000 ? CHANCE : 1))
    .map(([kind]) => kind);
}

/** Of a short run: what chance may leave of a count. */
const CHANCE = 0.6;

const number = (value: number): string => value.toLocaleString('en-US');

export function describeRun({ seed, from, to, totals, seconds, cpuSeconds, processes }: Run): string[] {
  if (!totals) return ['nothing was played'];
  return [
    `Schedules ${number(from)} to ${number(to)} of seed ${seed}: ${number(totals.lives)} lives, ` +
      `${number(totals.steps)} steps, each looked at. **Lost 0, doubled 0, falsely "saved" 0, falsely "received" 0**, ` +
      `and each came to its end. ${number(totals.accepted)} applications, ${number(totals.acts)} acts and ` +
      `${number(totals.uploaded)} recordings were accepted, each once; ${number(totals.refused)} applications were refused ` +
      `and seen to be. ${seconds.toFixed(0)} s in ${processes === 1 ? 'one process' : `${processes} processes`}, ` +
      `${((cpuSeconds * 1_000) / totals.lives).toFixed(1)} ms of a processor for each life.`,
    '',
    ...describeFaults(FAULT_KINDS, totals.faults),
  ];
}

export function describeFaults(kinds: Kinds, met: Met): string[] {
  return [
    '| fault | met |',
    '|---|---:|',
    ...countKinds(kinds, met).map(([kind, times]) => `| ${kind} | ${number(times)} |`),
  ];
}
