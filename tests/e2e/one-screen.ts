// What must be seen together: whether all of it stands in the window at once, and nothing of it lies over another part.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { t } from './citizen.ts';

/** A fraction of a pixel is none. */
const ROUNDING_PX = 1;

/** Of a person who signs: the picture of themselves, the words or figures of the state, the button that ends it. */
export async function expectOnOneScreen(page: Page, said: string, button: string): Promise<void> {
  const parts = {
    picture: page.getByLabel(t('media.camera.preview')),
    said: page.getByRole('region').getByText(said),
    button: page.getByRole('button', { name: button, exact: true }),
  };
  await expect.poll(() => outside(page, parts)).toEqual([]);
}

async function outside(page: Page, parts: Record<string, Locator>): Promise<string[]> {
  const window = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const faults: string[] = [];
  const boxes: { name: string; x: number; y: number; width: number; height: number }[] = [];
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox();
    if (!box || box.width * box.height === 0) faults.push(`${name} is not there`);
    else boxes.push({ name, ...box });
  }
  for (const { name, x, y, width, height } of boxes) {
    const isInside =
      Math.min(x, y) >= -ROUNDING_PX &&
      x + width <= window.width + ROUNDING_PX &&
      y + height <= window.height + ROUNDING_PX;
    if (!isInside)
      faults.push(`${name} from ${Math.round(y)} to ${Math.round(y + height)} of ${window.height}`);
    for (const other of boxes)
      if (other.name < name && x < other.x + other.width && other.x < x + width)
        if (y + ROUNDING_PX < other.y + other.height && other.y + ROUNDING_PX < y + height)
          faults.push(`${name} lies over ${other.name}`);
  }
  return faults;
}
