// The files of an answer before it is sent: sign videos, sounds and documents that officers attach to a case. They are attachments like
// the citizen's (the same store, job and route), with the role 'answer' and without a reply until one is sent.
//
// Invariants: 1. The bytes are durable before their row is, and the row before the answer: what was acknowledged is there.
// 2. The officer's device makes the id: the same id with the same bytes and kind is the same medium. 3. What a case of
// others has, or what was sent, is neither listed, changed nor taken away here. 4. Rows are taken in the order job,
// attachment, rendition, as the media job takes them: the two never wait for each other.

import { type Kysely, sql } from 'kysely';
import type { AnswerFileKind } from '../../src/domain/answer-document.ts';
import { type BeyondEnd, type Cue, findBeyondEnd } from '../../src/domain/cue.ts';
import type { PreparedCaptions, UnsentMedium } from '../../src/domain/wire-staff.ts';
import { heldBy } from '../casework/visibility.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { FRAME_RATE, IS_SERVABLE, LENGTH_MS } from './servable.ts';

export interface MediumToKeep {
  id: string;
  applicationId: string;
  kind: AnswerFileKind;
  /** As the officer's device says it. What the file really is, the media job finds out. */
  mediaType: string;
  byteLength: number;
  /** SHA-256. */
  digest: Buffer;
}

/**
 * `not-found`: no such case, or not theirs. `reply-conflict`: the case is answered already. `media-conflict`: the id belongs to
 * something else.
 */
export type KeptMedium =
  | { ok: true; isNew: boolean; medium: UnsentMedium }
  | { ok: false; code: 'not-found' | 'reply-conflict' | 'media-conflict' };

/** Before the bytes are taken. @returns undefined where they are wanted */
export async function findEarlierMedium(
  database: Kysely<Database>,
  officer: Officer,
  wanted: MediumToKeep,
): Promise<KeptMedium | undefined> {
  const file = await database
    .selectFrom('case_file')
    .select('is_open')
    .where('application_id', '=', wanted.applicationId)
    .where(heldBy(officer))
    .executeTakeFirst();
  if (!file) return { ok: false, code: 'not-found' };
  const earlier = await readStored(database, wanted.id);
  if (earlier) return isSame(earlier, wanted) ? kept(earlier, false) : { ok: false, code: 'media-conflict' };
  return !file.is_open ? { ok: false, code: 'reply-conflict' } : undefined;
}

/**
 * The bytes are in the blob store: attachment, original, job and audit row in one commit. Whoever gives the case away meanwhile
 * waits and takes the file away with it, or has done so, and this finds no case.
 */
export async function recordMedium(
  database: Kysely<Database>,
  officer: Officer,
  wanted: MediumToKeep,
  nowMs: number,
): Promise<KeptMedium> {
  const { rows } = await sql<{ id: string }>`
    with stored as (
      insert into attachment (id, application_id, kind, role, media_type, byte_length, digest, state, position,
        stored_at, created_at)
      select ${wanted.id}, case_file.application_id, ${wanted.kind}, 'answer', ${wanted.mediaType},
        ${wanted.byteLength}::bigint, ${wanted.digest}, 'stored',
        1, ${new Date(nowMs)}::timestamptz, ${new Date(nowMs)}::timestamptz
      from case_file where case_file.application_id = ${wanted.applicationId} for share
      on conflict (id) do nothing
      returning id, application_id, media_type, byte_length, stored_at
    ), kept as (
      insert into rendition (attachment_id, name, media_type, byte_length, blob_key, created_at)
      select id, 'original', media_type, byte_length, ${wanted.digest.toString('hex')}, stored_at from stored
    ), jobs as (
      insert into job (kind, application_id, attachment_id, run_after)
      select 'media', application_id, id, stored_at from stored
    ), written as (
      insert into audit_entry (at, action, actor_id, application_id)
      select stored_at, 'answer-media-stored', ${officer.accountId}::uuid, application_id from stored
    )
    select id from stored`.execute(database);
  return readKeptMedium(database, wanted, rows.length > 0);
}

/** What stands under the id after it was written, by whomever. */
export async function readKeptMedium(
  database: Kysely<Database>,
  wanted: MediumToKeep,
  isNew: boolean,
): Promise<KeptMedium> {
  const stored = await readStored(database, wanted.id);
  if (!stored) return { ok: false, code: 'not-found' };
  return isSame(stored, wanted) ? kept(stored, isNew) : { ok: false, code: 'media-conflict' };
}

/** Those of a case that wait to be sent. @returns undefined where there is no such case, or it is not theirs */
export async function listUnsentMedia(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<UnsentMedium[] | undefined> {
  const file = await database
    .selectFrom('case_file')
    .select('application_id')
    .where('application_id', '=', applicationId)
    .where(heldBy(officer))
    .executeTakeFirst();
  if (!file) return undefined;
  const rows = await selectMedia(database)
    .where('attachment.application_id', '=', applicationId)
    .where('attachment.reply_id', 'is', null)
    .orderBy('attachment.created_at')
    .orderBy('attachment.id')
    .execute();
  return rows.map(toMedium);
}

export type KeptCaptions =
  | { ok: true; medium: UnsentMedium }
  | { ok: false; code: 'not-found' | 'captions-conflict' }
  | { ok: false; code: 'cues-beyond-end'; beyond: BeyondEnd };

/** Captions of a sign video that is not sent yet, for the colleagues of the case. The same again is the same. */
export async function keepCaptions(
  database: Kysely<Database>,
  officer: Officer,
  { applicationId, attachmentId }: { applicationId: string; attachmentId: string },
  { cues, after }: PreparedCaptions,
  nowMs: number,
): Promise<KeptCaptions> {
  return database.transaction().execute(async (transaction): Promise<KeptCaptions> => {
    const row = await transaction
      .selectFrom('attachment')
      .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
      .select(['attachment.captions', 'attachment.captions_at', LENGTH_MS.as('length_ms')])
      .where('attachment.id', '=', attachmentId)
      .where('attachment.application_id', '=', applicationId)
      .where('attachment.role', '=', 'answer')
      .where('attachment.kind', '=', 'sign-video')
      .where('attachment.reply_id', 'is', null)
      .where(heldBy(officer))
      .forUpdate('attachment')
      .executeTakeFirst();
    if (!row) return { ok: false, code: 'not-found' };
    const isSame = JSON.stringify(row.captions) === JSON.stringify(cues);
    if (!isSame) {
      if (row.captions_at?.toISOString() !== after) return { ok: false, code: 'captions-conflict' };
      const beyond = findBeyondEnd(cues, row.length_ms ?? undefined);
      if (beyond) return { ok: false, code: 'cues-beyond-end', beyond };
      await transaction
        .updateTable('attachment')
        .set({ captions: JSON.stringify(cues), captions_by: officer.accountId, captions_at: new Date(nowMs) })
        .where('id', '=', attachmentId)
        .execute();
    }
    const medium = await selectMedia(transaction)
      .where('attachment.id', '=', attachmentId)
      .executeTakeFirstOrThrow();
    return { ok: true, medium: toMedium(medium) };
  });
}

function selectMedia(database: Kysely<Database>) {
  return database
    .selectFrom('attachment')
    .select([
      'attachment.id',
      'attachment.application_id',
      'attachment.kind',
      'attachment.state',
      'attachment.digest',
      'attachment.byte_length',
      'attachment.problem',
      'attachment.name',
      'attachment.alternative',
      sql<number | null>`(
        select max(rendition.duration_ms) from rendition
        where rendition.attachment_id = attachment.id and ${IS_SERVABLE}
      )`.as('duration_ms'),
      FRAME_RATE.as('frame_rate'),
      sql<{ cues: Cue[]; by: string; at: string } | null>`(
        select json_build_object('cues', attachment.captions, 'by', staff_account.name, 'at', attachment.captions_at)
        from staff_account where staff_account.id = attachment.captions_by
      )`.as('captions'),
      sql<string[]>`array(
        select rendition.name from rendition
        where rendition.attachment_id = attachment.id and ${IS_SERVABLE} order by rendition.name
      )`.as('renditions'),
    ])
    .where('attachment.role', '=', 'answer')
    .$narrowType<{ kind: AnswerFileKind }>();
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMedia>['execute']>>[number];

/** Whatever has the id, an attachment of a citizen included. */
async function readStored(database: Kysely<Database>, id: string): Promise<Row | 'of-citizen' | undefined> {
  const row = await selectMedia(database).where('attachment.id', '=', id).executeTakeFirst();
  if (row) return row;
  const other = await database.selectFrom('attachment').select('id').where('id', '=', id).executeTakeFirst();
  return other && 'of-citizen';
}

function isSame(stored: Row | 'of-citizen', { applicationId, kind, digest }: MediumToKeep): stored is Row {
  return (
    stored !== 'of-citizen' &&
    stored.application_id === applicationId &&
    stored.kind === kind &&
    stored.digest.equals(digest)
  );
}

function kept(stored: Row, isNew: boolean): KeptMedium {
  return { ok: true, isNew, medium: toMedium(stored) };
}

function toMedium({
  id,
  kind,
  state,
  byte_length,
  duration_ms,
  frame_rate,
  problem,
  renditions,
  captions,
  name,
  alternative,
}: Row): UnsentMedium {
  return {
    id,
    kind,
    state,
    byteLength: Number(byte_length),
    ...(duration_ms === null ? {} : { durationMs: duration_ms }),
    ...(frame_rate === null ? {} : { frameRate: frame_rate }),
    ...(problem === null ? {} : { problem }),
    renditions,
    ...(name !== null && { name }),
    ...(alternative !== null && { alternative }),
    ...(captions !== null && { captions: { ...captions, at: new Date(captions.at).toISOString() } }),
  };
}
