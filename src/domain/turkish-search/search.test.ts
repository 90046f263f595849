import { describe, expect, it, test } from 'vitest';
import { foldTurkish } from './fold.ts';
import { askFor, isFound, termsOf } from './search.ts';
import { basesOf, stemsOf } from './stems.ts';
import { HELD_BACK_PAIRS, TUNED_PAIRS, type WordPair } from './word-pairs.ts';

/** Shares of what must be found and is, and of what must not be found and is. */
function judge(pairs: readonly WordPair[]): { recall: number; falseHits: number } {
  const shareFound = (isHit: boolean): number => {
    const ofKind = pairs.filter((pair) => pair.isHit === isHit);
    return ofKind.filter(({ query, text }) => isFound(query, text)).length / ofKind.length;
  };
  return { recall: shareFound(true), falseHits: shareFound(false) };
}

describe('the table of word pairs', () => {
  it('is large enough to say something, and names no pair twice', () => {
    const all = [...TUNED_PAIRS, ...HELD_BACK_PAIRS].map(({ query, text }) => `${query} > ${text}`);
    expect(all.length).toBeGreaterThan(600);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ['whose words the rules were written with', TUNED_PAIRS, 0.985, 0.04],
    ['whose words were held back', HELD_BACK_PAIRS, 0.98, 0.03],
  ])('%s: nearly all is found, hardly anything wrong', (_, pairs, leastRecall, mostFalseHits) => {
    const { recall, falseHits } = judge(pairs);
    expect(recall).toBeGreaterThanOrEqual(leastRecall);
    expect(falseHits).toBeLessThanOrEqual(mostFalseHits);
  });

  it('gives the same answer when the query is typed without Turkish letters, or in capitals', () => {
    for (const { query, text } of TUNED_PAIRS) {
      const asTyped = isFound(query, text);
      expect([query, isFound(foldTurkish(query), text)]).toEqual([query, asTyped]);
      expect([query, isFound(query.toLocaleUpperCase('tr'), text)]).toEqual([query, asTyped]);
    }
  });
});

test.each([
  ['basvurularimizin', 'basvuru'],
  ['kagidi', 'kagit'],
  ['sehrimizdekilerin', 'sehir'],
  ['hakkimiz', 'hak'],
  ['suyunuzdan', 'su'],
  ['bekliyorum', 'bekle'],
])('%s may be of %s', (word, stem) => {
  expect(stemsOf(word)).toContain(stem);
});

test('a word of the lexicon is not taken apart', () => {
  expect(stemsOf('kadin')).toEqual([]);
  expect(stemsOf('kadinlarin')).not.toContain('kadi');
});

test('a derived word is found by what it was made from, but does not ask for it', () => {
  expect(basesOf('kiracilar')).toContain('kira');
  expect([isFound('kira', 'kiracılar'), isFound('kiracılar', 'kira')]).toEqual([true, false]);
});

test('every word of a query must be in the text, in any order, and joining words are not asked for', () => {
  const text = 'Mahallemizin köprüsünde ve yolunda sular hiç akmıyor.';
  expect(isFound('su ve köprü', text)).toBe(true);
  expect(isFound('köprü elektrik', text)).toBe(false);
  expect(askFor('ve için bu')).toEqual([]);
  expect(isFound('ve için bu', text)).toBe(false);
});

test.each([
  ["İstanbul'daki okullar", 'İstanbul okullarında yer yok.'],
  ['Ankara’nın suyu', 'Ankara suyu kesildi.'],
  ["TC'nin", 'TC kimlik kartım'],
  ["Bolu'dakilerden", 'Bolu’da'],
  ['İzmir`e tren', 'İzmir treni'],
])('the ending behind an apostrophe is not asked for: %s', (query, text) => {
  expect(isFound(query, text)).toBe(true);
});

test.each([
  ['e-posta', 'Epostama yanıt gelmedi.', true],
  ['eposta', 'E-postama yanıt gelmedi.', true],
  ['E posta', 'e‑posta adresim', true],
  ['e-devlet', 'E Devlet kapısından giremiyorum.', true],
  ['edevlet', 'e-devletten girdim', true],
  ['posta', 'E-posta gelmedi.', true],
  ['e-posta', 'Posta gelmedi.', false],
  ["İzmir'e tren", 'İzmir treni', true],
  ['e 5', 'E 5 karayolu', true],
])('what is electronic is one word, however it is joined: %s in %s: %s', (query, text, expected) => {
  expect(isFound(query, text)).toBe(expected);
});

test('what stands behind an apostrophe and is no ending is asked for', () => {
  expect(askFor("Kur'an'ın").map(({ exact }) => exact[0])).toEqual(['kur', 'an']);
  expect(askFor("'nın'").map(({ exact }) => exact[0])).toEqual(['nin']);
});

test('what is no Turkish word is kept as it is: numbers, other scripts, a code of letters and digits', () => {
  expect(termsOf('34 ABC 123 مياه 2026')).toEqual(
    expect.arrayContaining(['34', 'abc', '123', 'مياه', '2026']),
  );
  expect(isFound('34', '34 ABC')).toBe(true);
  expect(termsOf('a'.repeat(5000))).toEqual([]);
});
