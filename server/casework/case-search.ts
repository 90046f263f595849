// Cases are found by the words of their applications, with the rules of src/domain/turkish-search: the terms of a text are
// kept as a tsvector (configuration-free, as lexemes), and a query becomes a tsquery over them.
//
// Invariants: 1. Acceptance writes none of this; the job 'assign' does, and 'index' for what was there before. 2. What
// isFound of the domain says, `document @@ toTsquery(…)` says (tests/contracts/case-search.test.ts). 3. Nothing of a query is
// ever SQL or tsquery syntax: its words are letters and digits only, and quoted.

import { type RawBuilder, type SqlBool, sql, type Transaction } from 'kysely';
import { askFor, termsOf } from '../../src/domain/turkish-search/search.ts';
import type { Database } from '../store/schema.ts';
import { anyOf } from './case-file.ts';

/** The job 'index', also a part of 'assign'. Repeating it changes nothing. */
export async function indexCases(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
): Promise<void> {
  const texts = await transaction
    .selectFrom('application')
    .select(['id', 'subject', 'description'])
    .where('id', '=', anyOf(applicationIds))
    .execute();
  const rows = texts.map(({ id, subject, description }) => ({
    application_id: id,
    terms: termsOf(`${subject} ${description}`),
  }));
  await sql`
    insert into case_search (application_id, document, is_open)
    select application_id, array_to_tsvector(terms), case_file.is_open
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (application_id uuid, terms text[])
    join case_file using (application_id) for share of case_file
    on conflict (application_id) do update set document = excluded.document, is_open = excluded.is_open`.execute(
    transaction,
  );
}

/** As citizens and officers write it; the sequence's leading zeros may be missing. */
const NUMBER = /^\s*(\d{4})\s*[-/]\s*(\d{1,7})\s*$/;

/**
 * For `where` in a query that reads case_file, the open ones or the others. A query that says nothing finds nothing. Which of
 * the two is in the statement itself, not a parameter of it: each has an index of its own.
 */
export function matching(query: string, isOpen: boolean): RawBuilder<SqlBool> {
  const [, year, sequence] = NUMBER.exec(query) ?? [];
  if (year !== undefined && sequence !== undefined) {
    const number = `${year}-${sequence.padStart(7, '0')}`;
    return sql`case_file.application_id in (select id from application where number = ${number})`;
  }
  const asked = toTsquery(query);
  if (asked === undefined) return sql`false`;
  return sql`case_file.application_id in (
    select application_id from case_search
    where document @@ ${asked}::tsquery and ${sql.raw(isOpen ? 'is_open' : 'not is_open')})`;
}

/** @returns undefined where the query says nothing that could be searched for */
export function toTsquery(query: string): string | undefined {
  const words = askFor(query).map(({ exact, prefixes }) =>
    [...exact.map(quote), ...prefixes.map((prefix) => `${quote(prefix)}:*`)].join(' | '),
  );
  return words.length === 0 ? undefined : words.map((word) => `(${word})`).join(' & ');
}

/** Terms are letters and digits; quoted nevertheless, so that no letter is ever an operator. */
export function quote(term: string): string {
  return `'${term.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
