// What waits for whoever works on a case stands on its row (src/domain/case-news.ts), written with the event that brings or ends it
// (casework/case-file.ts): a list of 50,000 shows and counts it without looking at one event. And cases that ended without an answer are
// counted anew, as what figures.ts says of them.

import { type Kysely, sql } from 'kysely';

export const newsAndEndings = { number: 34, name: 'news-and-endings', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const NEWS = `('draft-returned', 'information-given', 'opinion-given', 'added')`;
const ENDS = `('assigned', 'transferred', 'information-asked', 'opinion-asked', 'extended', 'drafted', 'answered', 'not-examined',
  'withdrawn', 'closed')`;

/** By the newest event of each open case that says it. */
export const NEWS_OF_BEFORE = `update case_file set news = newest.kind
  from case_file as open_one cross join lateral (
    select kind from case_event
    where case_event.application_id = open_one.application_id and (kind in ${NEWS} or kind in ${ENDS})
    order by sequence desc limit 1
  ) as newest
  where open_one.is_open and newest.kind in ${NEWS} and case_file.application_id = open_one.application_id`;

const STATEMENTS = [
  `alter table case_file add column news text check (news in ${NEWS})`,
  NEWS_OF_BEFORE,
  `create index case_file_news on case_file (institution_id, due_on, application_id) include (is_open)
    where is_open and news is not null`,
  `insert into figure_change (application_id) select application_id from case_file
    where state in ('withdrawn', 'not-examined') order by application_id`,
];
