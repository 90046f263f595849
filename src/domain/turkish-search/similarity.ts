// How alike two texts are. Two measures, because each fails where the other holds: shared terms see the matter through all
// endings, shared trigrams see through typing errors.

import { wordsOf } from './fold.ts';
import { termsOf } from './search.ts';

/** A text as it is compared, made once. */
export interface Shape {
  terms: ReadonlySet<string>;
  trigrams: ReadonlySet<string>;
}

export function shapeOf(text: string): Shape {
  return { terms: new Set(termsOf(text)), trigrams: trigramsOf(text) };
}

/** 0 (nothing in common) to 1 (the same words); the mean of both measures. */
export function similarity(one: Shape, other: Shape): number {
  return (shareOf(one.terms, other.terms) + shareOf(one.trigrams, other.trigrams)) / 2;
}

/** As pg_trgm makes them: each folded word with two blanks before and one behind it. */
export function trigramsOf(text: string): Set<string> {
  const trigrams = new Set<string>();
  for (const word of wordsOf(text)) {
    const padded = `  ${word} `;
    for (let index = 0; index + 3 <= padded.length; index += 1) trigrams.add(padded.slice(index, index + 3));
  }
  return trigrams;
}

/** Jaccard's measure: what is in both, of what is in either. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((item) => other.has(item)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}
