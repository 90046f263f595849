// The bones of a page: headings, landmarks, ids, groups, tables, and what stands where a screen reader looks first.

import type { Problem } from '../finding.ts';
import { LANGUAGE_MODES } from '../modes.ts';
import type { Check } from './check.ts';

export const headings: Check = {
  id: 'headings',
  layer: 3,
  about: 'one h1, no level left out',
  modes: LANGUAGE_MODES,
  run: async ({ page }) =>
    judgeHeadings(
      await page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')]
          // What lies behind an open dialog counts: the page keeps its heading.
          .filter((element) => element.checkVisibility() && !element.closest('[aria-hidden=true]'))
          .map((element) => ({
            level: Number(element.ariaLevel ?? element.localName.slice(1)),
            text: element.textContent?.trim() ?? '',
            isInDialog: element.closest('dialog') !== null,
            where: kopruProbe.describe(element),
          })),
      ),
    ),
};

interface Heading {
  level: number;
  text: string;
  isInDialog: boolean;
  where: string;
}

/** The summary of errors stands before the h1, as its pattern has it; the order is judged from the h1 on. */
export function judgeHeadings(found: readonly Heading[]): Problem[] {
  const problems: Problem[] = [];
  const ofPage = found.filter(({ isInDialog }) => !isInDialog);
  const first = ofPage.filter(({ level }) => level === 1);
  if (first.length !== 1)
    problems.push({ what: `${first.length} headings of the first level instead of one`, where: 'the page' });
  for (const { text, where } of found) if (text === '') problems.push({ what: 'An empty heading', where });
  const start = ofPage.findIndex(({ level }) => level === 1);
  let before = 1;
  for (const { level, where } of ofPage.slice(Math.max(start, 0) + 1)) {
    if (level > before + 1) problems.push({ what: `h${level} follows h${before}`, where });
    before = level;
  }
  return problems;
}

export const landmarks: Check = {
  id: 'landmarks',
  layer: 3,
  about: 'one main with the h1 in it, named navigations, nothing outside',
  modes: ['light'],
  concerns: ({ app }) => app !== 'examples',
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      const mains = [...document.querySelectorAll('main, [role=main]')];
      if (mains.length !== 1) problems.push({ what: `${mains.length} main landmarks`, where: 'the page' });
      if (!document.querySelector('main h1'))
        problems.push({ what: 'The h1 is not inside main', where: 'the page' });
      for (const name of ['header', 'footer'])
        if (!document.querySelector(name))
          problems.push({ what: `The page has no ${name}`, where: 'the page' });
      const names = new Set<string>();
      for (const nav of document.querySelectorAll('nav, [role=navigation]')) {
        const by = nav.getAttribute('aria-labelledby');
        const name = nav.getAttribute('aria-label') ?? (by && document.getElementById(by)?.textContent) ?? '';
        if (!name) problems.push({ what: 'A navigation without a name', where: kopruProbe.describe(nav) });
        if (names.has(name))
          problems.push({ what: `Two navigations called “${name}”`, where: kopruProbe.describe(nav) });
        names.add(name);
      }
      const LANDMARKS = 'header, nav, main, footer, aside, dialog, .skip-link, [aria-live]';
      for (const { element, text } of kopruProbe.texts())
        if (!element.closest(LANDMARKS))
          problems.push({
            what: `Text outside every landmark: “${text}”`,
            where: kopruProbe.describe(element),
          });
      return problems;
    }),
};

export const ids: Check = {
  id: 'ids',
  layer: 3,
  about: 'no id twice, no reference to nothing',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      const seen = new Set<string>();
      for (const element of document.querySelectorAll('[id]')) {
        if (seen.has(element.id))
          problems.push({ what: `The id “${element.id}” stands twice`, where: kopruProbe.describe(element) });
        seen.add(element.id);
      }
      const REFERENCES = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns', 'for'];
      for (const name of [...REFERENCES, 'aria-activedescendant', 'aria-details'])
        for (const element of document.querySelectorAll(`[${name}]`))
          for (const id of (element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean))
            if (!document.getElementById(id))
              problems.push({
                what: `${name} names “${id}”, which is not there`,
                where: kopruProbe.describe(element),
              });
      return problems;
    }),
};

export const groups: Check = {
  id: 'groups',
  layer: 3,
  about: 'radios and checkboxes of one question in a named group',
  modes: LANGUAGE_MODES,
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      const byName = new Map<string, HTMLInputElement[]>();
      for (const input of document.querySelectorAll<HTMLInputElement>(
        'input[type=radio], input[type=checkbox]',
      ))
        byName.set(`${input.type} ${input.name}`, [
          ...(byName.get(`${input.type} ${input.name}`) ?? []),
          input,
        ]);
      for (const inputs of byName.values()) {
        const [first] = inputs;
        if (!first || (first.type === 'checkbox' && (first.name === '' || inputs.length < 2))) continue;
        const group = first.closest('fieldset, [role=group], [role=radiogroup]');
        const by = group?.getAttribute('aria-labelledby');
        const name =
          group?.querySelector(':scope > legend')?.textContent?.trim() ||
          group?.getAttribute('aria-label') ||
          (by && document.getElementById(by)?.textContent?.trim());
        const where = kopruProbe.describe(first);
        if (!group) problems.push({ what: 'Choices of one question stand in no group', where });
        else if (!name) problems.push({ what: 'The group of these choices has no name', where });
        if (group && inputs.some((input) => !group.contains(input)))
          problems.push({ what: 'Choices of one question stand in several groups', where });
      }
      return problems;
    }),
};

export const tables: Check = {
  id: 'tables',
  layer: 3,
  about: 'tables with caption and headers',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      for (const table of document.querySelectorAll('table')) {
        const where = kopruProbe.describe(table);
        const isNamed =
          table.caption?.textContent?.trim() || table.ariaLabel || table.getAttribute('aria-labelledby');
        if (!isNamed) problems.push({ what: 'A table without a caption', where });
        const headers = [...table.querySelectorAll('th')];
        if (headers.length === 0) problems.push({ what: 'A table without header cells', where });
        for (const header of headers)
          if (!header.scope)
            problems.push({ what: 'A header cell without scope', where: kopruProbe.describe(header) });
      }
      return problems;
    }),
};
