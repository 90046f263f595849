// A spreadsheet runs what begins like a formula, from whomever it came (OWASP, CSV injection): such a text gets an apostrophe
// before it, which the spreadsheet does not show. Signs as OWASP names them, and their full-width twins, which Excel takes too.

const RUNS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** For every text that goes into a CSV file. Numbers need none. */
export function guardCell(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/** Of a cell that was read: as it was before guardCell. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && RUNS.test(text.slice(1)) ? text.slice(1) : text;
}
