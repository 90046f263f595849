// Layer 1: axe-core with every rule switched on, also what is experimental, triple-A or best practice. What it cannot
// decide needs a reason in incomplete.ts.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axeCore, { type AxeResults, type NodeResult, type RunOptions } from 'axe-core';
import type { Problem } from '../finding.ts';
import { ALL_MODES, type ModeId } from '../modes.ts';
import type { ReasonLedger, Undecided } from '../reasons.ts';
import { nameOf } from '../surfaces/surface.ts';
import type { Check } from './check.ts';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of colours. What passes 7:1 passes 4.5:1 too: the milder rule is asked where all are. */
const COLOURS = ['color-contrast-enhanced', 'link-in-text-block'];
/** Of sizes. */
const SIZES = ['scrollable-region-focusable', 'target-size'];

/** What a mode can break that the first one did not: names, roles and order do not depend on a look, nor colours on words. */
const OF_A_MODE: Partial<Record<ModeId, { only: readonly string[] } | { but: readonly string[] }>> = {
  dark: { only: COLOURS },
  contrast: { only: [...COLOURS, ...SIZES] },
  forced: { only: COLOURS },
  'text-200': { only: SIZES },
  rtl: { but: ['color-contrast'] },
  easy: { but: ['color-contrast', ...COLOURS] },
  english: { but: ['color-contrast', ...COLOURS] },
};

const RULES = axeCore.getRules().map(({ ruleId }) => ruleId);

type Found = Pick<AxeResults, 'violations' | 'incomplete'>;

export const axe: Check = {
  id: 'axe',
  layer: 1,
  about: 'axe-core, every rule; in each mode those that it can break',
  modes: ALL_MODES,
  run: async ({ page, surface, mode, ledger }) => {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
    const of = OF_A_MODE[mode.id];
    const rules = RULES.filter((rule) =>
      of === undefined ? true : 'only' in of ? of.only.includes(rule) : !of.but.includes(rule),
    );
    const found: Found = await page.evaluate(async (wanted) => {
      const { axe: engine } = window as unknown as { axe: typeof import('axe-core') };
      const options: RunOptions = {
        resultTypes: ['violations', 'incomplete'],
        rules: Object.fromEntries(
          engine.getRules().map(({ ruleId }) => [ruleId, { enabled: wanted.includes(ruleId) }]),
        ),
        elementRef: false,
      };
      const { violations, incomplete } = await engine.run(document, options);
      return { violations, incomplete };
    }, rules);
    return judgeAxe(found, { surface: nameOf(surface), mode: mode.id }, ledger);
  },
};

/** Pure but for the ledger, which notes the reasons that were needed. */
function judgeAxe(found: Found, at: Pick<Undecided, 'surface' | 'mode'>, ledger: ReasonLedger): Problem[] {
  const violations = found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ what: `${id}: ${help}. ${messageOf(node)}`, where: node.html.slice(0, 160) })),
  );
  const undecided = found.incomplete.flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !ledger.excuse({ rule: id, element: `${node.target} ${node.html}`, ...at }))
      .map((node) => ({
        what: `${id} is undecided and has no reason in incomplete.ts: ${help}. ${messageOf(node)}`,
        where: node.html.slice(0, 160),
      })),
  );
  return [...violations, ...undecided];
}

function messageOf({ any, all, none }: NodeResult): string {
  return [...any, ...all, ...none].map(({ message }) => message).join('; ');
}
