// What an application is about: the topics of the directory whose words it says. Recognised, never guessed: a topic that is
// only hinted at is none, and where several are as clear as each other, all are given.

import { askFor, type SearchedWord, termsOf } from './turkish-search/search.ts';

export interface Topic {
  id: string;
  name: string;
  /** Each a word or several; each of them must be said. */
  keywords: readonly string[];
}

/** Finds the topics that a text is most clearly about, none or several, in the order of their ids. */
export type TopicFinder = (subject: string, description: string) => string[];

/** In the subject a keyword weighs more: it is what the citizen calls the matter. */
const SUBJECT_WEIGHT = 3;
/** One keyword of one word in the description is no topic: "su" is said in many matters. */
const LEAST_SCORE = 3;
/** Of the description, this many characters say what it is about. */
const DESCRIPTION_PART = 2_000;

/** Prepares the topics once; a directory has hundreds, and each is compared with every application. */
export function createTopicFinder(topics: readonly Topic[]): TopicFinder {
  const prepared = topics.map(({ id, name, keywords }) => ({
    id,
    phrases: [...new Set([name, ...keywords])].map(askFor).filter((words) => words.length > 0),
  }));
  return (subject, description) => {
    const inSubject = createTerms(subject);
    const inDescription = createTerms(description.slice(0, DESCRIPTION_PART));
    const scored = prepared.map(({ id, phrases }) => ({
      id,
      score: scoreOf(phrases, inSubject, inDescription),
    }));
    const best = Math.max(0, ...scored.map(({ score }) => score));
    if (best < LEAST_SCORE) return [];
    return scored
      .filter(({ score }) => score === best)
      .map(({ id }) => id)
      .sort();
  };
}

function scoreOf(phrases: readonly SearchedWord[][], subject: Terms, description: Terms): number {
  const scores = phrases.map((words) => {
    // "Su kesintisi" says more than "su".
    const weight = words.length;
    if (words.every(subject)) return weight * SUBJECT_WEIGHT;
    return words.every(description) ? weight : 0;
  });
  // The clearest keyword counts whole, further ones a little: a topic with many keywords is not thereby more often meant.
  const [clearest = 0, ...others] = scores.filter((score) => score > 0).sort((a, b) => b - a);
  return clearest + others.length;
}

type Terms = (word: SearchedWord) => boolean;

function createTerms(text: string): Terms {
  const terms = new Set(termsOf(text));
  const sorted = [...terms].sort();
  return ({ exact, prefixes }) =>
    exact.some((term) => terms.has(term)) || prefixes.some((prefix) => hasPrefix(sorted, prefix));
}

function hasPrefix(sorted: readonly string[], prefix: string): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(prefix) === true;
}
