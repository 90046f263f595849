// Finds institutions of the directory as officers type them.

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
    if (!asked.every((word) => known.some((one) => one.startsWith(word)))) return [];
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

/** The one form in which names and queries are compared: small letters without marks, and ı is i. */
function wordsOf(text: string): string[] {
  const folded = text.toLocaleLowerCase('tr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
