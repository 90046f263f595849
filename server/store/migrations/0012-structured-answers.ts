// Answers as structured text: what the officer wrote, and the blocks that the citizen reads. And the captions of a sign video
// that was not sent yet, which the colleagues of the case go on with.
//
// Who may read: a reply's columns whoever reads the reply (its case's officers; the citizen, once it was sent); an attachment's
// whoever reads the attachment.

import { type Kysely, sql } from 'kysely';

export const structuredAnswers = { number: 12, name: 'structured-answers', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  // `text` stays what reads well without elements: for answers from before, for phones from before. The other two are there
  // where the text has marks (src/domain/answer-markdown.ts).
  `alter table reply
    add column source text,
    add column blocks json,
    add constraint reply_blocks_of_source check ((source is null) = (blocks is null))`,

  // Of an answer's sign video: whose captions these are, and since when; null once they were sent with the reply.
  `alter table attachment
    add column captions_by uuid references staff_account (id),
    add column captions_at timestamptz,
    add constraint attachment_captions_kept check ((captions_by is null) = (captions_at is null))`,
];
