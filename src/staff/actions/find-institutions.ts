// Finds institutions of the directory as officers type them: letter by letter, in the middle of a name, by a word of daily life.

import { soften, wordsOf } from '../../domain/turkish-search/fold.ts';
import type { Institution } from '../../domain/wire.ts';

/** More than eight suggestions are a list to read, not an answer. */
const MAX_RESULTS = 8;

/** Those whose name, or a word by which it is known, fits every word; names that begin with what is typed come first. */
export function findInstitutions(query: string, institutions: readonly Institution[]): Institution[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return [];
  const begins = asked.join(' ');
  const found = institutions.flatMap((institution) => {
    const name = wordsOf(institution.name);
    const known = [...name, ...institution.keywords.flatMap(wordsOf)];
    if (!asked.every((word) => beginsAny(known, word))) return [];
    return [{ institution, rank: name.join(' ').startsWith(begins) ? 0 : 1 }];
  });
  return found
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MAX_RESULTS)
    .map(({ institution }) => institution);
}

/** The institution whose name is typed whole. */
export function institutionNamed(
  typed: string,
  institutions: readonly Institution[],
): Institution | undefined {
  const asked = wordsOf(typed).join(' ');
  return institutions.find(({ name }) => wordsOf(name).join(' ') === asked);
}

function beginsAny(words: readonly string[], asked: string): boolean {
  const softened = soften(asked);
  return words.some(
    (word) => word.startsWith(asked) || (softened !== undefined && word.startsWith(softened)),
  );
}
