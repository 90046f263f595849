// Events and replies of cases as both sides of the bridge read them: the citizen's thread and the officer's case are
// built from the same rows, so that they can never tell two stories.

import { type Kysely, sql } from 'kysely';
import { type AnswerFileKind, isDocumentKind, isMediaKind } from '../../src/domain/answer-document.ts';
import type { AttachmentRole } from '../../src/domain/attachment.ts';
import type { Cue } from '../../src/domain/cue.ts';
import type { AnswerDocument, AnswerMedium, ThreadAnswer } from '../../src/domain/thread-answer.ts';
import type { Life } from '../../src/domain/thread-life.ts';
import { THREAD_STATE_OF } from '../../src/domain/thread-state.ts';
import type { Thread, ThreadAttachment, ThreadEvent, ThreadReply } from '../../src/domain/wire.ts';
import { FRAME_RATE, IS_SERVABLE, LENGTH_MS } from '../attachments/servable.ts';
import type { Database } from '../store/schema.ts';
import { type LifeRow, toHistory, toLife } from './life-rows.ts';
import type { Moment } from './moment.ts';
import { countingTranscript, toTranscript } from './transcript-rows.ts';

/** One statement's view of the data for all reads inside, so that a reply never appears without its event. */
export function inSnapshot<Result>(
  database: Kysely<Database>,
  read: (snapshot: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().setIsolationLevel('repeatable read').execute(read);
}

/** Everything of a thread that stands in the application and its case. */
export function selectThreads(database: Kysely<Database>) {
  return database
    .selectFrom('application')
    .innerJoin('case_file', 'case_file.application_id', 'application.id')
    .leftJoin('institution as holder', 'holder.id', 'case_file.institution_id')
    .leftJoin('unit as holding_unit', 'holding_unit.id', 'case_file.unit_id')
    .select([
      'application.id',
      'application.number',
      'application.kind',
      'application.subject',
      'application.description',
      'application.written_at',
      'application.received_at',
      'application.due_on',
      'case_file.due_on as owed_on',
      'case_file.state',
      'holder.name as holder',
      // Of the unit where it lies, which may keep others than its institution.
      sql<string | null>`coalesce(holding_unit.working_hours, holder.working_hours)`.as('hours'),
    ]);
}

type ThreadRow = Awaited<ReturnType<ReturnType<typeof selectThreads>['execute']>>[number];

/** A thread as the server makes it: a phone reads the attachments later. */
export type WholeThread = Omit<Thread, 'attachments' | 'life'> & {
  attachments?: ThreadAttachment[];
  life: Life;
};

interface RowsOfThreads {
  events: readonly EventRow[];
  replies: readonly ReplyRow[];
  attachments: readonly AttachmentRow[];
}

/** @param rows those of this thread, and of others */
export function toThread(
  row: ThreadRow,
  { events, replies, attachments }: RowsOfThreads,
  moment: Moment,
): WholeThread {
  const happened = events.filter(({ application_id }) => application_id === row.id);
  const own = attachments.filter(({ application_id }) => application_id === row.id);
  return {
    applicationId: row.id,
    number: row.number,
    kind: row.kind,
    subject: row.subject,
    description: row.description,
    writtenAt: row.written_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    dueOn: row.owed_on,
    state: THREAD_STATE_OF[row.state],
    holder: row.holder,
    events: happened.flatMap(toThreadEvent),
    // One without a text is erased.
    replies: replies
      .filter(({ application_id, text }) => application_id === row.id && text !== '')
      .map(toThreadReply),
    ...(own.length > 0 ? { attachments: own.map(toThreadAttachment) } : {}),
    life: toLife(row, happened, toHistory(row, happened), moment),
  };
}

/** Each case's events in their order. Narrow it with a `where` on application. */
export function selectEvents(database: Kysely<Database>) {
  return database
    .selectFrom('case_event')
    .innerJoin('application', 'application.id', 'case_event.application_id')
    .leftJoin('institution', 'institution.id', 'case_event.institution_id')
    .leftJoin('institution as other', (join) =>
      join.on(
        'other.id',
        '=',
        sql<string>`coalesce(case_event.payload ->> 'from', case_event.payload ->> 'askedOf')`,
      ),
    )
    .leftJoin('staff_account as actor', 'actor.id', 'case_event.actor_id')
    .leftJoin('unit', (join) => join.on('unit.id', '=', sql<string>`case_event.payload ->> 'unitId'`))
    .leftJoin('staff_account as colleague', (join) =>
      join.on('colleague.id', '=', sql<string>`(case_event.payload ->> 'colleagueId')::uuid`),
    )
    .select([
      'case_event.application_id',
      'case_event.id',
      'case_event.kind',
      'case_event.at',
      'case_event.institution_id',
      'case_event.reply_id',
      'case_event.payload',
      'institution.name as institution',
      'other.name as other',
      'actor.name as actor',
      'unit.name as unit',
      'colleague.name as colleague',
    ])
    .orderBy('case_event.application_id')
    .orderBy('case_event.sequence');
}

type EventRow = LifeRow & { application_id: string };

/** Each case's replies that were sent, oldest first. Narrow it with a `where` on application. */
export function selectReplies(database: Kysely<Database>) {
  return database
    .selectFrom('reply')
    .innerJoin('application', 'application.id', 'reply.application_id')
    .innerJoin('institution', 'institution.id', 'reply.institution_id')
    .select([
      'reply.id',
      'reply.application_id',
      'reply.text',
      'reply.source',
      'reply.blocks',
      'reply.summary',
      'reply.override_reason',
      ({ fn }) => fn.coalesce('reply.sent_at', 'reply.written_at').as('written_at'),
      'institution.name as institution',
      ANSWER_MEDIA.as('media'),
    ])
    .where('reply.is_draft', '=', false)
    .orderBy('reply.written_at')
    .orderBy('reply.id');
}

export interface AnswerMediaRow {
  id: string;
  kind: AnswerFileKind;
  captions: Cue[] | null;
  name: string | null;
  alternative: string | null;
  renditions: { name: string; mediaType: string; byteLength: number; durationMs: number | null }[] | null;
}

/** Of a row of `reply`: what was sent with it, in the order in which it was attached. */
export const ANSWER_MEDIA = sql<AnswerMediaRow[] | null>`(
  select json_agg(json_build_object(
    'id', attachment.id, 'kind', attachment.kind, 'captions', attachment.captions,
    'name', attachment.name, 'alternative', attachment.alternative,
    'renditions', (
      select json_agg(json_build_object(
        'name', rendition.name, 'mediaType', rendition.media_type, 'byteLength', rendition.byte_length, 'durationMs', rendition.duration_ms
      ) order by rendition.name)
      from rendition where rendition.attachment_id = attachment.id and ${IS_SERVABLE}
    )
  ) order by attachment.position)
  from attachment where attachment.reply_id = reply.id)`;

type ReplyRow = Awaited<ReturnType<ReturnType<typeof selectReplies>['execute']>>[number];

/** Each case's attachments of the citizen, in the manifest's order. Narrow it with a `where` on application. */
export function selectAttachments(database: Kysely<Database>) {
  return database
    .selectFrom('attachment')
    .innerJoin('application', 'application.id', 'attachment.application_id')
    .leftJoinLateral(countingTranscript, (join) => join.onTrue())
    .selectAll('counting')
    .select([
      'attachment.id',
      'attachment.application_id',
      'attachment.kind',
      'attachment.role',
      'attachment.state',
      'attachment.byte_length',
      LENGTH_MS.as('duration_ms'),
      FRAME_RATE.as('frame_rate'),
      'attachment.problem',
      'attachment.act_id',
      sql<{ name: string; byteLength: number }[] | null>`(
        select json_agg(json_build_object('name', rendition.name, 'byteLength', rendition.byte_length)
          order by rendition.name)
        from rendition where rendition.attachment_id = attachment.id and ${IS_SERVABLE}
      )`.as('renditions'),
    ])
    .where('attachment.role', '<>', 'answer')
    .$narrowType<{ role: AttachmentRole }>()
    .orderBy('attachment.application_id')
    .orderBy('attachment.position');
}

type AttachmentRow = Awaited<ReturnType<ReturnType<typeof selectAttachments>['execute']>>[number];

function toThreadAttachment({
  id,
  kind,
  role,
  state,
  byte_length,
  duration_ms,
  frame_rate,
  problem,
  act_id,
  renditions,
  ...text
}: AttachmentRow): ThreadAttachment {
  const transcript = toTranscript(text);
  return {
    id,
    kind,
    role,
    state,
    byteLength: Number(byte_length),
    ...(duration_ms === null ? {} : { durationMs: duration_ms }),
    ...(frame_rate === null ? {} : { frameRate: frame_rate }),
    ...(problem === null ? {} : { problem }),
    ...(act_id === null ? {} : { actId: act_id }),
    ...(renditions === null
      ? {}
      : { renditions: renditions.map(({ name }) => name), sizes: sizesOf(renditions) }),
    ...(transcript ? { transcript } : {}),
  };
}

/** In the three words of every device: a transfer is told as who holds it now, all else by the life alone. */
function toThreadEvent({ kind, at: instant, institution, reply_id }: EventRow): ThreadEvent[] {
  const at = instant.toISOString();
  if (kind === 'received') return [{ kind, at }];
  if (kind !== 'assigned' && kind !== 'transferred' && kind !== 'answered') return [];
  if (institution === null) throw new Error(`An event '${kind}' without its institution`);
  if (kind !== 'answered') return [{ kind: 'assigned', at, institution }];
  if (reply_id === null) throw new Error("An event 'answered' without its reply");
  return [{ kind, at, institution, replyId: reply_id }];
}

function toThreadReply({ id, written_at, institution, text, blocks, ...answer }: ReplyRow): ThreadReply {
  const at = written_at.toISOString();
  return { id, at, institution, text, ...(blocks !== null && { blocks }), ...toThreadAnswer(answer) };
}

export function toThreadAnswer({
  summary,
  override_reason,
  media,
}: Pick<ReplyRow, 'summary' | 'override_reason' | 'media'>): ThreadAnswer {
  const recordings = media?.flatMap(toAnswerMedium) ?? [];
  const documents = media?.flatMap(toAnswerDocument) ?? [];
  return {
    ...(summary === null ? {} : { summary }),
    ...(recordings.length > 0 && { media: recordings }),
    ...(documents.length > 0 && { documents }),
    ...(override_reason === null ? {} : { override: { reason: override_reason } }),
  };
}

/** One that is there as it was sent: a document has one form. */
function toAnswerDocument({ id, kind, name, alternative, renditions }: AnswerMediaRow): AnswerDocument[] {
  const served = renditions?.[0];
  if (!isDocumentKind(kind) || !served) return [];
  return [
    {
      id,
      kind,
      name: name ?? '',
      ...(alternative !== null && { alternative }),
      mediaType: served.mediaType,
      byteLength: served.byteLength,
      rendition: served.name,
    },
  ];
}

function toAnswerMedium({ id, kind, captions, renditions }: AnswerMediaRow): AnswerMedium[] {
  if (!isMediaKind(kind)) return [];
  const lengths = renditions?.map(({ durationMs }) => durationMs ?? 0) ?? [];
  const durationMs = Math.max(0, ...lengths);
  return [
    {
      id,
      kind,
      ...(durationMs > 0 ? { durationMs } : {}),
      renditions: renditions?.map(({ name }) => name) ?? [],
      sizes: sizesOf(renditions ?? []),
      ...(captions === null ? {} : { captions }),
    },
  ];
}

/** Of what is played. */
function sizesOf(renditions: readonly { name: string; byteLength: number }[]): AnswerMedium['sizes'] {
  const played = renditions.filter(({ name }) => name !== 'poster' && name !== 'image');
  return Object.fromEntries(played.map(({ name, byteLength }) => [name, byteLength]));
}
