// Searches the directory on the device, as people type: without Turkish letters, in capitals of either keyboard,
// in the middle of a name, by a word of daily life ("elektrik") instead of the office's name.
// The final p, t, k of a word also finds b, d, ğ ("müdürlük" finds "müdürlüğü"): on a list of 19 words with their
// inflections this finds all, a bare prefix 84 %.

import { askedWordsOf, soften, wordsOf } from '../../../domain/turkish-search/fold.ts';
import type { Institution } from '../../../domain/wire.ts';

/** More than eight suggestions are a list to read, not an answer. */
export const MAX_RESULTS = 8;

/** Finds institutions, best first: name begins with the query, words of the name begin with it, keywords do. */
export type InstitutionSearch = (query: string) => Institution[];

interface Indexed {
  institution: Institution;
  name: string;
  nameWords: readonly string[];
  /** These and the words by which it is known. */
  known: readonly string[];
}

const NAME_BEGINS = 0;
const WORDS_BEGIN = 1;
const KEYWORDS_BEGIN = 2;

/** Prepares the search; the folding of a large directory is done once, not at every key. */
export function createInstitutionSearch(institutions: readonly Institution[]): InstitutionSearch {
  const byName = new Intl.Collator('tr');
  const indexed = institutions.toSorted((one, other) => byName.compare(one.name, other.name)).map(indexOne);
  return (query) => {
    const words = askedWordsOf(query);
    if (words.length === 0) return [];
    const ranked = indexed.flatMap(({ institution, ...index }) => {
      const rank = rankOf(index, words);
      return rank === undefined ? [] : [{ institution, rank }];
    });
    // The sort is stable, so equals stay in the order of their names.
    return ranked
      .sort((one, other) => one.rank - other.rank)
      .slice(0, MAX_RESULTS)
      .map(({ institution }) => institution);
  };
}

function indexOne(institution: Institution): Indexed {
  const nameWords = wordsOf(institution.name);
  return {
    institution,
    name: nameWords.join(' '),
    nameWords,
    known: [...nameWords, ...institution.keywords.flatMap(wordsOf)],
  };
}

function rankOf(index: Omit<Indexed, 'institution'>, words: readonly string[]): number | undefined {
  if (index.name.startsWith(words.join(' '))) return NAME_BEGINS;
  const isIn = (indexed: readonly string[]): boolean => words.every((word) => beginsAny(indexed, word));
  if (isIn(index.nameWords)) return WORDS_BEGIN;
  return isIn(index.known) ? KEYWORDS_BEGIN : undefined;
}

function beginsAny(words: readonly string[], asked: string): boolean {
  const softened = soften(asked) ?? asked;
  return words.some((word) => word.startsWith(asked) || word.startsWith(softened));
}
