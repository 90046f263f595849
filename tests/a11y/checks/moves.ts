// Where the reader is taken, and where not: a change of page, a choice, a dialog.

import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';

export const routeChange: Check = {
  id: 'route-change',
  layer: 3,
  about: 'a new page: its title, the focus on its h1, its top',
  modes: ['light'],
  acts: 'page',
  takesAsLeft: true,
  concerns: ({ app, opener }) => app !== 'examples' && opener === undefined,
  run: async ({ page, surface }) => {
    const link = await page.evaluate((name) => {
      // A fragment is a part of the page, or a page of the console.
      const addressOf = ({ pathname, hash }: URL | Location) =>
        pathname + (hash.startsWith('#/') ? hash : '');
      const links = [
        ...document.querySelectorAll<HTMLAnchorElement>('header nav a[href], main a[href], footer a[href]'),
      ].filter((one) => {
        const url = new URL(one.href);
        const isHere = addressOf(url) === addressOf(location);
        const isInApp =
          url.origin === location.origin && !url.search && !one.target && !one.hasAttribute('download');
        const isFragment = one.getAttribute('href')?.startsWith('#') && !url.hash.startsWith('#/');
        return isInApp && !isHere && !isFragment && one.checkVisibility();
      });
      // Another link on each surface, the same in each run.
      const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
      const chosen = links[sum % Math.max(links.length, 1)];
      if (!chosen) return undefined;
      scrollTo(0, document.documentElement.scrollHeight);
      (window as unknown as { kopruLink: HTMLElement }).kopruLink = chosen;
      return { where: kopruProbe.describe(chosen), href: chosen.href, title: document.title };
    }, `${surface.page} ${surface.state}`);
    if (!link) return [];
    await page.evaluate(() => {
      const { kopruLink } = window as unknown as { kopruLink: HTMLElement };
      // As by a press: what is pressed is on the screen already.
      kopruLink.focus({ preventScroll: true });
      kopruLink.click();
    });
    await page.waitForURL(link.href, { timeout: 5_000 }).catch(() => undefined);
    const isThere = await page
      .waitForFunction(
        (before) => document.activeElement?.localName === 'h1' && document.title !== before,
        link.title,
        { timeout: 5_000 },
      )
      .then(
        () => true,
        () => false,
      );
    const state = await page.evaluate(() => ({
      title: document.title,
      focus: document.activeElement ? kopruProbe.describe(document.activeElement) : 'nothing',
      isOnHeading: document.activeElement?.matches('main h1') ?? false,
      scrolled: scrollY,
    }));
    return isThere || state.title === link.title || !state.isOnHeading ? judgeMove(state, link) : [];
  },
};

interface Arrival {
  title: string;
  focus: string;
  isOnHeading: boolean;
  scrolled: number;
}

export function judgeMove(arrival: Arrival, { where, title }: { where: string; title: string }): Problem[] {
  const problems: Problem[] = [];
  if (arrival.title === title) problems.push({ what: 'The title of the page stays the old one', where });
  if (!arrival.isOnHeading)
    problems.push({ what: `The focus is on ${arrival.focus}, not on the new h1`, where });
  if (arrival.scrolled > 1)
    problems.push({ what: `The new page begins scrolled by ${arrival.scrolled} px`, where });
  return problems;
}

/** As many choices of a page as tell the rule. */
const MOST_CHOICES = 6;

export const choosing: Check = {
  id: 'choosing',
  layer: 3,
  about: 'choosing and typing move nobody',
  modes: ['light'],
  acts: 'page',
  concerns: ({ app, opener, world }) =>
    app !== 'examples' && opener === undefined && world !== 'applications',
  run: async ({ page }) => {
    const fields = page.locator(
      'main input[type=radio]:not(:checked), main input[type=checkbox], main select, main input[type=text]',
    );
    const problems: Problem[] = [];
    const count = Math.min(await fields.count(), MOST_CHOICES);
    for (let index = 0; index < count; index++) {
      const field = fields.nth(index);
      if (!(await field.isVisible().catch(() => false))) continue;
      const handle = await field.elementHandle();
      if (!handle) continue;
      const where = await handle.evaluate((element) => kopruProbe.describe(element));
      const before = { url: page.url(), title: await page.title() };
      await handle.evaluate((element) => (element as HTMLElement).focus());
      const kind = await handle.evaluate((element) =>
        element instanceof HTMLSelectElement ? 'select' : (element as HTMLInputElement).type,
      );
      if (kind === 'select') await page.keyboard.press('ArrowDown');
      else if (kind === 'text') await page.keyboard.press('a');
      else await page.keyboard.press('Space');
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const isStill = await handle.evaluate(
        (element) => element.isConnected && element === document.activeElement,
      );
      if (!isStill) problems.push({ what: 'Choosing it takes the focus away', where });
      if (page.url() !== before.url) problems.push({ what: 'Choosing it opens another page', where });
      await handle.dispose();
      if (page.url() !== before.url) break;
    }
    return problems;
  },
};

export const dialogs: Check = {
  id: 'dialogs',
  layer: 3,
  about: 'a dialog has a name, takes the focus, and gives it back on Esc',
  modes: ['light'],
  acts: 'page',
  asksForFocus: true,
  concerns: ({ opener }) => opener !== undefined,
  run: async ({ page, surface, visit }) => {
    const problems = await page.evaluate(() => {
      const found: Problem[] = [];
      const dialog = document.querySelector<HTMLDialogElement>('dialog[open], [role=dialog]');
      if (!dialog) return [{ what: 'No dialog is open', where: 'the page' }];
      const where = kopruProbe.describe(dialog);
      const by = dialog.getAttribute('aria-labelledby');
      const heading = by ? document.getElementById(by) : null;
      if (!dialog.ariaLabel && !heading?.textContent?.trim())
        found.push({ what: 'The dialog has no name', where });
      if (heading && !/^h\d$/.test(heading.localName))
        found.push({ what: 'The name of the dialog is no heading', where });
      if (!dialog.contains(document.activeElement))
        found.push({ what: 'The focus is not in the dialog', where });
      if (!dialog.matches(':modal'))
        found.push({ what: 'The page behind the dialog is not out of reach', where });
      return found;
    });
    await page.keyboard.press('Escape');
    const isClosed = await page
      .waitForFunction(() => document.querySelector('dialog[open]') === null, undefined, { timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isClosed) return [...problems, { what: 'Esc does not close the dialog', where: 'the dialog' }];
    const isBack = await surface.opener?.(visit).evaluate((element) => element === document.activeElement);
    if (!isBack)
      problems.push({ what: 'The focus does not go back to what opened the dialog', where: 'the dialog' });
    return problems;
  },
};
