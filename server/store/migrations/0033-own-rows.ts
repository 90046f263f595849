// Who keeps which rows of the directory, by the database, too (docs/decisions/0050): an institution's administrator its own row, its
// units and its templates; the centre's all, and they alone topics, rules and holidays. And an opinion that was given opens the case
// no longer to whom it was asked of. What is due soon is so by its present day, also where an earlier one went by.

import { type Kysely, sql } from 'kysely';
import {
  IS_SYSTEM,
  KEEPS_ALL_ROWS,
  OPEN_CASES,
  OWN_INSTITUTION,
  OWN_ROWS_OF,
  REACHES_ALL_OR_TAKES_IN,
} from './row-security.ts';

export const ownRows = { number: 33, name: 'own-rows', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const written = (table: string, writers: string): string =>
  `alter policy ${table}_write on ${table} using (${writers}) with check (${writers})`;
const CENTRE = `(${IS_SYSTEM} or ${KEEPS_ALL_ROWS})`;
const ownBy = (column: string): string => `(${CENTRE} or ${column} = ${OWN_ROWS_OF})`;

const RECOUNTED = `${IS_SYSTEM} or ${KEEPS_ALL_ROWS}`;
const CASE = `${REACHES_ALL_OR_TAKES_IN}
  or institution_id = ${OWN_INSTITUTION}
  or application_id = any (${OPEN_CASES})
  or is_open and exists (select from case_opinion
    where case_opinion.application_id = case_file.application_id and case_opinion.asked_of = ${OWN_INSTITUTION}
      and case_opinion.given_at is null)`;

/** The words of `NOT_LAPSED` (casework/deadline-watch.ts). */
const NOT_LAPSED = `(escalated_at is null or due_on >= (escalated_at at time zone 'Europe/Istanbul')::date)`;

const STATEMENTS = [
  written('institution', ownBy('id')),
  written('unit', ownBy('institution_id')),
  written('reply_template', ownBy('institution_id')),
  ...['topic', 'competence_rule', 'holiday_year'].map((table) => written(table, CENTRE)),
  `alter policy holiday_recount_access on holiday_recount using (${RECOUNTED}) with check (${RECOUNTED})`,
  `alter policy case_file_access on case_file using (${CASE}) with check (${CASE})`,
  'drop index case_file_due_soon',
  `create index case_file_due_soon on case_file (due_on, application_id)
    include (institution_id, is_open, kind, province, topic_id)
    where is_open and due_soon_at is not null and ${NOT_LAPSED}`,
];
