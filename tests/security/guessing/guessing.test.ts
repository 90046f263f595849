import { describe, expect, it } from 'vitest';
import { parseTrackingCode } from '../../../src/domain/tracking-code.ts';
import { guess } from './guessing.ts';
import { guessingTable } from './table.ts';

const CASE = { codes: 10_000_000, guessesPerSecond: 1_000, years: 1 };

describe('guessing tracking codes', () => {
  it('a thousand times a second, a year long, against ten million codes, hits 0.03 of one', () => {
    const { guesses, expectedHits, anyHit, oneCertain, yearsToEven } = guess(CASE);
    expect(guesses).toBe(31_536_000_000);
    expect(expectedHits).toBeCloseTo(0.031536, 6);
    expect(anyHit).toBeCloseTo(0.031044, 6);
    expect(oneCertain).toBeCloseTo(3.15e-9, 11);
    expect(yearsToEven).toBeCloseTo(21.98, 2);
  });

  it('grows with each of the three, and is nothing where there is nothing', () => {
    const { expectedHits } = guess(CASE);
    for (const key of ['codes', 'guessesPerSecond', 'years'] as const) {
      expect(guess({ ...CASE, [key]: CASE[key] * 10 }).expectedHits).toBeCloseTo(expectedHits * 10, 6);
      expect(guess({ ...CASE, [key]: 0 }).anyHit).toBe(0);
    }
    expect(guess({ ...CASE, guessesPerSecond: 1e12 }).anyHit).toBeCloseTo(1, 9);
  });

  it('counts the space as it is: one check digit for nineteen', () => {
    const valid = Array.from({ length: 10 }, (_, digit) => `7392018465029183746${digit}`).filter(
      (code) => parseTrackingCode(code).ok,
    );
    expect(valid).toHaveLength(1);
  });

  it('is told with its figures', () => {
    expect(guessingTable()).toContain('| 10,000,000 | 1,000 | 0.032 | 3.1 % | 22 |');
  });
});
