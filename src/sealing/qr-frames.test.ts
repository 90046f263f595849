// A row of codes, read as cameras read: from the middle, with gaps, twice, with other things in view.

import fc from 'fast-check';
import encodeQR from 'qr';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { BYTES_OF_CODE, codesOf, createCodeReader, QR_VERSION } from './qr-frames.ts';

const fileOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 89 + 3) % 256);

async function codes(length: number): Promise<string[]> {
  const made = await codesOf(fileOf(length));
  if (!made) throw new Error('It is too long');
  return made;
}

describe('a file as a row of codes', () => {
  it('comes out of any order with repeats, and not before the last is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000 }),
        fc.infiniteStream(fc.nat()),
        async (length, chance) => {
          const made = await codes(length);
          const reader = createCodeReader();
          const missing = new Set(made);
          for (const number of chance) {
            expect(await reader.whole()).toBeUndefined();
            const code = made[number % made.length] ?? '';
            const isNew = missing.delete(code);
            expect(reader.take(code)).toEqual({
              row: expect.stringMatching(/^\d+ [0-9A-F]{8}$/),
              read: made.length - missing.size,
              count: made.length,
              isNew,
            });
            if (missing.size === 0) break;
          }
          expect(await reader.whole()).toEqual(fileOf(length));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps to the alphabet and size of one kind of code, which a decoder gives back', async () => {
    const made = await codes(10 * BYTES_OF_CODE);
    const options = { encoding: 'alphanumeric', ecc: 'medium', version: QR_VERSION, border: 4 } as const;
    for (const code of [...made.slice(0, 1), ...made.slice(-1)]) {
      const squares = encodeQR(code, 'raw', options);
      expect(squares.length).toBe(69 + 2 * 4);
      const size = squares.length * 4;
      const data = new Uint8ClampedArray(size * size * 4).fill(255);
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++)
          if (squares[y >> 2]?.[x >> 2]) data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
      expect(decodeQR({ width: size, height: size, data })).toBe(code);
    }
  });

  it('is not made of what is too long, and is not read out of other codes', async () => {
    expect(await codesOf(fileOf(60 * BYTES_OF_CODE))).toHaveLength(60);
    expect(await codesOf(fileOf(60 * BYTES_OF_CODE + 1))).toBeUndefined();
    const reader = createCodeReader();
    const wrong = [
      '',
      'https://example.org',
      'KQ1/2/3/00000000/AB',
      'KQ1/2/0/00000000/AB',
      'KQ1/99/1/00000000/AB',
    ];
    for (const text of [...wrong, 'KQ1/2/1/00000000/:::', 'KQ1/2/1/00000000/A'])
      expect(reader.take(text)).toBeUndefined();
  });

  it('of a newer version is told from what is none', () => {
    const reader = createCodeReader();
    expect(['KQ2/1/1/00000000/AB', 'KQ12/a'].map(reader.take)).toEqual(['newer', 'newer']);
    expect(['KQ1/', 'KQ/1', 'KQX/1/1/00000000/AB'].map(reader.take)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of two screens in view comes out of both, one code of each in turn', async () => {
    const reader = createCodeReader();
    const [long, short] = [await codes(4 * BYTES_OF_CODE), await codes(2 * BYTES_OF_CODE)];
    const files: unknown[] = [];
    for (const [index, code] of long.entries()) {
      for (const text of [code, short[index % 2] ?? '']) {
        reader.take(text);
        files.push(await reader.whole());
      }
    }
    expect(files.filter((file) => file !== undefined)).toEqual(
      expect.arrayContaining([fileOf(2 * BYTES_OF_CODE), fileOf(4 * BYTES_OF_CODE)]),
    );
  });

  it('is not lost to codes of rows that never end', async () => {
    const reader = createCodeReader();
    const [first = '', second = ''] = await codes(BYTES_OF_CODE + 10);
    reader.take(first);
    for (let mark = 10; mark < 40; mark++) {
      reader.take(`KQ1/60/1/000000${mark}/AB0`);
      reader.take(first);
    }
    reader.take(second);
    expect(await reader.whole()).toEqual(fileOf(BYTES_OF_CODE + 10));
  });

  it('says so where what it put together is not the file, and begins that row anew', async () => {
    const reader = createCodeReader();
    const [first = '', second = ''] = await codes(BYTES_OF_CODE + 10);
    reader.take(first);
    expect(reader.take((await codes(5))[0] ?? '')).toMatchObject({ read: 1, count: 1 });
    expect(await reader.whole()).toEqual(fileOf(5));
    reader.take(second.replace(/..$/, '00'));
    expect(await reader.whole()).toBe('mixed');
    expect(await reader.whole()).toBeUndefined();
    expect(reader.take(first)).toMatchObject({ read: 1, isNew: true });
    reader.take(second);
    expect(await reader.whole()).toEqual(fileOf(BYTES_OF_CODE + 10));
  });
});
