// Stillness, asked for by the system or in the app: no animation runs, no transition would, nothing scrolls smoothly.

import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';

export const motion: Check = {
  id: 'motion',
  layer: 3,
  about: 'nothing moves for who wants stillness',
  modes: ['light'],
  run: async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const bySystem = await findMotion(page, 'prefers-reduced-motion');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.evaluate(() => {
      document.documentElement.dataset.motion = 'still';
    });
    const byChoice = await findMotion(page, 'data-motion="still"');
    await page.evaluate(() => {
      delete document.documentElement.dataset.motion;
    });
    return [...bySystem, ...byChoice];
  },
};

async function findMotion(page: Page, asked: string): Promise<Problem[]> {
  return await page.evaluate((how) => {
    const problems: Problem[] = [];
    const seconds = (list: string): number =>
      Math.max(...list.split(',').map((value) => Number.parseFloat(value) || 0));
    for (const animation of document.getAnimations()) {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
      if (animation.playState === 'running')
        problems.push({
          what: `It moves in spite of ${how}`,
          where: target ? kopruProbe.describe(target) : 'the page',
        });
    }
    for (const element of document.querySelectorAll('body, body *'))
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        const isMoving =
          (style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0) ||
          (style.animationName !== 'none' && seconds(style.animationDuration) > 0);
        if (isMoving) {
          problems.push({ what: `It would move in spite of ${how}`, where: kopruProbe.describe(element) });
          break;
        }
      }
    if (getComputedStyle(document.documentElement).scrollBehavior === 'smooth')
      problems.push({ what: `The page scrolls smoothly in spite of ${how}`, where: 'html' });
    return problems;
  }, asked);
}
