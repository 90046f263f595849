// npm run simulate:pin -- [--schedules N] [--seed S] [--from K] [--record]
//
// `--record` writes the figures into docs/reliability.md.

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { writeSection } from '../../reliability/report.ts';
import { loadApp } from '../app.ts';
import { SEED } from '../planted.ts';
import { type CheckedPins, checkPins } from './check-pins.ts';

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
const checked = await checkPins(await loadApp(), seed, { from, to });
const { failure, met } = checked;
if (values.json) console.log(JSON.stringify(checked));
else if (failure) console.error(`life ${failure.number}: ${failure.story}`);
else console.log(`${describe(checked)}\n`, met);
if (values.record && !failure) await writeSection('simulation-pin', [describe(checked)]);
process.exit(failure ? 1 : 0);

function describe({ lives, steps }: CheckedPins): string {
  const number = (value: number): string => value.toLocaleString('en-US');
  const times = (kind: string): string => number(met[kind] ?? 0);
  return (
    `Schedules ${number(from)} to ${number(to)} of seed ${seed}: ${number(lives)} lives, ${number(steps)} steps, each looked at. ` +
    '**Sealed by a key that has gone 0, lying unwrapped under a PIN 0, sent before it was unlocked 0, opened by a wrong PIN 0.** ' +
    `A PIN was set or changed ${times('PIN set')} times and taken away ${times('PIN removed')} times, a page unlocked ` +
    `${times('unlocked by a PIN')} times and refused a wrong PIN ${times('wrong PIN')} times; ${times('page killed')} pages were killed, ` +
    `${times('page killed amid a write')} of them amid a write, and ${times('parcel sent while a PIN locks')} parcels sent while a PIN locked.`
  );
}
