// `npm run check`: what can be known without running the app. Every check runs, so that one look shows all faults.

import { spawnSync } from 'node:child_process';
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
    run: () => {
      const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' });
      return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
    },
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

let failures = 0;
for (const check of CHECKS) {
  const started = performance.now();
  const faults = await check.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '       '));
  if (faults.length > 0) failures++;
}
process.exit(failures === 0 ? 0 : 1);
