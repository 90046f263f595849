// States that eyes must see in every look, forced colours first: checked, current, chosen, wrong. The state is taken
// away and put back, and the pixels must tell the difference.

import type { Page } from 'playwright-core';
import { takePicture, withoutCaret } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { compare } from '../pixels.ts';
import type { Check } from './check.ts';
import { firstTime } from './first-time.ts';

const STATES = [
  'input:checked',
  '[aria-current]:not([aria-current=false])',
  '[role=option][aria-selected=true]',
  '[aria-pressed=true]',
  'details[open] > summary',
] as const;

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
  await toggle(page, selector, index);
  const without = await takePicture(page, area);
  await restore(page);
  const { strong } = compare(withState, without);
  return strong < 8
    ? { what: `Its state (${selector}) changes ${strong} pixels by 3:1: nobody sees it`, where }
    : undefined;
}

async function toggle(page: Page, selector: string, index: number): Promise<void> {
  await page.evaluate(
    async ([css, at]) => {
      const element = document.querySelectorAll<HTMLElement>(css)[at];
      if (!element) return;
      const held = window as unknown as { kopruRestore: () => void };
      const attribute = /\[(aria-[a-z]+)/.exec(css)?.[1];
      if (element instanceof HTMLInputElement && css.includes(':checked')) {
        element.checked = false;
        held.kopruRestore = () => {
          element.checked = true;
        };
      } else if (attribute) {
        const value = element.getAttribute(attribute) ?? '';
        // What is active in a list is drawn by a class, which comes and goes with the state.
        const marked = element.closest<HTMLElement>('[class*=-active]') ?? element;
        const classes = marked.className;
        element.removeAttribute(attribute);
        marked.className = classes.replace(/\S+-active\b/, '');
        held.kopruRestore = () => {
          element.setAttribute(attribute, value);
          marked.className = classes;
        };
      } else {
        const details = element.parentElement as HTMLDetailsElement;
        details.open = false;
        held.kopruRestore = () => {
          details.open = true;
        };
      }
      await kopruProbe.settle();
    },
    [selector, index] as const,
  );
}

async function restore(page: Page): Promise<void> {
  await page.evaluate(async () => {
    (window as unknown as { kopruRestore?: () => void }).kopruRestore?.();
    await kopruProbe.settle();
  });
}
