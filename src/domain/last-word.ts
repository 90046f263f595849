// What a page put beside the store when it went away (src/offline/last-words.ts), and what becomes of it at the next start.
// No clock is asked.

/** Who saved, and which of its saves it was. A page has a name of its own, and counts. */
export type SaveMark = readonly [writer: string, count: number];

/** `over`: the mark that the page met when it opened what it wrote on. */
export interface Spoken {
  by: SaveMark;
  over?: SaveMark | undefined;
}

/**
 * `put`: it is the newest. `drop`: what is stored holds it, or is gone by the citizen's act. `apart`: another page has saved
 * since, and did not know of it.
 */
export type LastWordFate = 'put' | 'drop' | 'apart';

/** @param stored undefined: it was sent or deleted; `by` is missing where an earlier version saved it, or nobody yet */
export function judgeLastWord(
  { by: [writer, count], over }: Spoken,
  stored: { by?: SaveMark | undefined } | undefined,
): LastWordFate {
  if (!stored) return 'drop';
  if (stored.by?.[0] === writer) return stored.by[1] < count ? 'put' : 'drop';
  return isSameMark(stored.by, over) ? 'put' : 'apart';
}

function isSameMark(a: SaveMark | undefined, b: SaveMark | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}
