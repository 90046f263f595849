// npm run simulate:courier -- [--schedules N] [--seed S] [--from K] [--record]
//
// `--record` writes the figures into docs/reliability.md.

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { writeSection } from '../../reliability/report.ts';
import { loadApp } from '../app.ts';
import { SEED } from '../planted.ts';
import { describeFaults, tooRareOf } from '../summary.ts';
import { type CheckedCouriers, checkCouriers } from './check-couriers.ts';
import { COURIER_KINDS } from './courier-schedule.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(SEED) },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const [from, seed] = [Number(values.from), Number(values.seed)];
const to = from + Number(values.schedules) - 1;
const app = await loadApp();
const before = process.cpuUsage();
const checked = await checkCouriers(app, seed, { from, to });
const { user, system } = process.cpuUsage(before);
const { failure, lives, met } = checked;
const lines = describe(checked, (user + system) / 1_000);
const rare = failure ? [] : tooRareOf(COURIER_KINDS, met, lives);

if (values.json) console.log(JSON.stringify({ ...checked, rare }));
else if (failure) console.error(`life ${failure.number}: ${failure.story}`);
else console.log(lines.join('\n'));
for (const kind of rare) console.error(`hardly ever met: ${kind}`);
if (values.record && !failure) await writeSection('simulation-courier', lines);
process.exit(failure || rare.length > 0 ? 1 : 0);

function describe({ steps, accepted, refused }: CheckedCouriers, cpuMs: number): string[] {
  const number = (value: number): string => value.toLocaleString('en-US');
  return [
    `Schedules ${number(from)} to ${number(to)} of seed ${seed}: ${number(lives)} lives, ${number(steps)} steps, each looked at. ` +
      `**Lost 0, doubled 0, falsely "delivered" or "received" 0, readable to a carrier 0.** ${number(met['taken in'] ?? 0)} parcels were taken in by ` +
      `another phone; ${number(accepted)} applications were accepted, each once, and ${number(refused)} refused and seen to be. ` +
      `${(cpuMs / lives).toFixed(1)} ms of a processor for each life.`,
    '',
    ...describeFaults(COURIER_KINDS, met),
  ];
}
