// Room: what happens to a page that gets little of it, or whose text gets more. Each check widens or narrows the page,
// looks at what stuck out before and what does now, and puts everything back.

import type { Page } from 'playwright-core';
import { addSheet } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { ALL_MODES, LANGUAGE_MODES, resize, VIEWPORT } from '../modes.ts';
import type { Check } from './check.ts';

/** 320 CSS px is a page of 1280 at 400 % (WCAG 1.4.10). */
const NARROW = { width: 320, height: 256 };
export const LITTLE_FOR_LARGE_TEXT = { width: 640, height: 500 };

export const reflow: Check = {
  id: 'reflow',
  layer: 3,
  about: '320 × 256 px without two-way scrolling',
  modes: LANGUAGE_MODES,
  resizes: true,
  run: async ({ page }) => {
    await resize(page, NARROW);
    return await page.evaluate(withTexts(findOverflow, findClipped));
  },
};

type Texts = ReturnType<typeof kopruProbe.texts>;

/** As one question to the page, which reads its texts once. */
function withTexts(...looks: readonly ((texts: Texts) => Problem[])[]): string {
  return `{ const texts = kopruProbe.texts(); [${looks.map((look) => `...(${look})(texts)`)}]; }`;
}

/** Tables and code may scroll in a place of their own, which Tab reaches. */
function findOverflow(texts: Texts): Problem[] {
  const root = document.documentElement;
  const overflow = root.scrollWidth - root.clientWidth;
  const problems: Problem[] = [];
  const isInScroller = (element: Element): boolean => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if (overflowX === 'auto' || overflowX === 'scroll') return at.scrollWidth > at.clientWidth;
    }
    return false;
  };
  if (overflow > 0)
    problems.push({ what: `The page scrolls sideways by ${overflow} px at 320 px`, where: 'the page' });
  for (const { element, text, node } of texts) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const isOut = box.right > root.clientWidth + 1 || box.left < -1;
    if (isOut && !isInScroller(element))
      problems.push({
        what: `“${text.slice(0, 40)}” sticks out of 320 px`,
        where: kopruProbe.describe(element),
      });
  }
  for (const scroller of document.querySelectorAll<HTMLElement>('main *')) {
    const { overflowX } = getComputedStyle(scroller);
    if (!/auto|scroll/.test(overflowX) || scroller.scrollWidth <= scroller.clientWidth + 1) continue;
    if (!scroller.querySelector('table') && !scroller.matches('textarea, input, select'))
      problems.push({ what: 'It scrolls sideways and is no table', where: kopruProbe.describe(scroller) });
  }
  return problems;
}

/** Text that its own box, or a box around it, cuts off. */
function findClipped(texts: Texts): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<Element>();
  for (const { element, text, node } of texts) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    for (let at: HTMLElement | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const cuts = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
      if (!cuts || seen.has(at) || at.matches('select, option')) continue;
      const frame = at.getBoundingClientRect();
      const lost = Math.max(
        box.bottom - frame.bottom,
        frame.top - box.top,
        box.right - frame.right,
        frame.left - box.left,
      );
      // Half a line's slack: what a font draws above and below its letters is no text.
      if (lost > Math.max(3, Number.parseFloat(style.fontSize) * 0.3)) {
        seen.add(at);
        problems.push({
          what: `“${text.slice(0, 40)}” is cut off by ${Math.round(lost)} px`,
          where: kopruProbe.describe(at),
        });
      }
    }
  }
  return problems;
}

/** Pieces of text that lie upon each other, though neither is inside the other. */
function findOverlap(texts: Texts): Problem[] {
  const boxes = texts.flatMap(({ element, text, node }) => {
    if (element.closest('dialog') === null && document.querySelector('dialog:modal')) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].map((box) => ({ element, text, box }));
  });
  const problems: Problem[] = [];
  boxes.sort((one, other) => one.box.top - other.box.top);
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      // From here on all lie further down.
      if (other.box.top >= one.box.bottom) break;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (width <= 4 || height <= 0.4 * Math.min(one.box.height, other.box.height)) continue;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (kopruProbe.layerOf(one.element) === kopruProbe.layerOf(other.element))
        problems.push({
          what: `“${one.text.slice(0, 30)}” lies upon “${other.text.slice(0, 30)}”`,
          where: kopruProbe.describe(one.element),
        });
    }
  return problems;
}

function findLost(page: Page): Promise<Problem[]> {
  return page.evaluate(withTexts(findClipped, findOverlap));
}

/** WCAG 1.4.12, all four at once. */
const SPACING = `*:not(#kopru-never) {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p:not(#kopru-never) { margin-block-end: 2em !important; }`;

export const textSpacing: Check = {
  id: 'text-spacing',
  layer: 3,
  about: 'wider text without loss',
  modes: ['light', 'english'],
  resizes: true,
  run: async ({ page }) => {
    await resize(page, VIEWPORT);
    const remove = await addSheet(page, SPACING);
    try {
      const wide = await findLost(page);
      await resize(page, { width: 360, height: 640 });
      return [...wide, ...(await findLost(page))];
    } finally {
      await remove();
      await page.evaluate(() => kopruProbe.redrawn());
    }
  },
};

export const largeText: Check = {
  id: 'large-text',
  layer: 3,
  about: 'nothing cut off or covered, also at 200 %',
  modes: ALL_MODES,
  run: async ({ page, mode }) => {
    const problems = await findLost(page);
    if (mode.text === undefined) return problems;
    const scale = await page.evaluate(() => {
      const { dataset } = document.documentElement;
      const size = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const large = size();
      const { text } = dataset;
      delete dataset.text;
      const plain = size();
      if (text) dataset.text = text;
      return large / plain;
    });
    if (scale < 1.99) problems.push({ what: `Text of 200 % is ${Math.round(scale * 100)} %`, where: 'html' });
    return problems;
  },
};

/** As wide as the little window in which the focus is looked for then (tab-walk.ts). */
export const largeReflow: Check = {
  id: 'large-reflow',
  layer: 3,
  about: 'text of 200 % without scrolling sideways',
  modes: ['text-200'],
  resizes: true,
  run: async ({ page }) => {
    await resize(page, LITTLE_FOR_LARGE_TEXT);
    return await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth > clientWidth
        ? [
            {
              what: `The page scrolls sideways by ${scrollWidth - clientWidth} px with large text`,
              where: 'the page',
            },
          ]
        : [];
    });
  },
};

export const targetSize: Check = {
  id: 'target-size',
  layer: 3,
  about: 'targets of 44 × 44 px',
  modes: [...LANGUAGE_MODES, 'text-200'],
  run: async ({ page }) => judgeTargets(await page.evaluate(measureTargets)),
};

interface Target {
  width: number;
  height: number;
  isInSentence: boolean;
  where: string;
}

/**
 * A label belongs to the target of its box. Where boxes are too small, presses are tried around the middle: a pseudo
 * element may make the target larger than anything that has a box.
 */
function measureTargets(): Target[] {
  const SELECTOR =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]';
  const HALF = 21.5;
  /** How far presses reach it from the middle of a box: of what is pressed the middle need not be that of the words. */
  const reachAround = (parts: readonly HTMLElement[], box: DOMRect): { width: number; height: number } => {
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const isHit = (atX: number, atY: number): boolean => {
      const top = document.elementFromPoint(atX, atY);
      return top !== null && parts.some((part) => part === top || part.contains(top));
    };
    const reach = (toX: number, toY: number): number => {
      let far = 0;
      while (far < 60 && isHit(x + toX * (far + 1), y + toY * (far + 1))) far++;
      return far;
    };
    return { width: reach(1, 0) + reach(-1, 0) + 1, height: reach(0, 1) + reach(0, -1) + 1 };
  };
  return [...document.querySelectorAll<HTMLElement>(SELECTOR)].flatMap((element) => {
    if (!element.checkVisibility({ checkVisibilityCSS: true })) return [];
    const labels =
      element instanceof HTMLInputElement && /radio|checkbox|file/.test(element.type)
        ? [...(element.labels ?? [])]
        : [];
    // Out of sight until it has the focus, as a skip link is.
    if (!kopruProbe.isSeen(element) && labels.length === 0) return [];
    const boxes = [element, ...labels].map((part) => part.getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const width = Math.max(...boxes.map((box) => box.right)) - left;
    const height = Math.max(...boxes.map((box) => box.bottom)) - top;
    const block = element.closest('p, li, dd, td, h1, h2, h3, h4, caption');
    const rest = (block?.textContent ?? '').replace(element.textContent ?? '', '').trim();
    const isInSentence =
      element.localName === 'a' && getComputedStyle(element).display === 'inline' && rest.length > 0;
    const where = kopruProbe.describe(element);
    if (isInSentence || (width >= 2 * HALF && height >= 2 * HALF))
      return [{ width, height, isInSentence, where }];
    element.scrollIntoView({ block: 'center' });
    const [first] = [...labels, element];
    const middle = first?.getBoundingClientRect();
    const shown =
      middle && document.elementFromPoint(middle.left + middle.width / 2, middle.top + middle.height / 2);
    // Under an open list nobody can press it now.
    if (shown && kopruProbe.layerOf(shown) !== kopruProbe.layerOf(element)) return [];
    const around = middle ? reachAround([element, ...labels], middle) : { width: 0, height: 0 };
    /** Steps of whole pixels: one of them may be lost. */
    const larger = (size: number, reached: number): number =>
      reached >= 2 * HALF ? Math.max(size, 44) : size;
    return [
      { width: larger(width, around.width), height: larger(height, around.height), isInSentence, where },
    ];
  });
}

/** WCAG 2.5.5; a link within a sentence may be as high as its line. */
export function judgeTargets(targets: readonly Target[]): Problem[] {
  return targets
    .filter(({ width, height, isInSentence }) => !isInSentence && (width < 43.5 || height < 43.5))
    .map(({ width, height, where }) => ({
      what: `Its target is ${Math.round(width)} × ${Math.round(height)} px`,
      where,
    }));
}
