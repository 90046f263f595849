// States that eyes must see in every look, forced colours first: checked, current, chosen, wrong. The state is taken
// away and put back, and the pixels must tell the difference.

import type { Page } from 'playwright-core';
import { type Clip, takePicture, withoutCaret } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { compare, type Picture } from '../pixels.ts';
import type { Check } from './check.ts';
import { firstTime } from './first-time.ts';

const STATES = [
  'input:checked',
  '[aria-current]:not([aria-current=false])',
  '[role=option][aria-selected=true]',
  '[aria-pressed=true]',
  'details[open] > summary',
] as const;

const MOST_ATTEMPTS = 3;

export const states: Check = {
  id: 'states',
  layer: 3,
  about: 'checked, current, chosen and wrong are seen, in forced colours too',
  modes: ['forced', 'contrast'],
  acts: 'focus',
  run: async (view) => {
    const { page } = view;
    const problems: Problem[] = await findSilentErrors(page);
    const found = await page.evaluate(
      (selectors) =>
        selectors.map((selector) => kopruProbe.drawings([...document.querySelectorAll(selector)])),
      STATES,
    );
    for (const [place, selector] of STATES.entries()) {
      for (const [index, isNew] of firstTime(view, `states ${selector}`, found[place] ?? []).entries()) {
        const problem = isNew ? await withoutCaret(page, () => lookAt(page, selector, index)) : undefined;
        if (problem) problems.push(problem);
      }
    }
    return problems;
  },
};

/** What is wrong is told by the words of its error, which must be seen. */
async function findSilentErrors(page: Page): Promise<Problem[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[aria-invalid=true]')].flatMap((field) => {
      // The error of a group (boxes, the parts of a date) is said once, by the field where the focus arrives.
      const told = field.closest('fieldset') ?? field;
      const described = [told, ...told.querySelectorAll('[aria-describedby]')].flatMap((element) =>
        (element.getAttribute('aria-describedby') ?? '').split(/\s+/),
      );
      const isSeen = described.some((id) => {
        const error = id.endsWith('-error') ? document.getElementById(id) : null;
        return error?.textContent?.trim() && kopruProbe.isSeen(error);
      });
      return isSeen ? [] : [{ what: 'That it is wrong is not seen', where: kopruProbe.describe(field) }];
    }),
  );
}

async function lookAt(page: Page, selector: string, index: number): Promise<Problem | undefined> {
  const clip = await page.evaluate(
    ([css, at]) => {
      const element = document.querySelectorAll<HTMLElement>(css)[at];
      if (!element || !kopruProbe.isHeard(element)) return undefined;
      element.scrollIntoView({ block: 'center' });
      (document.activeElement as HTMLElement | null)?.blur();
      const box = kopruProbe.cardOf(element).getBoundingClientRect();
      const x = Math.floor(Math.max(0, box.left - 6));
      const y = Math.floor(Math.max(0, box.top - 6));
      const width = Math.ceil(Math.min(innerWidth, box.right + 6)) - x;
      const height = Math.ceil(Math.min(innerHeight, box.bottom + 6)) - y;
      return width > 0 && height > 0
        ? { x: x + scrollX, y: y + scrollY, width, height, where: kopruProbe.describe(element) }
        : undefined;
    },
    [selector, index] as const,
  );
  if (!clip) return undefined;
  const { where, ...area } = clip;
  const withState = await takePicture(page, area);
  const without = await takeWithout(page, area, selector, index);
  const { strong } = compare(withState, without);
  return strong < 8
    ? { what: `Its state (${selector}) changes ${strong} pixels by 3:1: nobody sees it`, where }
    : undefined;
}

/** A page that draws itself anew meanwhile (a list that is asked for again) puts the state back: then once more. */
async function takeWithout(page: Page, area: Clip, selector: string, index: number): Promise<Picture> {
  for (let attempt = 1; ; attempt++) {
    await toggle(page, selector, index);
    const picture = await takePicture(page, area);
    if ((await restore(page)) || attempt === MOST_ATTEMPTS) return picture;
  }
}

async function toggle(page: Page, selector: string, index: number): Promise<void> {
  await page.evaluate(
    async ([css, at]) => {
      const element = document.querySelectorAll<HTMLElement>(css)[at];
      if (!element) return;
      const held = window as unknown as { kopruRestore: () => boolean };
      const attribute = /\[(aria-[a-z]+)/.exec(css)?.[1];
      if (element instanceof HTMLInputElement && css.includes(':checked')) {
        element.checked = false;
        held.kopruRestore = () => {
          const wasAway = !element.checked;
          element.checked = true;
          return wasAway;
        };
      } else if (attribute) {
        const value = element.getAttribute(attribute) ?? '';
        // What is active in a list is drawn by a class, which comes and goes with the state.
        const marked = element.closest<HTMLElement>('[class*=-active]') ?? element;
        const classes = marked.className;
        element.removeAttribute(attribute);
        marked.className = classes.replace(/\S+-active\b/, '');
        held.kopruRestore = () => {
          const wasAway = !element.hasAttribute(attribute);
          element.setAttribute(attribute, value);
          marked.className = classes;
          return wasAway;
        };
      } else {
        const details = element.parentElement as HTMLDetailsElement;
        details.open = false;
        held.kopruRestore = () => {
          const wasAway = !details.open;
          details.open = true;
          return wasAway;
        };
      }
      await kopruProbe.settle();
    },
    [selector, index] as const,
  );
}

/** @returns whether the state was still away */
async function restore(page: Page): Promise<boolean> {
  return await page.evaluate(async () => {
    const wasAway = (window as unknown as { kopruRestore?: () => boolean }).kopruRestore?.() ?? true;
    await kopruProbe.settle();
    return wasAway;
  });
}
