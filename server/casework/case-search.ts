// Cases are found by the words of their applications, with the rules of src/domain/turkish-search: the terms of a text are
// kept as a tsvector (configuration-free, as lexemes), and a query becomes a tsquery over them.
//
// Invariants: 1. Acceptance writes none of this; the job 'assign' does, and 'index' for what was there before. 2. What
// isFound of the domain says, `document @@ toTsquery(…)` says (tests/contracts/case-search.test.ts). 3. Nothing of a query is
// ever SQL or tsquery syntax: its words are letters and digits only, and quoted.

import { type Kysely, type RawBuilder, type SqlBool, sql, type Transaction } from 'kysely';
import { readApplicationNumber, readSequence } from '../../src/domain/application-number.ts';
import { askFor, termsOf } from '../../src/domain/turkish-search/search.ts';
import { reachingAll } from '../store/reaching-all.ts';
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

/** What is found so often is not sorted whole. */
const OFTEN = 5_000;

export interface Search {
  /** For `where` in a query that reads case_file. */
  matches: RawBuilder<SqlBool>;
  /** So many cases are found, of whatever list, that the list is walked. */
  isOften: boolean;
}

export interface SearchOptions {
  isOpen: boolean;
  /** Whoever asks sees every case. */
  isWhole: boolean;
  often?: number;
}

/**
 * A search among the open cases, or among the others: which of the two is in the statement itself, not a parameter of it, because
 * each has an index of its own. A query that says nothing finds nothing.
 *
 * Two ways, and the planner is not left to guess, because how often words meet it does not know: what is found seldom is looked up
 * case by case and sorted; what is found often is met soon by going through the list in its order and looking at each.
 */
export async function searchFor(
  database: Kysely<Database>,
  query: string,
  { isOpen, isWhole, often = OFTEN }: SearchOptions,
): Promise<Search> {
  const number = readApplicationNumber(query);
  if (number !== undefined) {
    const matches = sql<SqlBool>`case_file.application_id in (select id from application where number = ${number})`;
    return { matches, isOften: false };
  }
  const sequence = readSequence(query);
  const numbered = sequence === undefined ? sql`select null::uuid where false` : ofEveryYear(sequence);
  const asked = toTsquery(query);
  if (asked === undefined) return { matches: sql<SqlBool>`false`, isOften: false };
  const found = sql`case_search where document @@ ${asked}::tsquery and ${sql.raw(isOpen ? 'is_open' : 'not is_open')}`;
  const count = async (within: Kysely<Database>): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from (select from ${found} limit ${often}) as found`.execute(within);
    return rows[0]?.count ?? 0;
  };
  // Among everybody's: to look for so many of one's own, each row would be asked for its case, and of a common word that is all.
  const counted = isWhole
    ? await count(database)
    : await database
        .transaction()
        .execute((transaction) => reachingAll(transaction, () => count(transaction)));
  const isOften = counted === often;
  const matches = isOften
    ? sql<SqlBool>`(exists (select from ${found} and application_id = case_file.application_id offset 0)
        or case_file.application_id = any(array(${numbered})))`
    : sql<SqlBool>`case_file.application_id = any(array(select application_id from ${found} union all ${numbered}))`;
  return { matches, isOften };
}

/** The number without its year, in each year of which an application can be kept (docs/operate.md): ten, and this one. */
function ofEveryYear(sequence: string): RawBuilder<unknown> {
  return sql`select id from application where number = any(array(
    select extract(year from now() at time zone 'Europe/Istanbul')::integer - ago || '-' || ${sequence}
    from generate_series(0, 10) as ago))`;
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
