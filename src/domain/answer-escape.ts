// What a citizen gave, their name or their subject, set into a text with the marks of an answer (answer-markdown.ts): it reads as
// it was given and marks nothing. An address in it leads there all the same, as one that is typed in an answer does.
//
// Only what would be a mark where it stands is escaped, because an officer reads and goes on writing the text.

/** `_` between letters marks nothing. A backslash before a letter does not either, but the last may stand before a mark. */
const ANYWHERE = /[\\*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\{(?=[\p{L}_]+\})/gu;
const FIRST = /^(\d{1,9}(?=[.)](?:\s|$)))|^(?=(?:[-+]|#{1,6})(?:\s|$))/;

/** @param isFirst whether it is the first of its line, where "#", "-" and "1." are marks, too */
export function escapeMarks(given: string, isFirst: boolean): string {
  const lines = given.split(/[\r\n]+/).map((line) => line.trim());
  const escaped = lines.filter(Boolean).join(' ').replace(ANYWHERE, '\\$&');
  return isFirst ? escaped.replace(FIRST, '$1\\') : escaped;
}

/** Whether what is set in at this place is the first of its line, or of an item of a list. */
export function isFirstOfLine(text: string, index: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return /^\s*(?:(?:[-+*]|\d{1,9}[.)]|#{1,6})\s+)*$/.test(before);
}
