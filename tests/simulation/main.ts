// npm run simulate -- --schedules N --seed S [--from K] [--processes 2] [--thorough] [--record]
//
// Any part of a run can be played again: schedule K of a seed is the same in every run. `--record` writes the figures into
// docs/reliability.md.

import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSection } from '../reliability/report.ts';
import type { Checked } from './check.ts';
import type { Played, Range } from './range-runner.ts';
import { addTotals, describeRun, type Run, tooRare } from './summary.ts';

const RANGE = 500;
const PROGRESS_MS = 10_000;

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    processes: { type: 'string', default: '2' },
    thorough: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const schedules = Number(values.schedules);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const from = Number(values.from);
const processes = Number(values.processes);
if (
  ![schedules, from, processes].every((count) => Number.isInteger(count) && count > 0) ||
  !Number.isInteger(seed)
) {
  console.error('usage: npm run simulate -- --schedules N --seed S [--from K] [--processes P] [--record]');
  process.exit(64);
}

const startedAt = performance.now();
const last = from + schedules - 1;
const run: Run = { seed, from, to: from - 1, totals: undefined, seconds: 0, cpuSeconds: 0, processes };
const open = new Set<number>();
let next = from;
const found: { failure: Checked['failure'] } = { failure: undefined };
let saidAt = 0;

function firstOf(a: Checked['failure'], b: Checked['failure']): Checked['failure'] {
  return a && (!b || a.number < b.number) ? a : b;
}

/** Up to which schedule everything has been played: a run that is broken off goes on after it. */
function reached(): number {
  return Math.min(next, ...open) - 1;
}

function say(): void {
  run.to = reached();
  run.seconds = (performance.now() - startedAt) / 1000;
  if (values.json || performance.now() - saidAt < PROGRESS_MS) return;
  saidAt = performance.now();
  const { totals } = run;
  console.log(
    `seed ${seed}: ${from} to ${run.to} held, ${totals?.steps ?? 0} steps, ${run.seconds.toFixed(0)} s; ` +
      `goes on with --from ${run.to + 1}`,
  );
}

await Promise.all(
  Array.from({ length: processes }, async () => {
    const child = fork(resolve(import.meta.dirname, 'range-runner.ts'), {
      // A life makes and forgets a database: in less room more of what is forgotten is looked through, and kept, first.
      execArgv: ['--max-semi-space-size=64'],
    });
    while (next <= last && !found.failure) {
      const to = Math.min(last, next + RANGE - 1);
      const range: Range = { seed, from: next, to, isThorough: values.thorough };
      next = range.to + 1;
      open.add(range.from);
      const { promise, resolve: answer, reject } = Promise.withResolvers<Played>();
      child.once('message', (played: Played) => answer(played));
      child.once('exit', (code) => reject(new Error(`a process of the simulation ended with ${code}`)));
      child.send(range);
      const { checked, cpuSeconds } = await promise;
      child.removeAllListeners('exit');
      open.delete(range.from);
      found.failure = firstOf(found.failure, checked.failure);
      run.cpuSeconds += cpuSeconds;
      run.totals = addTotals(run.totals, checked.totals);
      say();
    }
    child.disconnect();
  }),
);

const { failure } = found;
if (values.json) console.log(JSON.stringify({ ...run, failure }));
else if (failure) console.error(failure.story);
else console.log(describeRun(run).join('\n'));
const rare = failure ? [] : tooRare(run.totals);
for (const kind of rare) console.error(`hardly ever met: ${kind}`);
if (values.record && !failure) await writeSection('simulation-run', describeRun(run));
process.exit(failure || rare.length > 0 ? 1 : 0);
