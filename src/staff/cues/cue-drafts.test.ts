// The letters and figures are the invariants in cue-drafts.ts.

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { cuesSchema } from '../../domain/cue.ts';
import { createTranslate } from '../../i18n/translate.ts';
import {
  beginAt,
  type CueDraft,
  type CueFault,
  type CueField,
  change,
  firstDraft,
  isBlank,
  joinWithNext,
  judgeCues,
  remove,
  split,
  toDrafts,
} from './cue-drafts.ts';
import { cueErrors } from './cue-faults.ts';

const draft = (key: number, start: string, end: string, text: string): CueDraft => ({
  key,
  start,
  end,
  text,
});
const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TWO = [draft(0, '0:00,00', '0:04,00', 'Merhaba.'), draft(1, '0:04,00', '0:09,00', 'Rampa istiyorum.')];

test('cues are written out and read back as they were', () => {
  const cues = [
    { startMs: 0, endMs: 4_000, text: 'Merhaba.' },
    { startMs: 4_000, endMs: 3_723_500, text: 'Rampa\nistiyorum.' },
  ];
  expect(judgeCues(toDrafts(cues, 'tr'))).toEqual({ ok: true, cues });
});

test('a new text is one piece from start to end, and blank', () => {
  expect(firstDraft(65_000, 'tr')).toEqual(draft(0, '0:00,00', '1:05,00', ''));
  expect(firstDraft(undefined, 'tr').end).toBe('');
  expect(isBlank([firstDraft(65_000, 'tr')])).toBe(true);
  expect(isBlank(TWO)).toBe(false);
});

test('Q1, Q2: a change touches one field of one cue', () => {
  const changed = change(TWO, 1, { text: 'Rampa' });
  expect(changed[0]).toBe(TWO[0]);
  expect(changed[1]).toEqual(draft(1, '0:04,00', '0:09,00', 'Rampa'));
  expect(remove(TWO, 0)).toEqual([TWO[1]]);
});

describe('a new piece', () => {
  test('cuts the one that is going on, and ends where that one ended', () => {
    const { drafts, key } = beginAt(TWO, 6_000, 'tr');
    expect(key).toBe(2);
    expect(drafts.slice(1)).toEqual([
      draft(1, '0:04,00', '0:06,00', 'Rampa istiyorum.'),
      draft(2, '0:06,00', '0:09,00', ''),
    ]);
  });

  test('behind the last one has no end yet', () => {
    expect(beginAt(TWO, 12_000, 'tr').drafts[2]).toEqual(draft(2, '0:12,00', '', ''));
  });

  test('ends one that has none', () => {
    expect(beginAt([draft(0, '0:00,00', '', 'Merhaba.')], 3_000, 'tr').drafts).toEqual([
      draft(0, '0:00,00', '0:03,00', 'Merhaba.'),
      draft(1, '0:03,00', '', ''),
    ]);
  });

  test('in a gap ends where the next one begins', () => {
    const apart = [draft(0, '0:01,00', '0:02,00', 'a'), draft(1, '0:08,00', '0:09,00', 'b')];
    expect(beginAt(apart, 4_000, 'tr').drafts[1]).toEqual(draft(2, '0:04,00', '0:08,00', ''));
    expect(beginAt(apart, 0, 'tr').drafts[0]).toEqual(draft(2, '0:00,00', '0:01,00', ''));
  });

  test('is the first one where there is none', () => {
    expect(beginAt([], 1_500, 'tr')).toEqual({ drafts: [draft(0, '0:01,50', '', '')], key: 0 });
  });
});

describe('splitting', () => {
  const whole = [draft(0, '0:00,00', '0:10,00', 'Kaldırım yüksek. Rampa istiyorum.')];

  test('takes the time of the player and the place of the caret', () => {
    expect(split(whole, 0, { atMs: 4_000, caret: 16, tag: 'tr' })).toEqual({
      key: 1,
      drafts: [
        draft(0, '0:00,00', '0:04,00', 'Kaldırım yüksek.'),
        draft(1, '0:04,00', '0:10,00', 'Rampa istiyorum.'),
      ],
    });
  });

  test('without a caret cuts between words, near the share of the time', () => {
    expect(
      split(whole, 0, { atMs: 5_000, caret: undefined, tag: 'tr' }).drafts.map(({ text }) => text),
    ).toEqual(['Kaldırım yüksek.', 'Rampa istiyorum.']);
  });

  test('with the player elsewhere cuts the time as the text', () => {
    const { drafts } = split(whole, 0, { atMs: 30_000, caret: 16, tag: 'tr' });
    expect(drafts.map(({ start, end }) => [start, end])).toEqual([
      ['0:00,00', '0:04,85'],
      ['0:04,85', '0:10,00'],
    ]);
  });

  test('Q1: one whose times cannot be read keeps them', () => {
    const { drafts } = split([draft(0, 'baş', '', 'a b')], 0, { atMs: 0, caret: undefined, tag: 'tr' });
    expect(drafts).toEqual([draft(0, 'baş', '', 'a'), draft(1, '', '', 'b')]);
  });
});

test('joining takes both texts and the whole time', () => {
  expect(joinWithNext(TWO, 0)).toEqual([draft(0, '0:00,00', '0:09,00', 'Merhaba. Rampa istiyorum.')]);
  expect(joinWithNext(TWO, 1)).toEqual(TWO);
});

describe('what keeps cues from being sent', () => {
  test.each<[string, CueDraft[], [number, CueField, CueFault][]]>([
    [
      'a time that is none',
      [draft(0, 'x', '', 'a')],
      [
        [1, 'start', 'time'],
        [1, 'end', 'time'],
      ],
    ],
    ['an end before its start', [draft(0, '0:05', '0:04', 'a')], [[1, 'end', 'end-before-start']]],
    ['an end at its start', [draft(0, '0:05', '0:05', 'a')], [[1, 'end', 'end-before-start']]],
    ['more than six hours', [draft(0, '0:00', '6:00:01', 'a')], [[1, 'end', 'too-late']]],
    ['nothing to read', [draft(0, '0:00', '0:04', ' \n')], [[1, 'text', 'text-required']]],
    ['too long a text', [draft(0, '0:00', '0:04', 'a'.repeat(1_001))], [[1, 'text', 'text-too-long']]],
    ['a sign that is not seen', [draft(0, '0:00', '0:04', 'a\u202eb')], [[1, 'text', 'text-forbidden']]],
    [
      'a piece that begins before the one above has ended',
      [draft(0, '0:00', '0:04', 'a'), draft(7, '0:03', '0:06', 'b')],
      [[2, 'start', 'overlap']],
    ],
    [
      'the wrong order',
      [draft(0, '0:08', '0:09', 'a'), draft(1, '0:03', '0:06', 'b')],
      [[2, 'start', 'overlap']],
    ],
  ])('%s', (_, drafts, faults) => {
    const judged = judgeCues(drafts);
    expect(judged.ok ? [] : judged.faults.map(({ number, field, fault }) => [number, field, fault])).toEqual(
      faults,
    );
  });

  test.each<[string, CueDraft[], string]>([
    ['none at all', [], 'none'],
    ['too many', Array.from({ length: 2_001 }, (_, key) => draft(key, '0:00', '0:01', 'a')), 'too-many'],
    [
      'too much text together',
      Array.from({ length: 60 }, (_, key) => draft(key, String(key), String(key + 1), 'a'.repeat(1_000))),
      'too-long',
    ],
  ])('%s', (_, drafts, whole) => {
    expect(judgeCues(drafts)).toMatchObject({ ok: false, whole });
  });
});

test('C3: a piece that ends beyond the recording is a fault of its end, in words with the length', () => {
  expect(judgeCues(TWO, 9_000).ok).toBe(true);
  expect(judgeCues(TWO, 8_000).ok).toBe(true);
  const judged = judgeCues(TWO, 7_000);
  expect(judged).toMatchObject({ ok: false, faults: [{ number: 2, field: 'end', fault: 'beyond-end' }] });
  expect(cueErrors(judged, 'cue', t)).toEqual([
    { fieldId: 'cue-1-end', text: 'Parça 2: kayıt 7 saniye sürüyor; bitiş daha sonra olamaz.' },
  ]);
});

const anyDraft = fc.record({
  start: fc.oneof(fc.nat(30).map(String), fc.constantFrom('', 'x', '1:05', '7:00:00')),
  end: fc.oneof(fc.nat(30).map(String), fc.constantFrom('', '1:06,5')),
  text: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('a b c', '\u202e', 'x'.repeat(1_001))),
});
const anyDrafts = fc
  .array(anyDraft, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, key): CueDraft => ({ key, ...one })));

test('Q3: what is let through is what the schema lets through', () => {
  fc.assert(
    fc.property(anyDrafts, (drafts) => {
      const judged = judgeCues(drafts);
      if (judged.ok) expect(v.is(cuesSchema, judged.cues)).toBe(true);
      else expect(judged.faults.length > 0 || judged.whole !== undefined).toBe(true);
    }),
  );
});

test('Q1, Q2: no act loses a letter of a text, or gives two cues one key', () => {
  const letters = (drafts: readonly CueDraft[]): string =>
    drafts
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
  fc.assert(
    fc.property(anyDrafts, fc.nat(40_000), fc.nat(20), fc.nat(6), (drafts, atMs, caret, at) => {
      const key = drafts[at % drafts.length]?.key ?? 0;
      for (const after of [
        beginAt(drafts, atMs, 'tr').drafts,
        split(drafts, key, { atMs, caret, tag: 'tr' }).drafts,
        joinWithNext(drafts, key),
      ]) {
        expect(letters(after)).toBe(letters(drafts));
        expect(new Set(after.map((one) => one.key)).size).toBe(after.length);
      }
    }),
  );
});
