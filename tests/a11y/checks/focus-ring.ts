// What the focus looks like: the pixels around each stop of Tab, with it and without it.

import type { Page } from 'playwright-core';
import { takePicture, withoutCaret } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { LOOK_MODES } from '../modes.ts';
import { compare, type Difference } from '../pixels.ts';
import type { Check } from './check.ts';
import { firstTime } from './first-time.ts';
import { drawRings } from './ring-drawing.ts';

/** How far around an element a ring may be drawn. */
const AROUND = 10;

export const focusRing: Check = {
  id: 'focus-ring',
  layer: 3,
  about: 'the focus is seen, by pixels of 3:1',
  modes: LOOK_MODES,
  acts: 'focus',
  run: async (view) => {
    const { page } = view;
    const isNew = firstTime(view, 'focus-ring', await readDrawings(page));
    const elsewhere = isNew.flatMap((one, index) => (one ? [index] : []));
    if (elsewhere.length === 0) return [];
    // The browser draws a ring by :focus-visible, which asks whether the keyboard was used last. (Not Shift: three of
    // them leave the app.)
    await page.keyboard.press('Tab');
    const isOther = firstTime(view, 'ring', await page.evaluate(drawRings, [elsewhere, AROUND] as const));
    const unknown = elsewhere.filter((_, index) => isOther[index]);
    if (unknown.length === 0) return [];
    return await withoutCaret(page, async () => {
      const problems: Problem[] = [];
      for (const index of unknown) {
        const problem = await lookAt(page, index);
        if (problem) problems.push(problem);
      }
      return problems;
    });
  },
};

/** By what each stop of Tab is drawn. The stops stay on the window, for `lookAt`. */
function readDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = kopruProbe.tabbable();
    (window as unknown as { kopruStops: HTMLElement[] }).kopruStops = elements;
    return kopruProbe.drawings(elements);
  });
}

async function lookAt(page: Page, index: number): Promise<Problem | undefined> {
  const clip = await page.evaluate(
    async ([at, around]) => {
      const element = (window as unknown as { kopruStops: HTMLElement[] }).kopruStops[at];
      if (!element) return undefined;
      (document.activeElement as HTMLElement | null)?.blur();
      element.focus();
      element.scrollIntoView({ block: 'center' });
      await kopruProbe.settle();
      const box = kopruProbe.cardOf(element).getBoundingClientRect();
      const x = Math.floor(Math.max(0, box.left - around));
      const y = Math.floor(Math.max(0, box.top - around));
      return {
        where: kopruProbe.describe(element),
        x: x + scrollX,
        y: y + scrollY,
        width: Math.ceil(Math.min(innerWidth, box.right + around)) - x,
        height: Math.ceil(Math.min(innerHeight, box.bottom + around)) - y,
        perimeter: 2 * (Math.min(box.width, innerWidth) + Math.min(box.height, innerHeight)),
      };
    },
    [index, AROUND] as const,
  );
  if (!clip || clip.width <= 0 || clip.height <= 0) return undefined;
  const { where, perimeter, ...area } = clip;
  const withFocus = await takePicture(page, area);
  // The element itself stays where it is; only the focus goes, as it does when the window is left.
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    return kopruProbe.settle();
  });
  const without = await takePicture(page, area);
  return judgeRing(compare(withFocus, without), perimeter, where);
}

/** WCAG 2.4.13: a change of 3:1 as large as a line of 2 px around the whole; corners and the caret's slack are given. */
export function judgeRing(
  { changed, strong }: Difference,
  perimeter: number,
  where: string,
): Problem | undefined {
  if (changed === 0) return { what: 'The focus on it is not seen at all', where };
  if (strong < perimeter * 1.2)
    return {
      what: `The focus changes ${strong} pixels by 3:1; a ring of 2 px has about ${Math.round(perimeter * 2)}`,
      where,
    };
  return undefined;
}
