import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  CUE_LIMITS,
  type Cue,
  cueSchema,
  cuesSchema,
  END_TOLERANCE_MS,
  findBeyondEnd,
  textOfCues,
} from './cue.ts';

const cue = (startMs: number, endMs: number, text = 'Merhaba'): Cue => ({ startMs, endMs, text });
const many = (count: number, text: string): Cue[] =>
  Array.from({ length: count }, (_, n) => cue(n * 10, n * 10 + 10, text));

describe('a cue', () => {
  it.each<[string, Cue]>([
    ['begins at the start', cue(0, 1)],
    ['ends after six hours', cue(0, CUE_LIMITS.endMs)],
    ['has several lines', cue(0, 1, 'Su akmıyor.\nÜç gündür.')],
    ['has a thousand letters, however many bytes', cue(0, 1, '😀'.repeat(1_000))],
  ])('%s', (_, one) => {
    expect(v.is(cueSchema, one)).toBe(true);
  });

  it.each<[string, Partial<Cue>, string]>([
    ['ends where it begins', { endMs: 1_000 }, 'format'],
    ['ends before it begins', { endMs: 500 }, 'format'],
    ['has nothing to read', { text: ' \u200b\n' }, 'required'],
    ['is longer than a thousand letters', { text: 'a'.repeat(1_001) }, 'too-long'],
    ['turns the direction of what follows', { text: 'a\u202eb' }, 'forbidden-characters'],
    ['has half a letter', { text: 'a\ud800' }, 'forbidden-characters'],
  ])('that %s is none', (_, change, message) => {
    const judged = v.safeParse(cueSchema, { ...cue(1_000, 2_000), ...change });
    expect(judged.issues?.map((issue) => issue.message)).toEqual([message]);
  });

  it.each<[string, object]>([
    ['before the start', { startMs: -1 }],
    ['between two milliseconds', { startMs: 0.5 }],
    ['after six hours', { endMs: CUE_LIMITS.endMs + 1 }],
    ['nowhere', { endMs: undefined }],
    ['at no number', { endMs: Number.NaN }],
  ])('%s is none', (_, change) => {
    expect(v.is(cueSchema, { ...cue(0, 1_000), ...change })).toBe(false);
  });
});

describe('the cues of a recording', () => {
  it.each<[string, Cue[], boolean]>([
    ['one', [cue(0, 1)], true],
    ['one after the other', [cue(0, 10), cue(20, 30)], true],
    ['one where the other ends', [cue(0, 10), cue(10, 20)], true],
    ['none', [], false],
    ['two at once', [cue(0, 10), cue(9, 20)], false],
    ['one within another', [cue(0, 100), cue(10, 20)], false],
    ['the later one first', [cue(20, 30), cue(0, 10)], false],
    ['two thousand', many(2_000, 'a'), true],
    ['two thousand and one', many(2_001, 'a'), false],
    // 51 line breaks belong to the whole text.
    ['fifty thousand letters', many(51, 'a'.repeat(979)), true],
    ['more than fifty thousand letters', many(51, 'a'.repeat(981)), false],
  ])('%s: %#', (_, cues, isGood) => {
    expect(v.is(cuesSchema, cues)).toBe(isGood);
  });

  it('are one text, line by line', () => {
    expect(textOfCues([cue(0, 1, 'Su akmıyor.'), cue(1, 2, 'Üç gündür.')])).toBe('Su akmıyor.\nÜç gündür.');
  });
});

it.each<[string, number[], number | undefined, number | undefined]>([
  ['within the recording', [1_000, 5_000], 5_000, undefined],
  ['as much behind it as clocks differ', [1_000, 5_000 + END_TOLERANCE_MS], 5_000, undefined],
  ['a millisecond more', [1_000, 5_001 + END_TOLERANCE_MS], 5_000, 2],
  ['the first of several is named', [9_000, 10_000], 2_000, 1],
  ['of what nobody has measured nothing is known', [CUE_LIMITS.endMs], undefined, undefined],
  ['a length of 0 is none', [CUE_LIMITS.endMs], 0, undefined],
])('C3: no piece ends beyond the recording: %s', (_name, ends, durationMs, piece) => {
  const cues = ends.map((endMs) => ({ startMs: endMs - 500, endMs, text: 'a' }));
  const beyond = findBeyondEnd(cues, durationMs);
  expect(beyond?.piece).toBe(piece);
  if (piece) expect(beyond).toEqual({ piece, endMs: ends[piece - 1], durationMs });
});
