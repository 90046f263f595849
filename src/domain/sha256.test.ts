import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSha256 } from './sha256.ts';

const ours = (bytes: Uint8Array, pieces: readonly number[]): string => {
  const hash = createSha256();
  let at = 0;
  for (const piece of pieces) {
    hash.update(bytes.subarray(at, at + piece));
    at += piece;
  }
  hash.update(bytes.subarray(at));
  return Buffer.from(hash.digest()).toString('hex');
};
const theirs = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('agrees with another implementation for every length around a block, in whatever pieces the bytes come', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = randomBytes(length);
    expect(ours(bytes, [])).toBe(theirs(bytes));
    expect(ours(bytes, [1, 0, 62, 1, 65])).toBe(theirs(bytes));
  }
});

it('agrees for a megabyte in chunks of a recording', () => {
  const bytes = randomBytes(1_000_003);
  expect(ours(bytes, [30_011, 29_989, 1, 500_000])).toBe(theirs(bytes));
});
