// Documents of an answer: attachments with the role `answer`, as its media are, and what the officer says of them.

import { type Kysely, sql } from 'kysely';

export const answerDocuments = { number: 17, name: 'answer-documents', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table attachment
    add column name text,
    add column alternative text,
    add constraint attachment_named check (role = 'answer' or (name is null and alternative is null))`,
];
