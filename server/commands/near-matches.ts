// "Did you mean": institutions whose id or name is close to what somebody typed.

export interface Named {
  id: string;
  name: string;
}

const ENOUGH = 0.35;

/** @returns the closest first; none when nothing is close */
export function findNearMatches<Candidate extends Named>(
  typed: string,
  candidates: readonly Candidate[],
  count = 5,
): Candidate[] {
  const wanted = fold(typed);
  return candidates
    .map((candidate) => ({
      candidate,
      score: Math.max(closeness(wanted, fold(candidate.id)), closeness(wanted, fold(candidate.name))),
    }))
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Letters without their marks and digits, one space between words: "Su İdaresi", "su-idaresi" → "su idaresi". */
function fold(text: string): string {
  return text
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** 1 for a text that contains the other whole; else the share of pairs of letters in common (Dice). */
function closeness(wanted: string, text: string): number {
  if (wanted.length >= 3 && text.includes(wanted)) return 1;
  const wantedPairs = pairs(wanted);
  const textPairs = pairs(text);
  if (wantedPairs.size + textPairs.size === 0) return 0;
  const common = [...wantedPairs].filter((pair) => textPairs.has(pair)).length;
  return (2 * common) / (wantedPairs.size + textPairs.size);
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}
