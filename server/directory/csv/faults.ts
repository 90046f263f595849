// What can be wrong with a file of the directory, each with the line on which it stands.

import type { TableName } from '../../../src/domain/directory-tables.ts';

/** `code` and `params` make a sentence (src/i18n/directory-faults.ts). */
export type CsvFault =
  | { code: 'notUtf8'; line: number; params: { encoding: 'windows-1254' | 'utf-16' | 'unknown' } }
  | { code: 'notCsv'; line: number; params: Record<never, never> }
  | { code: 'empty'; line: number; params: Record<never, never> }
  | { code: 'tooManyLines'; line: number; params: { max: number } }
  | {
      code: 'columnMissing' | 'columnUnknown' | 'columnTwice' | 'valueMissing';
      line: number;
      params: { column: string };
    }
  | { code: 'valueNotValid' | 'garbled'; line: number; params: { column: string; value: string } }
  | { code: 'cellCount'; line: number; params: { found: number; expected: number } }
  | { code: 'provinceUnknown'; line: number; params: { value: string } }
  | { code: 'districtUnknown'; line: number; params: { value: string; province: string } }
  /** Of another institution, or of all: the centre's administrators keep it. */
  | { code: 'notOwn'; line: number; params: { id: string } }
  /** An institution or unit that is to be retired, or a unit that is to leave its institution, with so many. */
  | { code: 'openCases' | 'openCasesStay'; line: number; params: { id: string; count: number } }
  | { code: 'provinceMissing' | 'centreStays'; line: number; params: { id: string } }
  | { code: 'idTwice' | 'nameTwice'; line: number; params: { value: string; first: number } }
  | { code: 'nameTaken'; line: number; params: { value: string; id: string } }
  | { code: 'referenceUnknown' | 'referenceRetired'; line: number; params: { column: string; value: string } }
  | { code: 'otherInstitution'; line: number; params: { column: string; value: string } }
  /** A row of `table` that the file does not name: it refers to what is retired, or to a unit that leaves its institution. */
  | { code: 'stillUsed' | 'usedElsewhere'; line: number; params: { table: TableName; id: string } }
  /** Of another rule in use, as strong as this one, which names another institution. */
  | { code: 'ruleAmbiguous'; line: number; params: { id: string } }
  | { code: 'cycle'; line: number; params: { ids: string } };

/** Longest piece of a file that a fault says again. */
const QUOTED_MAX = 60;

/** The value as a fault names it: short, and of one line. */
export function quoteValue(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > QUOTED_MAX ? `${line.slice(0, QUOTED_MAX)}…` : line;
}
