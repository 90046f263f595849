// What a text is found by, and what a query asks for: the rule that server/casework/case-search.ts writes into PostgreSQL.
//
// 1. A text is found by each of its words as it stands, by every stem that the word may have, and by what it was made from.
// 2. A word of a query asks for itself, for its stems, and for words that begin with it, the last letter softened or not.
// 3. Only a word of at least five letters asks for beginnings: of "kara" they would be "karar" and "karakol". A stem of the
//    query does so from six letters on, because what is cut off may be part of the word.
// 4. "e-posta", "e posta" and "eposta" are one word; a text that has it so is found by its second part, too.
// 5. Every word of a query must be found; one that only joins others ("ve", "için") is not asked for, nor are the endings that a
//    name has behind an apostrophe ("Ankara'nın").
//
// search.test.ts holds a table of pairs with the share of hits and of false hits; decision record 0022 compares.

import { foldTurkish, soften, wordsOf } from './fold.ts';
import { SHORT_WORDS } from './lexicon.ts';
import { basesOf, isOfEndings, stemsOf } from './stems.ts';

const PREFIX_MIN_LETTERS = 5;
const STEM_PREFIX_MIN_LETTERS = 6;
/** Longer words are no words; PostgreSQL takes lexemes of up to 2 kB. */
const WORD_MAX_LETTERS = 60;

/** Folded; each says nothing by itself. */
const JOINING_WORDS: ReadonlySet<string> = new Set(
  `ve veya ya ile icin ama fakat ancak de da ki mi mu bu su o bir her cok daha en gibi kadar gore sonra once ise degil var yok
ne ben biz siz sen onlar olan olarak oldu oldugu uzere diye hem artik bana bize beni bizi`
    .split(/\s+/)
    // "su" is water before it is "this".
    .filter((word) => word !== 'su'),
);

export interface SearchedWord {
  /** Terms of a text that are it. */
  exact: string[];
  /** Beginnings of terms. */
  prefixes: string[];
}

/** The terms by which a text is found, each once. */
export function termsOf(text: string): string[] {
  const terms = new Set<string>();
  for (const word of new Set([...wordsOf(text), ...wordsOf(joined(text))])) {
    if (word.length > WORD_MAX_LETTERS || JOINING_WORDS.has(word)) continue;
    terms.add(word);
    for (const stem of stemsOf(word)) if (isTerm(stem)) terms.add(stem);
    for (const base of basesOf(word)) terms.add(base);
  }
  return [...terms];
}

/** What a query asks for, word by word; a text must have one of each. Empty where the query says nothing. */
export function askFor(query: string): SearchedWord[] {
  const words = [...new Set(wordsOf(joined(withoutEndings(query))))].filter(
    (word) => word.length <= WORD_MAX_LETTERS,
  );
  const saying = words.filter((word) => !JOINING_WORDS.has(word));
  return saying.map((word) => {
    const stems = stemsOf(word).filter(isTerm);
    const beginnings = [
      ...(word.length >= PREFIX_MIN_LETTERS ? [word] : []),
      ...stems.filter((stem) => stem.length >= STEM_PREFIX_MIN_LETTERS),
    ];
    const softened = beginnings.flatMap((beginning) => soften(beginning) ?? []);
    return { exact: [word, ...stems], prefixes: [...new Set([...beginnings, ...softened])] };
  });
}

/** Whether a text is found by a query. The database says the same (case-search.ts). */
export function isFound(query: string, text: string): boolean {
  const terms = termsOf(text);
  const asked = askFor(query);
  return (
    asked.length > 0 &&
    asked.every(({ exact, prefixes }) =>
      terms.some((term) => exact.includes(term) || prefixes.some((prefix) => term.startsWith(prefix))),
    )
  );
}

/** "E-posta", "e-devlet", "e‑imza": electronic, with whatever hyphen, or as people type it without one. */
const ELECTRONIC = /(?<![\p{L}\p{N}'’‘ʼ`´])(e)[-\u2010-\u2013 ](?=\p{L}{3})/giu;

function joined(text: string): string {
  return text.replace(ELECTRONIC, '$1');
}

/** Behind whatever a keyboard or a word processor makes of the apostrophe. */
const BEHIND_APOSTROPHE = /(?<=[\p{L}\p{N}])['’‘ʼ`´](\p{L}+)/gu;

function withoutEndings(query: string): string {
  return foldTurkish(query).replace(BEHIND_APOSTROPHE, (typed, ending: string) =>
    isOfEndings(ending) ? '' : typed,
  );
}

function isTerm(stem: string): boolean {
  return stem.length > 2 || SHORT_WORDS.has(stem);
}
