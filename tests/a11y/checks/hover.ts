// Nothing waits under the mouse alone: neither by the rules of the sheets, nor when the mouse really comes.

import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';
import { firstTime } from './first-time.ts';

export const hover: Check = {
  id: 'hover',
  layer: 3,
  about: 'nothing appears on hover alone',
  modes: ['light'],
  acts: 'focus',
  run: async (view) => {
    const { page } = view;
    const problems: Problem[] = await page.evaluate(() => {
      const found: Problem[] = [];
      const SHOWS = ['display', 'visibility', 'opacity', 'clip-path', 'content', 'max-height', 'block-size'];
      const look = (rules: CSSRuleList): void => {
        for (const rule of rules) {
          if (rule instanceof CSSStyleRule && rule.selectorText.includes(':hover')) {
            const shows = SHOWS.some((name) => rule.style.getPropertyValue(name) !== '');
            if (shows && !/:focus/.test(rule.selectorText))
              found.push({
                what: 'A rule shows something on hover that the focus does not show',
                where: rule.selectorText,
              });
          }
          if ('cssRules' in rule) look(rule.cssRules as CSSRuleList);
        }
      };
      for (const sheet of document.styleSheets) look(sheet.cssRules);
      for (const element of document.querySelectorAll('main [title], header [title]'))
        if (element.localName !== 'iframe')
          found.push({
            what: `Only the mouse shows “${element.getAttribute('title')}”`,
            where: kopruProbe.describe(element),
          });
      return found;
    });
    const { found, isHeardByCode } = await readPoints(page);
    const drawings = found.map(({ drawing }) => drawing);
    // What no code hears of can only be shown by the sheets, which show the same on what is drawn alike.
    const isNew = isHeardByCode ? undefined : firstTime(view, 'hover', drawings);
    const points = found.filter((_, index) => isNew?.[index] ?? true);
    if (points.length === 0) return problems;
    const words = () =>
      page.evaluate(
        () =>
          kopruProbe
            .texts()
            .map(({ text }) => text)
            .join().length,
      );
    await page.mouse.move(0, 0);
    let before = await words();
    for (const { x, y, where } of points) {
      await page.mouse.move(x, y);
      if ((await words()) === before) continue;
      // Words that come by themselves meanwhile (a draft was saved) stay when the mouse has gone.
      await page.mouse.move(0, 0);
      before = await words();
      await page.mouse.move(x, y);
      if ((await words()) !== before)
        problems.push({ what: 'Words come or go while the mouse is on it', where });
    }
    await page.mouse.move(0, 0);
    return problems;
  },
};

interface Point {
  x: number;
  y: number;
  drawing: string;
  where: string;
}

/** The middles of what Tab reaches, as far as they are on the screen. */
function readPoints(page: Page): Promise<{ found: Point[]; isHeardByCode: boolean }> {
  return page.evaluate(() => {
    const elements = kopruProbe.tabbable();
    const drawings = kopruProbe.drawings(elements);
    const found = elements.flatMap((element, index) => {
      const box = element.getBoundingClientRect();
      const isThere = box.width > 0 && box.top >= 0 && box.bottom <= innerHeight;
      return isThere
        ? [
            {
              x: box.left + box.width / 2,
              y: box.top + box.height / 2,
              drawing: drawings[index] ?? '',
              where: kopruProbe.describe(element),
            },
          ]
        : [];
    });
    return { isHeardByCode: kopruProbe.hearsMouse(), found };
  });
}
