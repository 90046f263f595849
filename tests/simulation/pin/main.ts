// npm run simulate:pin -- [--schedules N] [--seed S]

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { loadApp } from '../app.ts';
import { SEED } from '../planted.ts';
import { checkPins } from './check-pins.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(SEED) },
    json: { type: 'boolean', default: false },
  },
});
const checked = await checkPins(await loadApp(), Number(values.seed), { to: Number(values.schedules) });
const { failure, lives, steps, met } = checked;
if (values.json) console.log(JSON.stringify(checked));
else if (failure) console.error(`life ${failure.number}: ${failure.story}`);
else console.log(`${lives} lives with a PIN, ${steps} steps, each looked at: all held`, met);
process.exit(failure ? 1 : 0);
