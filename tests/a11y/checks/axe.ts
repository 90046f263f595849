// Layer 1: axe-core with every rule switched on, also what is experimental, triple-A or best practice. What it cannot
// decide needs a reason in incomplete.ts.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import axeCore, { type AxeResults, type NodeResult, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { sessionOf } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { ALL_MODES, LANGUAGE_MODES, type ModeId } from '../modes.ts';
import type { ReasonLedger, Undecided } from '../reasons.ts';
import { nameOf } from '../surfaces/surface.ts';
import type { Check } from './check.ts';
import { firstTime } from './first-time.ts';
import { hasKnownSkeleton } from './skeleton.ts';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of colours. What passes 7:1 passes 4.5:1 too: the milder rule is asked where all are. */
const COLOURS = ['color-contrast-enhanced', 'link-in-text-block'];
/** Of sizes. */
const SIZES = ['scrollable-region-focusable', 'target-size'];
/** What compares words with each other, measures them or asks for their language. */
const WORDS = [
  ...['accesskeys', 'aria-roledescription', 'avoid-inline-spacing', 'form-field-multiple-labels'],
  ...['frame-title-unique', 'html-has-lang', 'html-lang-valid', 'html-xml-lang-mismatch'],
  ...[
    'identical-links-same-purpose',
    'image-redundant-alt',
    'label-content-name-mismatch',
    'label-title-only',
  ],
  ...['landmark-unique', 'p-as-heading', 'table-duplicate-name', 'table-fake-caption', 'valid-lang'],
];

const RULES = axeCore.getRules().map(({ ruleId }) => ruleId);
/** What asks of words at most whether there are any: it says the same of two pages with one skeleton (skeleton.ts). */
const BONES = RULES.filter((rule) => ![...COLOURS, ...SIZES, ...WORDS, 'color-contrast'].includes(rule));

/** What a mode can break that the first one did not: names, roles and order do not depend on a look, nor colours on words. */
const OF_A_MODE: Partial<Record<ModeId, readonly string[]>> = {
  dark: COLOURS,
  contrast: COLOURS,
  forced: COLOURS,
  'text-200': SIZES,
  rtl: [...BONES, ...WORDS, ...SIZES, ...COLOURS],
  easy: [...BONES, ...WORDS, ...SIZES],
  english: [...BONES, ...WORDS, ...SIZES],
};
/** Not asked again about what is drawn as something was that has been looked at. */
const OF_DRAWINGS: readonly ModeId[] = ['dark', 'contrast', 'forced'];

type Found = Pick<AxeResults, 'violations' | 'incomplete'>;

export const axe: Check = {
  id: 'axe',
  layer: 1,
  about: 'axe-core, every rule; in each mode those that it can break',
  modes: ALL_MODES,
  run: async (view) => {
    const { page, surface, mode, ledger } = view;
    const isNew = OF_DRAWINGS.includes(mode.id)
      ? firstTime(view, 'axe', await readDrawings(page))
      : undefined;
    if (isNew && !isNew.includes(true)) return [];
    const ofMode = OF_A_MODE[mode.id] ?? RULES;
    const isKnown = LANGUAGE_MODES.includes(mode.id) && (await hasKnownSkeleton(view));
    const rules = isKnown ? ofMode.filter((rule) => !BONES.includes(rule)) : ofMode;
    if (!(await page.evaluate(() => 'axe' in window))) await bringAxe(page);
    const found: Found = await page.evaluate(
      async ([wanted, which]) => {
        const { axe: engine, kopruDrawn } = window as unknown as {
          axe: typeof import('axe-core');
          kopruDrawn: Element[];
        };
        const options: RunOptions = {
          resultTypes: ['violations', 'incomplete'],
          rules: Object.fromEntries(
            engine.getRules().map(({ ruleId }) => [ruleId, { enabled: wanted.includes(ruleId) }]),
          ),
          elementRef: false,
        };
        const context = which ? { include: kopruDrawn.filter((_, index) => which[index]) } : document;
        const { violations, incomplete } = await engine.run(context, options);
        return { violations, incomplete };
      },
      [rules, isNew] as const,
    );
    return judgeAxe(found, { surface: nameOf(surface), mode: mode.id }, ledger);
  },
};

/** As it is: Playwright would wrap the half megabyte and have it read twice. */
async function bringAxe(page: Page): Promise<void> {
  const session = await sessionOf(page);
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: `${source};0` });
  if (exceptionDetails) throw new Error(`axe does not start: ${exceptionDetails.text}`);
}

/** By what each piece of text is drawn. Their elements stay on the window. */
function readDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = [...new Set(kopruProbe.texts().map(({ element }) => element))];
    (window as unknown as { kopruDrawn: Element[] }).kopruDrawn = elements;
    return elements.map(kopruProbe.drawing);
  });
}

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
