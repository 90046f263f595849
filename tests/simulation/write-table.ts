// npm run simulate:planted: finds each planted fault anew and writes the table into docs/reliability.md.

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { readSection, writeSection } from '../reliability/report.ts';
import { COURIER_PLANTS } from './courier/courier-plants.ts';
import { PIN_PLANTS } from './pin/pin-plants.ts';
import { type Found, findPlanted, MOST_SCHEDULES, SEED } from './planted.ts';
import { PLANTS } from './plants.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    /** Each first where it fell when the table was written, and without what falls after hundreds of schedules only. */
    quick: { type: 'boolean', default: false },
  },
});

/** Of applications and parcels. */
const NAMES = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<=parcel |in |carries )[\w-]{22}/g;

const row = ({ fault, file, number, reason }: Found): string =>
  `| ${fault} | \`${file}\` | ${number ?? `not within ${MOST_SCHEDULES}`} | ${reason.replace(NAMES, '…')} |`;

/** As the table has them. */
async function readNumbers(): Promise<Map<string, number>> {
  const rows = (await readSection('simulation-planted')).matchAll(/^\| (.+?) \| `.+?` \| (\d+) \|/gm);
  return new Map([...rows].map(([, fault = '', number]) => [fault, Number(number)]));
}

const plants = [...PLANTS, ...PIN_PLANTS, ...COURIER_PLANTS].filter(
  ({ isRare }) => !(values.quick && isRare),
);
const onFound = (one: Found): void => {
  if (!values.json) console.log(row(one));
};
const found = await findPlanted(plants, onFound, values.quick ? await readNumbers() : undefined);
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
