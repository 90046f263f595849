// The real drafts, outbox, sync, uploads, acts, threads and intake through thousands of bad lives; and the proof
// that the simulation sees: each planted fault is found. Both run as the commands that anybody can run (npm run simulate),
// in processes of their own, without a transformation by the test runner, and all at once: they take both processors from first to last.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CheckedCouriers } from './courier/check-couriers.ts';
import { COURIER_PLANTS } from './courier/courier-plants.ts';
import { ALL_FAULTS } from './faults.ts';
import type { CheckedPins } from './pin/check-pins.ts';
import { PIN_PLANTS } from './pin/pin-plants.ts';
import type { Found } from './planted.ts';
import { PLANTS } from './plants.ts';
import { type Run, tooRare } from './summary.ts';

const SCHEDULES = 2_000;
const COURIER_SCHEDULES = 400;
const SEED = 20_261_123;
const PATIENCE_MS = 12 * 60_000;
/** The processes of a run take what other tests leave of the processors, and both when nothing else is left. */
const POLITE = 3;

const run = promisify(execFile);

/** What a command says, also where it ends with a failure. */
async function say<T>(script: string, ...args: string[]): Promise<T> {
  const command = [`tests/simulation/${script}`, '--json', ...args];
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const running = run(process.execPath, command, options);
  if (running.child.pid !== undefined) setPriority(running.child.pid, POLITE);
  const { stdout } = await running.catch((ended) => ended);
  return JSON.parse(stdout);
}

describe.concurrent('many lives of applications, recordings and acts on phones', () => {
  it(
    'lose nothing, double nothing, believe nothing false, come to an end, and meet every kind of fault',
    async () => {
      const { failure, totals } = await say<Run & { failure?: { story: string } }>(
        'main.ts',
        ...['--schedules', String(SCHEDULES), '--seed', String(SEED), '--processes', '2'],
      );
      expect(failure?.story).toBeUndefined();
      expect(totals?.lives).toBe(SCHEDULES);
      // Lives in which nothing arrives and nothing is refused would prove nothing.
      expect(totals?.accepted).toBeGreaterThan(SCHEDULES / 2);
      expect(totals?.refused).toBeGreaterThan(SCHEDULES / 50);
      expect(totals?.uploaded).toBeGreaterThan(SCHEDULES / 20);
      expect(totals?.acts).toBeGreaterThan(SCHEDULES / 20);
      expect(tooRare(totals)).toEqual([]);
      expect(ALL_FAULTS.filter((fault) => !totals?.faults[fault])).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe.concurrent('what the oracles do not look at again', () => {
  it(
    'has not changed, and would tell them nothing: looking at everything after each step ends as it does',
    async () => {
      const part = ['--schedules', '100', '--seed', String(SEED), '--processes', '1'];
      const [all, spared] = [
        await say<Run>('main.ts', '--thorough', ...part),
        await say<Run>('main.ts', ...part),
      ];
      expect(all.totals?.lives).toBe(100);
      expect(all.totals).toEqual(spared.totals);
    },
    PATIENCE_MS,
  );
});

describe.concurrent('lives with a PIN', () => {
  it(
    'leave all that is here readable to who has the PIN, and send nothing while a page is locked',
    async () => {
      const { failure, lives, met } = await say<CheckedPins>('pin/main.ts', '--schedules', '100');
      expect(failure?.story).toBeUndefined();
      expect(lives).toBe(100);
      for (const what of [
        'PIN set',
        'PIN removed',
        'wrong PIN',
        'unlocked by a PIN',
        'page killed amid a write',
        'sealed',
        'parcel sent while a PIN locks',
      ])
        expect(met[what]).toBeGreaterThan(5);
    },
    PATIENCE_MS,
  );
});

describe.concurrent('lives with a carrier', () => {
  it(
    'lose nothing that was taken in, deliver it once, and tell a carrier nothing',
    async () => {
      const { failure, lives, rare, accepted } = await say<CheckedCouriers & { rare: string[] }>(
        'courier/main.ts',
        ...['--schedules', String(COURIER_SCHEDULES)],
      );
      expect(failure?.story).toBeUndefined();
      expect(lives).toBe(COURIER_SCHEDULES);
      expect(accepted).toBeGreaterThan(COURIER_SCHEDULES / 2);
      expect(rare).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe.concurrent('a part of a run', () => {
  it(
    'is the same whenever it is played, to the step',
    async () => {
      const part = ['--from', '5000', '--schedules', '20', '--seed', String(SEED), '--processes', '1'];
      const [first, again] = [await say<Run>('main.ts', ...part), await say<Run>('main.ts', ...part)];
      expect(first.totals?.lives).toBe(20);
      expect(again.totals).toEqual(first.totals);
    },
    PATIENCE_MS,
  );
});

describe.concurrent('faults that were planted', () => {
  it('are at least twenty, and all are in the table of docs/reliability.md', async () => {
    expect(PLANTS.length).toBeGreaterThanOrEqual(20);
    const table = await readFile('docs/reliability.md', 'utf8');
    expect(
      [...PLANTS, ...PIN_PLANTS, ...COURIER_PLANTS].filter(({ fault }) => !table.includes(`| ${fault} |`)),
    ).toEqual([]);
  });

  it(
    'are found, every one that is not rare',
    async () => {
      const found = await say<Found[]>('write-table.ts', '--quick');
      expect(found.filter(({ number }) => number === undefined)).toEqual([]);
      expect(found).toHaveLength(
        [...PLANTS, ...PIN_PLANTS, ...COURIER_PLANTS].filter(({ isRare }) => !isRare).length,
      );
      expect(found.length).toBeGreaterThanOrEqual(20);
    },
    PATIENCE_MS,
  );
});
