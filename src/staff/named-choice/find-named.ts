// Finds what has a name in the directory, a topic or an institution, as officers type it: letter by letter, in the middle of a name,
// by a word of daily life.

import { askedWordsOf, soften, wordsOf } from '../../domain/turkish-search/fold.ts';
import type { Institution } from '../../domain/wire.ts';

/** As an institution is searched: by its name and the words by which it is known. */
export type Named = Institution;

/** More than eight suggestions are a list to read, not an answer. */
const MAX_RESULTS = 8;

/** Those whose name, or a word by which it is known, fits every word; names that begin with what is typed come first. */
export function findNamed(query: string, all: readonly Named[]): Named[] {
  const asked = askedWordsOf(query);
  if (asked.length === 0) return [];
  const begins = asked.join(' ');
  const found = all.flatMap((one) => {
    const name = wordsOf(one.name);
    const known = [...name, ...one.keywords.flatMap(wordsOf)];
    if (!asked.every((word) => beginsAny(known, word))) return [];
    return [{ one, rank: name.join(' ').startsWith(begins) ? 0 : 1 }];
  });
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_RESULTS)
    .map(({ one }) => one);
}

/** The one whose name is typed whole. */
export function namedWhole(typed: string, all: readonly Named[]): Named | undefined {
  const asked = wordsOf(typed).join(' ');
  return all.find(({ name }) => wordsOf(name).join(' ') === asked);
}

function beginsAny(words: readonly string[], asked: string): boolean {
  const softened = soften(asked) ?? asked;
  return words.some((word) => word.startsWith(asked) || word.startsWith(softened));
}
