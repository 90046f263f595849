// What things are called: controls, links, pictures. A name that only eyes or only a mouse can find is none.

import type { Page } from 'playwright-core';
import { sessionOf } from '../camera.ts';
import type { Problem } from '../finding.ts';
import { LANGUAGE_MODES } from '../modes.ts';
import type { Check } from './check.ts';

interface Named {
  where: string;
  /** What a screen reader says. */
  name: string;
  /** What eyes read on or beside it. */
  visible: string;
  hasOnlyTitle: boolean;
}

/** Names as Chromium itself computes them, from its accessibility tree. */
async function readNames(page: Page): Promise<Named[]> {
  const session = await sessionOf(page);
  try {
    // Each control carries its number while the two are brought together.
    const facts = await page.evaluate<Omit<Named, 'name'>[]>(FACTS);
    await session.send('DOM.enable');
    const [{ nodes: drawn }, { nodes: heard }] = await Promise.all([
      session.send('DOM.getFlattenedDocument', { depth: -1 }),
      session.send('Accessibility.getFullAXTree'),
    ]);
    await page.evaluate((mark) => {
      for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
    }, MARK);
    const nameOf = new Map(
      heard.map(({ backendDOMNodeId, name }) => [backendDOMNodeId, String(name?.value ?? '')]),
    );
    return drawn.flatMap(({ attributes = [], backendNodeId }) => {
      const at = attributes.indexOf(MARK);
      const fact = facts[Number(attributes[at + 1])];
      return at < 0 || !fact ? [] : [{ name: nameOf.get(backendNodeId) ?? '', ...fact }];
    });
  } finally {
    await session.send('DOM.disable');
  }
}

const MARK = 'data-kopru-control';

const FACTS = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link]')]
  .filter((control) => kopruProbe.isHeard(control))
  .map((control, index) => {
    const isField = control.matches('input, select, textarea') && !['submit', 'button', 'image'].includes(control.type);
    const labels = isField ? [...(control.labels ?? [])] : [control];
    const visible = labels
      .flatMap((label) => kopruProbe.texts(label))
      .filter(({ element }) => !element.closest('[aria-hidden=true]') && !(isField && control.contains(element)))
      .map(({ text }) => text)
      .join(' ');
    const hasOther = control.ariaLabel || control.getAttribute('aria-labelledby') || labels.some((label) => label.textContent.trim());
    control.setAttribute('${MARK}', index);
    return { where: kopruProbe.describe(control), visible, hasOnlyTitle: Boolean(control.title) && !hasOther };
  })`;

export const names: Check = {
  id: 'names',
  layer: 3,
  about: 'every control has a name, its visible words are in it, none hangs on title',
  modes: LANGUAGE_MODES,
  run: async ({ page }) => judgeNames(await readNames(page)),
};

/** WCAG 2.5.3: who speaks what they see must be understood. */
export function judgeNames(named: readonly Named[]): Problem[] {
  return named.flatMap(({ name, visible, hasOnlyTitle, where }) => {
    if (hasOnlyTitle) return [{ what: 'Its only name is a title, which touch and keys do not show', where }];
    if (name.trim() === '') return [{ what: 'It has no name', where }];
    if (!squeeze(name).includes(squeeze(visible)))
      return [{ what: `It is called “${name}”, and shows “${visible}”`, where }];
    return [];
  });
}

function squeeze(text: string): string {
  return text.toLocaleLowerCase('tr').replace(/[\s\p{P}]+/gu, '');
}

export const images: Check = {
  id: 'images',
  layer: 3,
  about: 'pictures are named or hidden',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      [...document.querySelectorAll('img, svg, canvas, video, object')].flatMap((element): Problem[] => {
        if (element.parentElement?.closest('svg') || !kopruProbe.isHeard(element)) return [];
        const where = kopruProbe.describe(element);
        if (element instanceof HTMLImageElement && element.getAttribute('alt') === '') return [];
        const name =
          element.getAttribute('alt') ?? element.ariaLabel ?? element.getAttribute('aria-labelledby') ?? '';
        if (!name.trim()) return [{ what: 'A picture without a name that is not hidden', where }];
        const isDrawing = element.localName === 'svg' && element.getAttribute('role') !== 'img';
        return isDrawing ? [{ what: 'A named drawing without role="img"', where }] : [];
      }),
    ),
};

export const clickable: Check = {
  id: 'clickable',
  layer: 3,
  about: 'what can be clicked is a control',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((element): Problem[] => {
        const isControl = element.matches(
          'a[href], button, input, select, textarea, summary, label, option, form, dialog, [role=option], [role=listbox], [role=button][tabindex], [role=link][tabindex], #app',
        );
        if (isControl || element.closest('[role=option]')) return [];
        return kopruProbe.isPressed(element) && element.checkVisibility()
          ? [{ what: 'It answers clicks, and is no control', where: kopruProbe.describe(element) }]
          : [];
      }),
    ),
};
