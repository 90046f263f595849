// What is said by itself: live regions that stand before they speak, messages that come through them and stay.

import type { Problem } from '../finding.ts';
import type { Check, View } from './check.ts';

/** Shorter than this, and who reads slowly or looks away has missed it. */
const STAYS_MS = 3_000;

export const liveRegions: Check = {
  id: 'live-regions',
  layer: 3,
  about: 'a polite and an assertive live region stand empty from the start',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      for (const kind of ['polite', 'assertive']) {
        const regions = document.querySelectorAll(`[aria-live=${kind}]`);
        if (regions.length === 0)
          problems.push({ what: `There is no ${kind} live region`, where: 'the page' });
      }
      for (const alert of document.querySelectorAll('[role=alert], [role=status]'))
        if (alert.textContent?.trim())
          problems.push({
            what: 'A live region that comes together with its words is not spoken',
            where: kopruProbe.describe(alert),
          });
      return problems;
    }),
};

export const messages: Check = {
  id: 'messages',
  layer: 3,
  about: 'a message is spoken, stands on the page too, and is there three seconds later',
  modes: ['light'],
  acts: 'page',
  concerns: ({ speak }) => speak !== undefined,
  run: async ({ page, surface, visit }) => {
    await page.evaluate(() => {
      const held = window as unknown as {
        kopruSaid: { text: string; at: number; goneAt?: number }[];
        kopruEars?: MutationObserver[];
      };
      held.kopruSaid = [];
      // The document may be that of an earlier look.
      for (const ear of held.kopruEars ?? []) ear.disconnect();
      held.kopruEars = [...document.querySelectorAll('[aria-live]')].map((region) => {
        const ear = new MutationObserver(() => {
          const text = region.textContent?.trim() ?? '';
          const last = held.kopruSaid.at(-1);
          if (last && last.goneAt === undefined) last.goneAt = performance.now();
          if (text) held.kopruSaid.push({ text, at: performance.now() });
        });
        ear.observe(region, { childList: true, characterData: true, subtree: true });
        return ear;
      });
    });
    await surface.speak?.(visit);
    const isSaid = await page
      .waitForFunction(
        () => (window as unknown as { kopruSaid: unknown[] }).kopruSaid.length > 0,
        undefined,
        { timeout: 6_000 },
      )
      .then(
        () => true,
        () => false,
      );
    if (!isSaid) return [{ what: 'What happened is not spoken by a live region', where: 'the page' }];
    // The time is the requirement itself: the message is looked at when it has passed.
    await page.waitForFunction(
      (stays) => {
        const [first] = (window as unknown as { kopruSaid: { at: number }[] }).kopruSaid;
        return first && performance.now() - first.at > stays;
      },
      STAYS_MS,
      { timeout: 10_000 },
    );
    const [first] = await page.evaluate(
      () => (window as unknown as { kopruSaid: { text: string; at: number; goneAt?: number }[] }).kopruSaid,
    );
    return judgeMessage(first);
  },
};

export function judgeMessage(said: { text: string; at: number; goneAt?: number } | undefined): Problem[] {
  if (!said) return [{ what: 'What happened is not spoken by a live region', where: 'the page' }];
  const stayed = (said.goneAt ?? Number.POSITIVE_INFINITY) - said.at;
  if (stayed < STAYS_MS)
    return [{ what: `“${said.text}” was gone after ${Math.round(stayed)} ms`, where: 'the live region' }];
  return [];
}

export const skipLink: Check = {
  id: 'skip-link',
  layer: 3,
  about: 'the first stop leads to the content',
  modes: ['light', 'rtl'],
  acts: 'focus',
  concerns: ({ app, opener }) => app !== 'examples' && opener === undefined,
  run: async ({ page, visit }: View) => {
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      const marker = document.createElement('span');
      marker.tabIndex = -1;
      document.body.prepend(marker);
      marker.focus();
      marker.remove();
    });
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element?.getBoundingClientRect();
      return {
        where: element ? kopruProbe.describe(element) : 'the page',
        isLink: element instanceof HTMLAnchorElement && element.getAttribute('href')?.startsWith('#'),
        isSeen:
          element !== null && kopruProbe.isSeen(element) && (box?.top ?? -1) >= 0 && (box?.left ?? -1) >= 0,
        text: element?.textContent?.trim(),
      };
    });
    const { where } = first;
    const words = [visit.t('nav.skip'), visit.t('staff.skip')];
    if (!first.isLink || !words.includes(first.text ?? ''))
      return [{ what: 'The first stop of Tab is no skip link', where }];
    const problems: Problem[] = first.isSeen
      ? []
      : [{ what: 'The skip link is not seen with the focus on it', where }];
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(() => {
      const focus = document.activeElement;
      return focus === document.body || (focus?.closest('main, footer') ?? null) !== null;
    });
    if (!isInside) problems.push({ what: 'After the skip link Tab does not go on in the content', where });
    return problems;
  },
};
