// What can be known without running the app. Every check runs, so that one look shows all faults.

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { checkChunkCycles } from './chunk-cycles.ts';
import { checkLocales } from './locales.ts';
import { checkLockFile } from './lock-file.ts';
import { checkSizeBudget } from './size-budget.ts';

interface Check {
  name: string;
  /** Faults as sentences; empty when all is well. */
  run: () => string[] | Promise<string[]>;
}

function command(name: string, file: string, args: readonly string[]): Check {
  return {
    name,
    run: () =>
      new Promise((resolve) => {
        execFile(file, args, { maxBuffer: Number.POSITIVE_INFINITY }, (error, stdout, stderr) => {
          resolve(error ? [`${stdout}${stderr}`.trim() || error.message] : []);
        });
      }),
  };
}

const RUNTIMES = ['domain', 'browser', 'worker', 'server', 'tests'] as const;

const CHECKS: readonly Check[] = [
  command('format and lint', 'npx', ['biome', 'check', '--error-on-warnings', '.']),
  ...RUNTIMES.map((runtime) =>
    // Each checker works out for itself the types that all files share; the other processor has a check of its own.
    command(`types: ${runtime}`, 'npx', ['tsc', '-p', `tsconfig.${runtime}.json`, '--checkers', '1']),
  ),
  command('dead code', 'npx', ['knip', '--no-progress']),
  { name: 'locales', run: checkLocales },
  { name: 'lock file', run: checkLockFile },
];

/** Of what is built. */
const OF_THE_BUILD: readonly Check[] = [
  { name: 'size budget', run: checkSizeBudget },
  { name: 'chunks', run: checkChunkCycles },
];

interface Outcome {
  name: string;
  faults: string[];
  seconds: string;
}

/**
 * @param built what the checks of the build wait for; the others look at the source and run beside it
 * @returns whether all is well
 */
export async function runChecks(built: Promise<boolean>): Promise<boolean> {
  const waiting = CHECKS.entries();
  const outcomes: Outcome[] = [];
  /** Takes the next check that waits, until none does. */
  async function runLane(): Promise<void> {
    for (const [index, check] of waiting) outcomes[index] = await look(check);
  }
  await Promise.all(Array.from({ length: availableParallelism() }, runLane));
  const isBuilt = await built;
  if (isBuilt) for (const check of OF_THE_BUILD) outcomes.push(await look(check));
  for (const { name, faults, seconds } of outcomes) {
    console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    for (const fault of faults) console.log(fault.replace(/^/gm, '       '));
  }
  return isBuilt && outcomes.every(({ faults }) => faults.length === 0);
}

async function look(check: Check): Promise<Outcome> {
  const started = performance.now();
  const faults = await check.run();
  return { name: check.name, faults, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}
