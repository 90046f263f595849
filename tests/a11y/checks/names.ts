// What things are called: controls, links, pictures. A name that only eyes or only a mouse can find is none.

import type { Page } from 'playwright-core';
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
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Accessibility.enable');
    const { result } = await session.send('Runtime.evaluate', {
      expression: `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link]')].filter((element) => kopruProbe.isHeard(element))`,
    });
    const listId = result.objectId;
    if (!listId) return [];
    const { result: properties } = await session.send('Runtime.getProperties', {
      objectId: listId,
      ownProperties: true,
    });
    const named: Named[] = [];
    for (const { name: index, value } of properties) {
      if (!/^\d+$/.test(index) || !value?.objectId) continue;
      const { objectId } = value;
      const [{ nodes }, facts] = await Promise.all([
        session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false }),
        session.send('Runtime.callFunctionOn', { objectId, returnByValue: true, functionDeclaration: FACTS }),
      ]);
      named.push({ name: String(nodes[0]?.name?.value ?? ''), ...facts.result.value });
    }
    return named;
  } finally {
    await session.detach();
  }
}

const FACTS = `function () {
  const isField = this.matches('input, select, textarea') && !['submit', 'button', 'image'].includes(this.type);
  const labels = isField ? [...(this.labels ?? [])] : [this];
  const visible = labels
    .flatMap((label) => kopruProbe.texts(label))
    .filter(({ element }) => !element.closest('[aria-hidden=true]') && !(isField && this.contains(element)))
    .map(({ text }) => text)
    .join(' ');
  const hasOther = this.ariaLabel || this.getAttribute('aria-labelledby') || labels.some((label) => label.textContent.trim());
  return { where: kopruProbe.describe(this), visible, hasOnlyTitle: Boolean(this.title) && !hasOther };
}`;

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
  run: async ({ page }) => {
    const session = await page.context().newCDPSession(page);
    try {
      const { result } = await session.send('Runtime.evaluate', {
        expression: `[...document.querySelectorAll('body *')].filter((element) => !element.matches('a[href], button, input, select, textarea, summary, label, option, form, dialog') && element.checkVisibility())`,
      });
      if (!result.objectId) return [];
      const { result: properties } = await session.send('Runtime.getProperties', {
        objectId: result.objectId,
        ownProperties: true,
      });
      const problems: Problem[] = [];
      for (const { name, value } of properties) {
        if (!/^\d+$/.test(name) || !value?.objectId) continue;
        const { listeners } = await session.send('DOMDebugger.getEventListeners', {
          objectId: value.objectId,
        });
        if (!listeners.some(({ type }) => ['click', 'mousedown', 'pointerdown'].includes(type))) continue;
        const facts = await session.send('Runtime.callFunctionOn', {
          objectId: value.objectId,
          returnByValue: true,
          functionDeclaration:
            'function () { return { where: kopruProbe.describe(this), isControl: this.matches("[role=option], [role=listbox], [role=button][tabindex], [role=link][tabindex], #app") || Boolean(this.closest("[role=option]")) } }',
        });
        const { where, isControl } = facts.result.value;
        if (!isControl) problems.push({ what: 'It answers clicks, and is no control', where });
      }
      return problems;
    } finally {
      await session.detach();
    }
  },
};
