// Stepping through a film whose pictures tell their own number: each carries it in eight bars, white for 1 and black for 0,
// the lowest bit first. Read from what the browser really shows.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** @returns -1 while it shows none */
export function readNumber(player: Locator): Promise<number> {
  return player.locator('video').evaluate(numberOf);
}

/** Waits until the film stands at a picture, and reads it. @param player the group of the officers' player */
export async function untilPicture(player: Locator, number: number): Promise<void> {
  await expect.poll(() => readNumber(player), { interval: 50 }).toBe(number);
}

/** Presses a key of the player, and waits for the picture that follows by so many. @returns its number */
export async function stepBy(page: Page, player: Locator, key: ',' | '.', from: number): Promise<number> {
  const next = from + (key === '.' ? 1 : -1);
  await page.keyboard.press(key);
  await untilPicture(player, next);
  return next;
}

function numberOf(element: SVGElement | HTMLElement): number {
  const film = element as HTMLVideoElement;
  if (film.readyState < 2 || film.seeking) return -1;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  const context = canvas.getContext('2d');
  context?.drawImage(film, 0, 0);
  const bit = (at: number): number => {
    const x = Math.floor(((at + 0.5) * canvas.width) / 8);
    const [brightness = 0] = context?.getImageData(x, canvas.height / 2, 1, 1).data ?? [];
    return brightness > 127 ? 2 ** at : 0;
  };
  return Array.from({ length: 8 }, (_, at) => bit(at)).reduce((sum, one) => sum + one, 0);
}
