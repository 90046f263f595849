// The same file for the answers of several cases: what is ready for one becomes ready for another without its bytes being sent
// and made again. A blob is kept under its content, so the copy is rows alone.
//
// Invariants: 1. Both cases are the officer's. 2. Only what could be sent is copied. 3. The officer's device makes the copy's
// id: the same again is the same.

import { type Kysely, sql } from 'kysely';
import type { AnswerFileKind } from '../../src/domain/answer-document.ts';
import { isSendable } from '../../src/domain/wire-staff.ts';
import { heldBy } from '../casework/visibility.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { findEarlierMedium, type KeptMedium, readKeptMedium } from './answer-media.ts';

export interface MediumToCopy {
  /** Of the copy. */
  id: string;
  /** Whose answer it is for. */
  applicationId: string;
  from: { applicationId: string; attachmentId: string };
}

type CopiedMedium = KeptMedium | { ok: false; code: 'answer-media-not-ready' };

/** Its name and words are those of the reply that will send it; captions are not copied. */
export async function copyMedium(
  database: Kysely<Database>,
  officer: Officer,
  { id, applicationId, from }: MediumToCopy,
  nowMs: number,
): Promise<CopiedMedium> {
  const source = await database
    .selectFrom('attachment')
    .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
    .select(['attachment.kind', 'media_type', 'byte_length', 'digest', 'attachment.state'])
    .where('attachment.id', '=', from.attachmentId)
    .where('attachment.application_id', '=', from.applicationId)
    .where('attachment.role', '=', 'answer')
    .where(heldBy(officer))
    .$narrowType<{ kind: AnswerFileKind }>()
    .executeTakeFirst();
  if (!source) return { ok: false, code: 'not-found' };
  const { kind, media_type: mediaType, byte_length, digest, state } = source;
  const wanted = { id, applicationId, kind, mediaType, byteLength: Number(byte_length), digest };
  const earlier = await findEarlierMedium(database, officer, wanted);
  if (earlier) return earlier;
  if (!isSendable({ state })) return { ok: false, code: 'answer-media-not-ready' };
  const at = new Date(nowMs);
  // Whoever takes the source away, or gives the case to others, waits for this, or this finds nothing.
  const { rows } = await sql<{ id: string }>`
    with held as materialized (
      select application_id from case_file where application_id = ${applicationId} for share
    ), source as materialized (
      select attachment.* from held, attachment where attachment.id = ${from.attachmentId} for share of attachment
    ), copied as (
      insert into attachment (id, application_id, kind, role, media_type, byte_length, digest, state, position,
        stored_at, created_at)
      select ${id}, ${applicationId}, kind, role, media_type, byte_length, digest, state, 1, ${at}::timestamptz,
        ${at}::timestamptz
      from source
      on conflict (id) do nothing
      returning id, application_id
    ), renditions as (
      insert into rendition (attachment_id, name, media_type, byte_length, blob_key, duration_ms, width, height, frame_rate, created_at)
      select copied.id, rendition.name, rendition.media_type, rendition.byte_length, rendition.blob_key,
        rendition.duration_ms, rendition.width, rendition.height, rendition.frame_rate, ${at}::timestamptz
      from copied, source join rendition on rendition.attachment_id = source.id
    ), written as (
      insert into audit_entry (at, action, actor_id, application_id)
      select ${at}::timestamptz, 'answer-media-copied', ${officer.accountId}::uuid, application_id from copied
    )
    select id from copied`.execute(database);
  return readKeptMedium(database, wanted, rows.length > 0);
}
