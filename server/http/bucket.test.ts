import { expect, it } from 'vitest';
import { createBucket } from './bucket.ts';

function filled(perSecond: number, most?: number) {
  const clock = { ms: 1_000_000 };
  const bucket = createBucket(perSecond, () => clock.ms, most);
  const taken = (count: number) => Array.from({ length: count }, bucket.take).filter(Boolean).length;
  return { clock, bucket, taken };
}

it('gives what has come, and keeps no more than its number', () => {
  const { clock, taken } = filled(2, 10);
  expect(taken(20)).toBe(10);
  clock.ms += 1_500;
  expect(taken(20)).toBe(3);
  clock.ms += 3_600_000;
  expect(taken(20)).toBe(10);
});

it('keeps those of a second, but at least one however slowly they come', () => {
  expect(filled(5).taken(9)).toBe(5);
  const { clock, taken } = filled(0.1);
  expect(taken(9)).toBe(1);
  clock.ms += 10_000;
  expect(taken(9)).toBe(1);
});

it('takes one back', () => {
  const { bucket, taken } = filled(1);
  taken(5);
  bucket.give();
  expect(taken(5)).toBe(1);
});
