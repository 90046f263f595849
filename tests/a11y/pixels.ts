// Pictures as numbers: a PNG as Chromium writes it (8 bits, no interlacing), and how far two of them differ.

import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue of each pixel, row by row. */
  rgb: Uint8Array;
}

export function decodePng(png: Buffer): Picture {
  let width = 0;
  let height = 0;
  let channels = 0;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = data[9] === 6 ? 4 : 3;
    }
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < 3; channel++)
      rgb[pixel * 3 + channel] = rows[pixel * channels + channel] ?? 0;
  return { width, height, rgb };
}

/** PNG (third edition) § 9: each row says how it was written as differences from its neighbours. */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1) + 1;
    const written = raw.subarray(from, from + stride);
    const to = row * stride;
    // Most rows are written as they are, or as differences from the one above.
    if (raw[from - 1] === 0) out.set(written, to);
    else if (raw[from - 1] === 2 && row > 0)
      for (let index = 0; index < stride; index++)
        out[to + index] = (written[index] as number) + (out[to + index - stride] as number);
    else unfilterRow(raw[from - 1], written, out, to, row > 0 ? stride : Number.POSITIVE_INFINITY, step);
  }
  return out;
}

/** @param above how far back in `out` the row above lies; infinitely far for the first one */
function unfilterRow(
  filter: number | undefined,
  written: Buffer,
  out: Uint8Array,
  to: number,
  above: number,
  step: number,
): void {
  for (let index = 0; index < written.length; index++) {
    const isFirst = index < step;
    const left = isFirst ? 0 : (out[to + index - step] ?? 0);
    const up = out[to + index - above] ?? 0;
    const corner = isFirst ? 0 : (out[to + index - above - step] ?? 0);
    out[to + index] = (written[index] ?? 0) + predicted(filter, left, up, corner);
  }
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

/** WCAG's contrast of two colours, 1 to 21. Each is red, green, blue from 0 to 255. */
export function contrastOf(one: readonly number[], other: readonly number[]): number {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export interface Difference {
  /** How many pixels differ at all. */
  changed: number;
  /** How many of them differ by at least 3:1. */
  strong: number;
}

export function compare(one: Picture, other: Picture): Difference {
  let changed = 0;
  let strong = 0;
  const [a, b] = [one.rgb, other.rgb];
  const apart = (at: number): number => Math.abs((a[at] as number) - (b[at] as number));
  /** Two pictures of one place have few pairs of colours. */
  const known = new Map<number, boolean>();
  const isStrong = (at: number): boolean => {
    const key = numberOf(a, at) * 2 ** 24 + numberOf(b, at);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const found = contrastOf([...a.subarray(at, at + 3)], [...b.subarray(at, at + 3)]) >= 3;
    known.set(key, found);
    return found;
  };
  for (let at = 0; at < Math.min(a.length, b.length); at += 3) {
    if (apart(at) + apart(at + 1) + apart(at + 2) < 12) continue;
    changed++;
    if (isStrong(at)) strong++;
  }
  return { changed, strong };
}

function numberOf(rgb: Uint8Array, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}
