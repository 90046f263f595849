// The number of an application as people write it: `2026-0000123`, also `2026/123`. It is for correspondence and opens nothing.

const NUMBER = /^\s*(\d{4})\s*[-/]\s*(\d{1,7})\s*$/;

/** @returns it as it is kept, with the zeros of its sequence; undefined for a text that is none */
export function readApplicationNumber(text: string): string | undefined {
  const [, year, sequence] = NUMBER.exec(text) ?? [];
  return year === undefined || sequence === undefined ? undefined : `${year}-${sequence.padStart(7, '0')}`;
}
