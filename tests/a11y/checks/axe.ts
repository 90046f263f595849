// Layer 1: axe-core with every rule switched on, also what is experimental, triple-A or best practice. What it cannot
// decide needs a reason in incomplete.ts.

import axeCore, { type AxeResults, type NodeResult, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import { ALL_MODES, LANGUAGE_MODES, type ModeId } from '../modes.ts';
import type { ReasonLedger, Undecided } from '../reasons.ts';
import { nameOf } from '../surfaces/surface.ts';
import type { Check, View } from './check.ts';
import { firstTime } from './first-time.ts';
import { hasKnownSkeleton } from './skeleton.ts';

/** Of colours. What passes 7:1 passes 4.5:1 too: the milder rule is asked where all are. */
const COLOURS = ['color-contrast-enhanced', 'link-in-text-block'];
/** Of colours in the first look, where all rules are asked. */
const ALL_COLOURS = [...COLOURS, 'color-contrast'];
/** Of sizes. Its own `target-size` asks for 24 px; beyond the first look our check of that name asks for 44. */
const SIZES = ['scrollable-region-focusable'];
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
const BONES = RULES.filter((rule) => ![...ALL_COLOURS, ...SIZES, ...WORDS, 'target-size'].includes(rule));

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
type Found = Pick<AxeResults, 'violations' | 'incomplete'>;

export const axe: Check = {
  id: 'axe',
  layer: 1,
  about: 'axe-core, every rule; in each mode those that it can break',
  modes: ALL_MODES,
  run: async (view) => {
    const { surface, mode } = view;
    const ofMode = OF_A_MODE[mode.id] ?? RULES;
    const isKnown = LANGUAGE_MODES.includes(mode.id) && (await hasKnownSkeleton(view, 'axe'));
    const wanted = isKnown ? ofMode.filter((rule) => !BONES.includes(rule)) : ofMode;
    const colours = wanted.filter((rule) => ALL_COLOURS.includes(rule));
    const others = wanted.filter((rule) => !ALL_COLOURS.includes(rule));
    const at = { surface: nameOf(surface), mode: mode.id };
    return [
      ...judgeAxe(await askAboutPage(view, others), at, view.ledger),
      ...judgeAxe(await askAboutColours(view, colours), at, view.ledger),
    ];
  },
};

const NOTHING: Found = { violations: [], incomplete: [] };

async function askAboutPage({ page }: View, rules: readonly string[]): Promise<Found> {
  if (rules.length === 0) return NOTHING;
  const isOfScrolling = rules.every((rule) => SIZES.includes(rule));
  if (isOfScrolling && !(await page.evaluate(hasScroller))) return NOTHING;
  return await ask(page, rules);
}

/** Not asked again about what is drawn, and painted, as something was that has been looked at. */
async function askAboutColours(view: View, rules: readonly string[]): Promise<Found> {
  if (rules.length === 0) return NOTHING;
  const isNew = firstTime(view, 'axe', await readDrawings(view.page));
  return isNew.includes(true) ? await ask(view.page, rules, isNew) : NOTHING;
}

/** @param which of the drawings; absent: the whole page */
async function ask(page: Page, rules: readonly string[], which?: readonly boolean[]): Promise<Found> {
  return await page.evaluate(
    async ([wanted, isAsked]) => {
      if (!('axe' in window)) kopruBringAxe();
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
      const context = isAsked ? { include: kopruDrawn.filter((_, index) => isAsked[index]) } : document;
      const { violations, incomplete } = await engine.run(context, options);
      return { violations, incomplete };
    },
    [rules, which] as const,
  );
}

/** Whether anything holds more than it shows, and could be scrolled. */
function hasScroller(): boolean {
  return [...document.querySelectorAll('body *')].some(
    (element) =>
      (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) &&
      /auto|scroll/.test(getComputedStyle(element).overflow),
  );
}

/** By what each piece of text is drawn, and with what colours on what ground. Their elements stay on the window. */
function readDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = [...new Set(kopruProbe.texts().map(({ element }) => element))];
    (window as unknown as { kopruDrawn: Element[] }).kopruDrawn = elements;
    const grounds = new Map<Element, string>();
    const groundOf = (element: Element): string => {
      const known = grounds.get(element);
      if (known !== undefined) return known;
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter].join();
      const around = element.parentElement ? groundOf(element.parentElement) : '';
      const ground = own === 'rgba(0, 0, 0, 0),none,1,none' ? around : `${around}/${own}`;
      grounds.set(element, ground);
      return ground;
    };
    const drawings = kopruProbe.drawings(elements);
    return elements.map((element, index) => {
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
      return [drawings[index], color, fontSize, fontWeight, textShadow, groundOf(element)].join('|');
    });
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
