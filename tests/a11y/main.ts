// `npm run a11y`: every check on every surface of both apps and every example, in every mode, and every planted defect;
// a table of what was looked at, and exit code 1 on any finding.
//
//   --only <part of a name> [--only …]  looks at these surfaces only ("planted/": at the planted defects), and writes
//                                       no results
//   --modes light,rtl                   in these modes only, and writes no results
//   --update                            writes the snapshots anew

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { findWindowlessBrowser } from '../browser.ts';
import { buildWhatIsMissing } from '../checks/build.ts';
import { serveExamples } from '../examples/serve.ts';
import { updateSnapshots } from './checks/snapshot.ts';
import { INCOMPLETE } from './incomplete.ts';
import { openLedger } from './reasons.ts';
import { type Counts, countRun, printReport, printSurface } from './report.ts';
import { addTally, inspect, modesOf, newTally } from './runner.ts';
import { DEFECTS } from './seeded/all.ts';
import { findDefect } from './seeded/defect.ts';
import { createLanes, LANES } from './stage/lanes.ts';
import { openScene } from './stage/scene.ts';
import { openStage, type Stage } from './stage/stage.ts';
import { SURFACES } from './surfaces/all.ts';
import { listExamples } from './surfaces/examples.ts';
import { nameOf, type Surface } from './surfaces/surface.ts';

const ROOT = join(import.meta.dirname, '../..');
const RESULTS = join(ROOT, 'src/citizen/pages/accessibility/results.json');

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    modes: { type: 'string', default: '' },
    update: { type: 'boolean' },
  },
});
if (options.update) updateSnapshots();

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const startedAt = performance.now();
findWindowlessBrowser({ mayBring: true });
if (!(await buildWhatIsMissing())) process.exit(1);
// The one waits for a database while the other is compiled.
const [scene, examples] = await Promise.all([openScene(), buildExamples().then(() => serveExamples())]);
const lanes = createLanes(
  await Promise.all(Array.from({ length: LANES }, () => openStage(scene, examples.origin))),
);
try {
  const all = [...SURFACES, ...(await lanes.run(listExamples))];
  const surfaces = all.filter((surface) => isWanted(nameOf(surface)));
  const ledger = openLedger(INCOMPLETE);
  const tally = newTally();
  await forEach(surfaces, async (stage, surface) => {
    const mine = newTally();
    await inspect(stage, surface, ledger, mine, { modes: modesFor(surface) });
    printSurface(surface, mine);
    addTally(tally, mine);
  });
  const isWhole = options.only.length === 0 && options.modes === '';
  if (isWhole) {
    for (const { rule, reason } of ledger.unused())
      tally.findings.push({
        check: 'reason',
        surface: 'incomplete.ts',
        mode: 'all',
        what: `No page needs this reason: ${reason}`,
        where: rule,
      });
  }
  const defects = options.modes ? [] : DEFECTS.filter(({ name }) => isWanted(`planted/${name}`));
  const missed: string[] = [];
  await forEach(defects, async (stage, defect) => {
    const problem = await findDefect(stage, defect).catch((error: unknown) => void console.error(error));
    console.log(
      `${problem ? '✓' : '✗'} planted/${defect.name}: ${defect.check.id} ${problem ? `says “${problem.what.slice(0, 90)}”` : 'does not find it'}`,
    );
    if (!problem) missed.push(defect.name);
  });
  const counts = countRun(
    surfaces,
    surfaces.map((surface) => modesFor(surface).length),
    tally,
    {
      planted: defects.length,
      missed,
    },
  );
  printReport(counts, tally, ledger, missed, performance.now() - startedAt);
  if (isWhole) await writeResults(counts);
  process.exitCode = counts.failures > 0 || missed.length > 0 ? 1 : 0;
} finally {
  await Promise.all(lanes.all.map((stage) => stage.close()));
  await examples.close();
  await scene.close();
}

function isWanted(name: string): boolean {
  return options.only.length === 0 || options.only.some((part) => name.includes(part));
}

function modesFor(surface: Surface) {
  const wanted = options.modes.split(',').filter(Boolean);
  return modesOf(surface).filter(({ id }) => wanted.length === 0 || wanted.includes(id));
}

/** Each browser takes the next that nobody has taken. */
async function forEach<Item>(
  items: readonly Item[],
  work: (stage: Stage, item: Item) => Promise<void>,
): Promise<void> {
  await Promise.all(items.map((item) => lanes.run((stage) => work(stage, item))));
}

async function buildExamples(): Promise<void> {
  await run('npx', ['vite', 'build', '--mode', 'examples', '--logLevel', 'error']);
}

async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${said}`);
}

/** The accessibility statement tells these numbers. */
async function writeResults(counts: Counts): Promise<void> {
  const on = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date());
  await writeFile(RESULTS, `${JSON.stringify({ on, ...counts }, undefined, 2)}\n`).catch((error: unknown) => {
    console.error(`The results are not written: ${error}`);
  });
}
