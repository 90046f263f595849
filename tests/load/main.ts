// `npm run load`: what becomes of a crowd. `acceptance` offers applications to the real server at fixed rates and looks for every
// acknowledged one in the database afterwards; `crowd` lets a million phones find a signal in the same minute, by the real rules
// and a virtual clock; `flood` the same among those who neither wait nor work. Prints tables, and with --record writes them into
// docs/reliability.md; exit code 1 where a promise was broken.
//
//   npm run load                                       all, in short: a minute each
//   npm run load -- acceptance --steady 3600 --surge 600     50/s for an hour, 500/s for ten minutes
//   npm run load -- crowd --phones 1000000 --per-second 500

import { pbkdf2Sync } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { parseConfig } from '../../server/config.ts';
import { DEFAULT_WORK } from '../../server/http/work.ts';
import { connectToRunning } from '../../server/store/open-database.ts';
import { startServer } from '../e2e/server-process.ts';
import { writeSection } from '../reliability/report.ts';
import { measureCapacity, type Offer, offer } from './acceptance.ts';
import { simulateCrowd } from './crowd.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    steady: { type: 'string', default: '60' },
    surge: { type: 'string', default: '60' },
    phones: { type: 'string', default: '1000000' },
    'per-second': { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});

/** Of what a surge must still take in, as a share of what was asked for or can be done. */
const GOODPUT = 0.8;
const PATIENCE_MS = 2_000;
const MOST_PEAK = 2;

const PARTS: Readonly<Record<string, () => Promise<string[]>>> = { acceptance, crowd, flood };

const unknown = asked.filter((name) => !PARTS[name]);
const { record, ...numbers } = values;
const isNumbers = Object.values(numbers).every((value) => /^[1-9]\d*$/.test(value));
if (unknown.length > 0 || !isNumbers) {
  console.error(
    'usage: npm run load -- [acceptance] [crowd] [flood] [--steady S] [--surge S] [--phones N] [--per-second N] [--record]',
  );
  process.exit(64);
}
const faults: string[] = [];
for (const [name, run] of Object.entries(PARTS))
  if (asked.length === 0 || asked.includes(name)) faults.push(...(await run()));
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

async function acceptance(): Promise<string[]> {
  // Nobody is sent away before the door: what is offered is what arrives.
  const server = await startServer({ LOG_LEVEL: 'silent', APPLICATIONS_PER_SECOND: '100000' });
  const parsed = parseConfig({ DATA_DIR: server.dataDir });
  if (!parsed.ok) throw new Error('The configuration of the load is at fault');
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const opened = await connectToRunning(parsed.config, silent);
  if (!opened.ok) throw new Error(`The database cannot be reached: ${opened.fault.code}`);
  const pool = new pg.Pool({ ...(opened.database.superuser ?? opened.database.owner), max: 2 });
  try {
    const capacity = await measureCapacity(server.port);
    const lead = `It takes ${capacity} a second from 32 clients that wait for each answer.`;
    const offers: Offer[] = [
      { name: 'the design’s point', perSecond: 50, seconds: Number(values.steady), patienceMs: PATIENCE_MS },
      { name: 'a surge', perSecond: 500, seconds: Number(values.surge), patienceMs: PATIENCE_MS },
      {
        name: 'three times what it takes',
        perSecond: 3 * capacity,
        seconds: Math.min(20, Number(values.surge)),
      },
    ];
    const rows = [];
    const faults: string[] = [];
    for (const one of offers) {
      const figures = await offer(server.port, pool, one);
      rows.push({ what: one.name, 'offered/s': one.perSecond, seconds: one.seconds, ...figures });
      const wanted = GOODPUT * Math.min(one.perSecond, capacity);
      if (figures.lost > 0) faults.push(`${one.name}: ${figures.lost} were acknowledged and are not there`);
      if (figures.acceptedPerSecond < wanted)
        faults.push(
          `${one.name}: ${figures.acceptedPerSecond} a second were taken, wanted are ${Math.round(wanted)}`,
        );
      if (one.patienceMs !== undefined && figures.p99 > one.patienceMs)
        faults.push(`${one.name}: p99 is ${figures.p99} ms`);
    }
    await tell('load', lead, rows);
    return faults;
  } finally {
    await pool.end();
    await opened.database.close();
    await server.remove();
  }
}

async function crowd(): Promise<string[]> {
  const [phones, perSecond, seed] = [
    Number(values.phones),
    Number(values['per-second']),
    Number(values.seed),
  ];
  const lead = `${phones.toLocaleString('en')} phones find a signal in one minute; the server takes ${perSecond} a second; seed ${seed}.`;
  const rows = [true, false].map((hasLine) => {
    const { peakSent, peakKnocks, turnedAway, received, medianMs, lastMs } = simulateCrowd({
      phones,
      perSecond,
      seed,
      hasLine,
      withinMs: 60_000,
    });
    return {
      what: hasLine ? 'with the line' : 'without (baseline)',
      received,
      'busiest second': peakSent,
      'times the capacity': (peakSent / perSecond).toFixed(2),
      'turned away': turnedAway,
      'knocks, busiest second': peakKnocks,
      'half after, min': (medianMs / 60_000).toFixed(1),
      'last after, min': (lastMs / 60_000).toFixed(1),
    };
  });
  await tell('crowd', lead, rows);
  const [line] = rows;
  const isKept = line?.received === phones && line['busiest second'] <= MOST_PEAK * perSecond;
  return isKept ? [] : ['The crowd came faster than twice the capacity, or not whole'];
}

/** Ten times what a server takes, of those who neither wait nor work. */
async function flood(): Promise<string[]> {
  const perSecond = 20;
  const offered = { perSecond, floodPerSecond: 10 * perSecond, seed: Number(values.seed) };
  const minutes = (ms: number): string => (ms / 60_000).toFixed(1);
  const rows = [
    { what: 'with work', phones: 4_000, withinMs: 400_000, hasLine: true },
    { what: 'without line and work (baseline)', phones: 200, withinMs: 20_000, hasLine: false },
  ].map(({ what, ...crowd }) => {
    const figures = simulateCrowd({ ...offered, ...crowd });
    return {
      what,
      phones: figures.received,
      worked: figures.worked,
      'of the flood taken': figures.floodTaken,
      'half after, min': minutes(figures.medianMs),
      'last after, min': minutes(figures.lastMs),
    };
  });
  const triesMs = await measureTry();
  const lead = `A flood of ${offered.floodPerSecond} knocks and as many applications a second; the server takes ${perSecond}. One try costs this machine ${triesMs.toFixed(2)} ms, an application ${Math.round(256 * triesMs)} ms on the mean.`;
  await tell('flood', lead, rows);
  const [worked] = rows;
  const isKept = worked !== undefined && Number(worked['last after, min']) < 15;
  return isKept ? [] : ['Phones that worked did not come through the flood'];
}

/** Milliseconds, as whoever floods would do it: native, one after the other. */
async function measureTry(): Promise<number> {
  const { cost } = DEFAULT_WORK;
  const startedAt = process.cpuUsage();
  for (let counter = 0; counter < 200; counter++) pbkdf2Sync(String(counter), 'salt', cost, 32, 'sha256');
  const { user } = process.cpuUsage(startedAt);
  return user / 1_000 / 200;
}

/** On the screen, and where it is asked for in docs/reliability.md. */
async function tell(
  section: string,
  lead: string,
  rows: readonly Readonly<Record<string, string | number>>[],
): Promise<void> {
  console.log(`\n${lead}`);
  console.table(rows);
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
  if (record)
    await writeSection(section, [
      lead,
      '',
      line(names),
      line(names.map(() => '---')),
      ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
    ]);
}
