// What a run says at its end: counts, findings, what was excused and why, and where the time went.

import { CHECKS } from './checks/all.ts';
import { mergeModes, renderFinding } from './finding.ts';
import { MODES } from './modes.ts';
import type { ReasonLedger } from './reasons.ts';
import type { Tally } from './runner.ts';
import { nameOf, type Surface } from './surfaces/surface.ts';

export interface Counts {
  pages: number;
  states: number;
  modes: number;
  examples: number;
  checks: number;
  failures: number;
  seededDefects: number;
  seededFound: number;
}

export function countRun(
  surfaces: readonly Surface[],
  modesOfEach: readonly number[],
  { findings }: Tally,
  { planted, missed }: { planted: number; missed: readonly string[] },
): Counts {
  const ofApps = surfaces.filter(({ app }) => app !== 'examples');
  return {
    pages: new Set(ofApps.map(({ app, page }) => `${app} ${page}`)).size,
    states: ofApps.length,
    modes: Math.min(MODES.length, Math.max(0, ...modesOfEach)),
    examples: surfaces.length - ofApps.length,
    checks: CHECKS.length,
    failures: mergeModes(findings).length,
    seededDefects: planted,
    seededFound: planted - missed.length,
  };
}

/** As soon as a surface is done: a run of minutes should not keep silent until its end. */
export function printSurface(surface: Surface, { findings, tookMs }: Tally): void {
  const took = [...tookMs.values()].reduce((sum, ms) => sum + ms, 0);
  console.log(`${findings.length === 0 ? '✓' : '✗'} ${nameOf(surface)} (${(took / 1000).toFixed(1)} s)`);
  for (const finding of mergeModes(findings)) console.log(renderFinding(finding));
}

export function printReport(
  counts: Counts,
  tally: Tally,
  ledger: ReasonLedger,
  missed: readonly string[],
  tookMs: number,
): void {
  for (const name of missed) console.log(`planted, not found · ${name}`);
  console.log('\nUndecided by axe, and why it is right');
  for (const { reason, times } of ledger.used())
    console.log(`  ${String(times).padStart(5)} × ${reason.rule}: ${reason.reason}`);
  console.log(
    '\nCheck                looks at                                             seconds  findings',
  );
  for (const { id, about } of CHECKS) {
    const seconds = ((tally.tookMs.get(id) ?? 0) / 1000).toFixed(1);
    const found = mergeModes(tally.findings.filter(({ check }) => check === id)).length;
    console.log(
      `${id.padEnd(20)} ${about.slice(0, 52).padEnd(52)} ${seconds.padStart(7)} ${String(found).padStart(9)}`,
    );
  }
  for (const [name, what] of [
    ['open', '(bringing about)'],
    ['look', '(changing looks)'],
  ] as const) {
    const seconds = ((tally.tookMs.get(name) ?? 0) / 1000).toFixed(1);
    console.log(`${what.padEnd(73)} ${seconds.padStart(7)}`);
  }
  console.log(
    [
      '',
      `pages ${counts.pages} · states ${counts.states} · examples ${counts.examples} · modes ${counts.modes} · checks ${counts.checks} · looks ${tally.looks}`,
      `failures ${counts.failures} · planted defects found ${counts.seededFound} of ${counts.seededDefects} · ${Math.round(tookMs / 1000)} s`,
    ].join('\n'),
  );
}
