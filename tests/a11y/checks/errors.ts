// Errors as the pattern has them: summed up at the top with links that lead to the fields, tied to each field, said in
// the title of the page.

import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';

export const errors: Check = {
  id: 'errors',
  layer: 3,
  about: 'errors summed up, tied to their fields, first in the title',
  modes: ['light', 'english', 'rtl', 'easy'],
  asksForFocus: true,
  concerns: ({ hasErrors }) => hasErrors === true,
  run: async ({ page, visit }) => {
    const prefix = visit.t('app.wrongTitle', { title: '' }).trim();
    const problems: Problem[] = [];
    const title = await page.title();
    if (!title.startsWith(prefix))
      problems.push({ what: `The title does not begin with “${prefix}”`, where: title });
    const found = await page.evaluate(async () => {
      const list: Problem[] = [];
      const summary = document.querySelector<HTMLElement>('.error-summary');
      if (!summary) return [{ what: 'Errors have no summary', where: 'the page' }];
      if (!summary.contains(document.activeElement))
        list.push({ what: 'The summary did not get the focus', where: kopruProbe.describe(summary) });
      const heading = document.querySelector('main h1');
      if (heading && summary.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING)
        list.push({
          what: 'The summary stands below the heading of the page',
          where: kopruProbe.describe(summary),
        });
      if (summary.matches('[role=alert]'))
        list.push({
          what: 'role="alert" on what gets the focus is spoken several times',
          where: kopruProbe.describe(summary),
        });
      const had = document.activeElement as HTMLElement | null;
      const links = [...summary.querySelectorAll<HTMLAnchorElement>('a[href]')];
      if (links.length === 0)
        list.push({ what: 'The summary links to no field', where: kopruProbe.describe(summary) });
      for (const link of links) {
        const where = kopruProbe.describe(link);
        const target = document.getElementById(new URL(link.href).hash.slice(1));
        if (!target) {
          list.push({ what: 'It leads to a field that is not there', where });
          continue;
        }
        link.click();
        await new Promise(requestAnimationFrame);
        if (!target.contains(document.activeElement))
          list.push({ what: 'It does not bring the focus to its field', where });
        // On the review the fault itself is the link to mend it.
        if (target.localName === 'a') continue;
        const said =
          target
            .getAttribute('aria-describedby')
            ?.split(/\s+/)
            .map((id) => document.getElementById(id)?.textContent ?? '')
            .join(' ') ?? '';
        // A group of radios is wrong as a whole.
        const isInvalid =
          target.closest('[aria-invalid=true]') !== null ||
          target.querySelector('[aria-invalid=true]') !== null;
        if (!isInvalid && target.localName !== 'button')
          list.push({
            what: 'Its field does not say that it is wrong (aria-invalid)',
            where: kopruProbe.describe(target),
          });
        const inner = [...target.querySelectorAll('[aria-describedby]')]
          .flatMap((element) => (element.getAttribute('aria-describedby') ?? '').split(/\s+/))
          .map((id) => document.getElementById(id)?.textContent ?? '')
          .join(' ');
        if (!`${said} ${inner}`.includes(link.textContent?.trim() ?? '-'))
          list.push({ what: 'Its field is not described by the error', where: kopruProbe.describe(target) });
      }
      // As it was found: the other languages ask the same.
      had?.focus();
      scrollTo(0, 0);
      return list;
    });
    return [...problems, ...found];
  },
};
