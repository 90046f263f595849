// npm run simulate:planted: finds each planted fault anew and writes the table into docs/reliability.md.

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { writeSection } from '../reliability/report.ts';
import { PIN_PLANTS } from './pin/pin-plants.ts';
import { type Found, findPlanted, MOST_SCHEDULES, SEED } from './planted.ts';
import { PLANTS } from './plants.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    /** Without what falls after hundreds of schedules only. */
    quick: { type: 'boolean', default: false },
  },
});

const row = ({ fault, file, number, reason }: Found): string =>
  `| ${fault} | \`${file}\` | ${number ?? `not within ${MOST_SCHEDULES}`} | ${reason.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')} |`;

const plants = [...PLANTS, ...PIN_PLANTS].filter(({ isRare }) => !(values.quick && isRare));
const found = await findPlanted(plants, (one) => {
  if (!values.json) console.log(row(one));
});
if (values.json) console.log(JSON.stringify(found));
if (values.record) {
  await writeSection('simulation-planted', [
    `Seed ${SEED}; the number is that of the schedule at which the fault fell.`,
    '',
    '| planted | in | fell at | what was seen |',
    '|---|---|---:|---|',
    ...found.map(row),
  ]);
}
process.exit(found.every(({ number }) => number !== undefined) ? 0 : 1);
