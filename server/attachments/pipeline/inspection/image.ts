// Draws a photo anew: turned as its orientation says, scaled for reading, and without anything but its pixels (place,
// device, author, preview, profile). Runs in the sandbox only (worker.ts).

import sharp from 'sharp';
import type { Refusal } from '../../../../src/domain/attachment-problem.ts';

export type RedrawnImage = { ok: true; width: number; height: number } | { ok: false; problem: Refusal };

/** A page of A4 on a photo of this size can be read. */
const LONGEST_SIDE = 2560;
const QUALITY = 82;
const WHITE = '#ffffff';

// Only the readers of the accepted types; libvips knows others that are tried less.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
});
sharp.cache(false);
sharp.concurrency(1);

export async function redrawImage(
  bytes: Buffer,
  outputPath: string,
  maxPixels: number,
): Promise<RedrawnImage> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: WHITE })
      .toColourspace('srgb')
      .jpeg({ quality: QUALITY })
      .toFile(outputPath);
    return { ok: true, width, height };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/memory|no space|write/i.test(message)) throw error;
    return { ok: false, problem: /pixel limit/i.test(message) ? 'too-many-pixels' : 'damaged' };
  }
}
