// The desk of those who put recordings into writing: what waits for them, the most urgent first, page by page.
//
// Waiting is a recording that can be played and has no text, or whose text the citizen wants made anew; not one that the
// citizen has replaced by a new recording, which waits itself.

import { type Kysely, sql } from 'kysely';
import type { AttachmentRole } from '../../src/domain/attachment.ts';
import {
  RECORDED_KINDS,
  type Transcription,
  type TranscriptionState,
  type Transcriptions,
} from '../../src/domain/transcript.ts';
import { STAFF_PAGE_SIZE } from '../../src/domain/wire-staff.ts';
import { LENGTH_MS } from '../attachments/servable.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { countingTranscript } from './transcript-rows.ts';
import { HEARD_IN } from './transcripts.ts';
import { heldBy } from './visibility.ts';

export async function listTranscriptions(
  database: Kysely<Database>,
  officer: Officer,
  after: string | undefined,
): Promise<Transcriptions> {
  const [rows, { total }] = await Promise.all([
    readPage(database, officer, after),
    waiting(database, officer)
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  const page = rows.slice(0, STAFF_PAGE_SIZE);
  const last = rows.length > STAFF_PAGE_SIZE ? page.at(-1) : undefined;
  return {
    items: page.map(toTranscription),
    total: Number(total),
    next: last ? writeCursor({ list: 'transcriptions', key: last.due_on, id: last.attachment_id }) : null,
  };
}

/** Recordings that can be played: converted, or kept as they came where nothing could convert them. */
function waiting(database: Kysely<Database>, officer: Officer) {
  return database
    .selectFrom('attachment')
    .innerJoin('application', 'application.id', 'attachment.application_id')
    .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
    .leftJoinLateral(countingTranscript, (join) => join.onTrue())
    .where('attachment.kind', 'in', RECORDED_KINDS)
    .where('attachment.role', '<>', 'answer')
    .where('attachment.state', 'in', HEARD_IN)
    .where(heldBy(officer))
    .where(({ or, eb, not, exists, selectFrom }) =>
      or([
        eb('counting.transcript_id', 'is', null),
        eb('counting.verdict_kind', '=', 'again').and(
          not(
            exists(
              selectFrom('attachment as newer')
                .select('newer.id')
                .whereRef('newer.replaces_id', '=', 'attachment.id'),
            ),
          ),
        ),
      ]),
    );
}

async function readPage(database: Kysely<Database>, officer: Officer, after: string | undefined) {
  const cursor = readCursor(after, 'transcriptions');
  const page = waiting(database, officer)
    .select([
      'attachment.id as attachment_id',
      'attachment.application_id',
      'attachment.kind',
      'attachment.role',
      LENGTH_MS.as('duration_ms'),
      'attachment.replaces_id',
      'counting.verdict_kind',
      'application.number',
      'application.subject',
      'application.formats',
      'case_file.received_at',
      'case_file.due_on',
    ])
    .$narrowType<{ role: AttachmentRole }>()
    .orderBy('case_file.due_on')
    .orderBy('attachment.id')
    .limit(STAFF_PAGE_SIZE + 1);
  const rest = cursor
    ? page.where(sql<boolean>`(case_file.due_on, attachment.id) > (${cursor.key}::date, ${cursor.id}::uuid)`)
    : page;
  return await rest.execute();
}

function toTranscription(row: Awaited<ReturnType<typeof readPage>>[number]): Transcription {
  return {
    applicationId: row.application_id,
    number: row.number,
    attachmentId: row.attachment_id,
    kind: row.kind,
    role: row.role,
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    receivedAt: row.received_at.toISOString(),
    dueOn: row.due_on,
    state: stateOf(row),
    subject: row.subject,
    formats: row.formats,
  };
}

function stateOf(row: { verdict_kind: string | null; replaces_id: string | null }): TranscriptionState {
  return row.verdict_kind === 'again' || row.replaces_id !== null ? 'again' : 'open';
}
