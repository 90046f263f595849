// The one form in which Turkish texts and what people type are compared, on the device and on the server: as people
// type, without Turkish letters and in capitals of either keyboard.

/** Small letters without marks, and ı is i: "ÂÎÛ İIıi ŞĞÇÖÜ" becomes "aiu iiii sgcou". */
export function foldTurkish(text: string): string {
  return text.toLocaleLowerCase('tr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
}

/** The words of a text, folded, in its order. */
export function wordsOf(text: string): string[] {
  return foldTurkish(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The words of what somebody asks for by the beginnings of names: not what stands behind an apostrophe, "daki" of "Ankara'daki". A
 * name's own ("Kur'an") may be left out, too, because what is before it finds it.
 */
export function askedWordsOf(query: string): string[] {
  return wordsOf(query.replace(/(\S)['’]\p{L}+/gu, '$1'));
}

/** ç → c needs no rule: both are folded to c. */
const SOFT: Readonly<Record<string, string>> = { p: 'b', t: 'd', k: 'g' };

/** The word as it is before a vowel, "müdürlüğ" of "müdürlük", folded. @returns undefined where nothing softens */
export function soften(word: string): string | undefined {
  const soft = SOFT[word.slice(-1)];
  return soft === undefined || word.length < 3 ? undefined : word.slice(0, -1) + soft;
}
