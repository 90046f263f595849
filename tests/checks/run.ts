// `npm run check`: what can be known without running the app. Every check runs, so that one look shows all faults.

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { checkLocales } from './locales.ts';
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
    command(`types: ${runtime}`, 'npx', ['tsc', '-p', `tsconfig.${runtime}.json`]),
  ),
  command('dead code', 'npx', ['knip', '--no-progress']),
  { name: 'locales', run: checkLocales },
  { name: 'size budget', run: checkSizeBudget },
];

interface Outcome {
  faults: string[];
  seconds: string;
}

const waiting = CHECKS.entries();
const outcomes: Outcome[] = [];

/** Takes the next check that waits, until none does. */
async function runLane(): Promise<void> {
  for (const [index, check] of waiting) {
    const started = performance.now();
    const faults = await check.run();
    outcomes[index] = { faults, seconds: ((performance.now() - started) / 1000).toFixed(1) };
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, runLane));
for (const [index, { faults, seconds }] of outcomes.entries()) {
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${CHECKS[index]?.name} (${seconds} s)`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '       '));
}
process.exit(outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0);
