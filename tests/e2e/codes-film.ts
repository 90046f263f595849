// What one phone's screen shows as QR codes, as a film that stands in the place of another one's camera.

import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { t } from './citizen.ts';

const [WIDTH, HEIGHT] = [640, 480];
const POINTS_OF_SQUARE = 6;
const [BLACK, WHITE, GREY] = [16, 235, 128];

/** Dark squares of a code, by row and column. */
type Squares = { size: number; dark: [x: number, y: number][] };

/** Steps through the row of codes that stands on the page. */
export async function watchCodes(page: Page): Promise<Squares[]> {
  await page.getByRole('button', { name: t('courier.codes.stop') }).click();
  const seen = new Map<string, Squares>();
  for (;;) {
    const code = page.locator('.courier-code');
    const name = (await code.getAttribute('aria-label')) ?? '';
    if (seen.has(name)) return [...seen.values()];
    const size = Number((await code.getAttribute('viewBox'))?.split(' ').at(-1));
    const path = (await code.locator('path').last().getAttribute('d')) ?? '';
    const dark = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]): [number, number] => [
      Number(x),
      Number(y),
    ]);
    seen.set(name, { size, dark });
    await page.getByRole('button', { name: t('courier.codes.next') }).click();
  }
}

/** Two codes a second (YUV4MPEG2); the browser begins again at its end. */
export async function writeFilm(codes: readonly Squares[], file: string): Promise<void> {
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F2:1 Ip A1:1 C420jpeg\n`);
  const frames = codes.flatMap((code) => [Buffer.from('FRAME\n'), pictureOf(code)]);
  await writeFile(file, Buffer.concat([head, ...frames]));
}

function pictureOf({ size, dark }: Squares): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  const [left, top] = [(WIDTH - size * POINTS_OF_SQUARE) >> 1, (HEIGHT - size * POINTS_OF_SQUARE) >> 1];
  for (const [x, y] of dark) {
    for (let line = 0; line < POINTS_OF_SQUARE; line++) {
      const start = (top + y * POINTS_OF_SQUARE + line) * WIDTH + left + x * POINTS_OF_SQUARE;
      light.fill(BLACK, start, start + POINTS_OF_SQUARE);
    }
  }
  return Buffer.concat([light, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]);
}
