// npm run simulate -- --schedules N --seed S

import { parseArgs } from 'node:util';
import { checkSchedules } from './check.ts';

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const schedules = Number(values.schedules);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isInteger(schedules) || schedules < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run simulate -- --schedules N --seed S');
  process.exit(64);
}

const startedAt = performance.now();
const { failure, lives, steps, accepted, refused } = await checkSchedules({ schedules, seed });
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
if (failure) {
  console.error(failure.story);
  process.exit(1);
}
console.log(
  `seed ${seed}: ${lives} schedules, ${steps} steps, ${accepted} applications accepted once, ` +
    `${refused} refused, none lost, none doubled; ${seconds} s`,
);
