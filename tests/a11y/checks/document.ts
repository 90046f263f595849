// What holds for a page as a whole: zoom, time, orientation, units, order of Tab, focus that nobody asked for.

import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';

export const zoom: Check = {
  id: 'zoom',
  layer: 3,
  about: 'zoom is not blocked',
  modes: ['light'],
  run: async ({ page }) => {
    const content = await page.evaluate(
      () => document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? '',
    );
    return judgeViewport(content);
  },
};

export function judgeViewport(content: string): Problem[] {
  const where = `meta[name=viewport] “${content}”`;
  const maximum = Number(/maximum-scale\s*=\s*([\d.]+)/.exec(content)?.[1] ?? 10);
  if (/user-scalable\s*=\s*(no|0)/.test(content)) return [{ what: 'Zooming is forbidden', where }];
  if (maximum < 5) return [{ what: `Zooming ends at ${maximum}`, where }];
  return [];
}

export const timeLimit: Check = {
  id: 'time-limit',
  layer: 3,
  about: 'nothing moves on by itself',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      [...document.querySelectorAll('meta[http-equiv=refresh i], marquee, blink')].map((element) => ({
        what: 'The page moves on by itself',
        where: element.outerHTML,
      })),
    ),
};

export const tabIndex: Check = {
  id: 'tab-index',
  layer: 3,
  about: 'no order of Tab beside that of the document',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[tabindex]')]
        .filter(({ tabIndex: index }) => index > 0)
        .map((element) => ({ what: `tabindex ${element.tabIndex}`, where: kopruProbe.describe(element) })),
    ),
};

export const autofocus: Check = {
  id: 'autofocus',
  layer: 3,
  about: 'no focus that nobody asked for',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      [...document.querySelectorAll('[autofocus]')]
        .filter((element) => element.closest('dialog') === null)
        .map((element) => ({
          what: 'It takes the focus before the page is read',
          where: kopruProbe.describe(element),
        })),
    ),
};

export const hiddenFocus: Check = {
  id: 'hidden-focus',
  layer: 3,
  about: 'nothing hidden can hold the focus',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() =>
      kopruProbe
        .tabbable()
        .filter(
          (element) => element.closest('[aria-hidden=true], [role=presentation] > [role=none]') !== null,
        )
        .map((element) => ({
          what: 'Tab reaches it, and a screen reader is not told of it',
          where: kopruProbe.describe(element),
        })),
    ),
};

export const fontUnits: Check = {
  id: 'font-units',
  layer: 3,
  about: 'no text size in px',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      const look = (rules: CSSRuleList): void => {
        for (const rule of rules) {
          if (rule instanceof CSSStyleRule) {
            const size = rule.style.fontSize;
            const short = rule.style.getPropertyValue('font');
            if (/\d(px|pt)\b/.test(size) || /\d(px|pt)\b/.test(short.split('/')[0] ?? ''))
              problems.push({ what: `Text of a fixed size: ${size || short}`, where: rule.selectorText });
          }
          if ('cssRules' in rule) look(rule.cssRules as CSSRuleList);
        }
      };
      for (const sheet of document.styleSheets) look(sheet.cssRules);
      for (const element of document.querySelectorAll<HTMLElement>('[style*=font]'))
        if (/\d(px|pt)\b/.test(element.style.fontSize))
          problems.push({
            what: `Text of a fixed size: ${element.style.fontSize}`,
            where: kopruProbe.describe(element),
          });
      return problems;
    }),
};

export const orientation: Check = {
  id: 'orientation',
  layer: 3,
  about: 'upright and lying alike',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      const HIDES = /display:\s*none|visibility:\s*hidden|rotate\(/;
      const look = (rules: CSSRuleList): void => {
        for (const rule of rules) {
          if (
            rule instanceof CSSMediaRule &&
            /orientation/.test(rule.conditionText) &&
            HIDES.test(rule.cssText)
          )
            problems.push({ what: 'Content depends on how the device is held', where: rule.conditionText });
          if ('cssRules' in rule) look(rule.cssRules as CSSRuleList);
        }
      };
      for (const sheet of document.styleSheets) look(sheet.cssRules);
      return problems;
    }),
};
