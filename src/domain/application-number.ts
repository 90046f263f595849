// The number of an application as people write it: `2026-0000123`, also `2026/123`. It is for correspondence and opens nothing.

const SEQUENCE_DIGITS = 7;
const NUMBER = /^\s*(\d{4})\s*[-/]\s*(\d{1,7})\s*$/;

/** @returns it as it is kept, with the zeros of its sequence; undefined for a text that is none */
export function readApplicationNumber(text: string): string | undefined {
  const [, year, sequence] = NUMBER.exec(text) ?? [];
  return year === undefined || sequence === undefined ? undefined : `${year}-${fill(sequence)}`;
}

/** @returns the end of a number without its year, as people say it: `123` is `0000123`; undefined for a text that is none */
export function readSequence(text: string): string | undefined {
  const [, sequence] = /^\s*(\d{1,7})\s*$/.exec(text) ?? [];
  return sequence === undefined ? undefined : fill(sequence);
}

function fill(sequence: string): string {
  return sequence.padStart(SEQUENCE_DIGITS, '0');
}
