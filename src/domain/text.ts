// What may stand in a text: limits count code points, as a person counts letters, and characters that a
// database cannot store or that turn a reader's line around are refused by name.

const CONTROL = /[^\P{Cc}\t\n\r]/u;
const BIDI_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;
const BIDI_MARK = /[\u200e\u200f\u061c]/;
const PICTOGRAM = /\p{Extended_Pictographic}/u;
const LINE_BREAK = /[\n\r\u2028\u2029\t]/;

/** Length in code points: an emoji outside the basic plane is one, as in JSON Schema's maxLength. */
export function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** NFC, line feeds only, no white space at the ends: the one form in which a text is compared, counted and sent. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .trim();
}

/** The same for one line: every run of white space becomes one space. */
export function normaliseLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** True when there is something to read: not only white space and invisible marks. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

/** True when PostgreSQL can keep the text and no reader's direction is turned: no control, lone surrogate, bidi override. */
export function isSafeText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text) && !BIDI_OVERRIDE.test(text);
}

/** As isSafeText, on one line. */
export function isSafeLine(text: string): boolean {
  return isSafeText(text) && !LINE_BREAK.test(text);
}

/** As isSafeLine, for names: no direction marks and no pictograms either. */
export function isSafeName(text: string): boolean {
  return isSafeLine(text) && !BIDI_MARK.test(text) && !PICTOGRAM.test(text);
}
