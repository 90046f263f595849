// Which rendition of which attachment may be read by whom: the one place where that is decided.
// Nothing is served that came from outside, except where the state is 'original-only'; the 'original' of a document is a copy
// in its own format (pipeline/cleaning). What was rejected, or has not been looked at, is never served. The media of an answer are the citizen's
// from the moment the answer is sent, and before that only those officers' who may see the case.

import { type Kysely, sql } from 'kysely';
import { visibleTo } from '../casework/visibility.ts';
import type { Officer } from '../identity/officer.ts';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import type { Database } from '../store/schema.ts';

export interface Servable {
  name: string;
  mediaType: string;
  blobKey: string;
  byteLength: number;
}

export interface Wanted {
  attachmentId: string;
  rendition: string;
}

export async function findForOfficer(
  database: Kysely<Database>,
  officer: Officer,
  wanted: Wanted,
): Promise<Servable | undefined> {
  const row = await selectServable(database, wanted)
    .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
    .where(visibleTo(officer))
    .executeTakeFirst();
  return row && toServable(row);
}

/** @param macs of the key (server/intake/tracking-mac.ts) */
export async function findForCitizen(
  database: Kysely<Database>,
  macs: TrackingMacs,
  wanted: Wanted,
): Promise<Servable | undefined> {
  const row = await selectServable(database, wanted)
    .innerJoin('application', 'application.id', 'attachment.application_id')
    .where('application.tracking_mac', 'in', macs)
    .where(IS_FOR_CITIZEN)
    .executeTakeFirst();
  return row && toServable(row);
}

function selectServable(database: Kysely<Database>, { attachmentId, rendition }: Wanted) {
  return database
    .selectFrom('rendition')
    .innerJoin('attachment', 'attachment.id', 'rendition.attachment_id')
    .select(['rendition.name', 'rendition.media_type', 'rendition.blob_key', 'rendition.byte_length'])
    .where('rendition.attachment_id', '=', attachmentId)
    .where('rendition.name', '=', rendition)
    .where(IS_SERVABLE);
}

/** Of a row of `rendition` beside its `attachment`. */
export const IS_SERVABLE = sql<boolean>`(case attachment.state
  when 'ready' then (rendition.name <> 'original' or attachment.kind = 'document')
  when 'original-only' then rendition.name = 'original'
  else false end)`;

/** Of a row of `attachment`: how long it plays. As the tools have measured it, else as the device has said it. */
export const LENGTH_MS = sql<number | null>`coalesce(
  (select max(rendition.duration_ms) from rendition
    where rendition.attachment_id = attachment.id and ${IS_SERVABLE}),
  attachment.duration_ms)`;

/** Of a row of `attachment`: pictures in a second of the films that are made of it. */
export const FRAME_RATE = sql<number | null>`(select max(rendition.frame_rate) from rendition
  where rendition.attachment_id = attachment.id and ${IS_SERVABLE})`;

/** Of a row of `attachment`. */
const IS_FOR_CITIZEN = sql<boolean>`(attachment.role <> 'answer' or exists (
  select 1 from reply where reply.id = attachment.reply_id and not reply.is_draft))`;

interface Row {
  name: string;
  media_type: string;
  blob_key: string;
  byte_length: string;
}

function toServable({ name, media_type, blob_key, byte_length }: Row): Servable {
  return { name, mediaType: media_type, blobKey: blob_key, byteLength: Number(byte_length) };
}
