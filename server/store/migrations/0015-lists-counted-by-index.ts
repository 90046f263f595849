// The lists count their cases by their index alone. Row-level security asks of each row whose it is, and whether it is open: with
// both in the index no page of the table is read, where a page for each of 100,000 closed cases was (docs/decisions/0033).
//
// A case that is worked on stays as cheap to change: whose it is and whether it is open stand in indexes already.

import { type Kysely, sql } from 'kysely';

export const listsCountedByIndex = { number: 15, name: 'lists-counted-by-index', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  'drop index case_file_desk, case_file_centre, case_file_done, case_file_done_anywhere',
  `create index case_file_desk on case_file (institution_id, due_on, application_id) include (is_open) where is_open`,
  `create index case_file_centre on case_file (due_on, application_id) include (institution_id, is_open) where is_open`,
  `create index case_file_done on case_file (institution_id, changed_at desc, application_id) include (is_open)
    where not is_open`,
  `create index case_file_done_anywhere on case_file (changed_at desc, application_id) include (institution_id, is_open)
    where not is_open`,
  // The rows of groups are wide by the copy of their terms, which no list reads.
  'drop index likeness_by_size',
  `create index likeness_by_size on likeness (size desc, begun_at desc) include (id, province, topic_id) where size > 2`,
];
