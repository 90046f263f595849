// How a request about an upload begins: who it is, how far it has come, the lease and the parts, in one statement. A small
// PATCH is little else than what it waits for the database.

import { type Kysely, sql } from 'kysely';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import { executePrepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import type { Part } from './part-store/part-store.ts';
import { findSubject, type Lease, leaseFor, type Subject, unsynced } from './upload-rows.ts';

export interface Opened {
  subject: Subject;
  /** The lease is ours: so much has come. Undefined while another holds it, and where no bytes are expected. */
  taken: { received: number; parts: readonly Part[] | undefined } | undefined;
}

interface Row extends Omit<Subject, 'byteLength' | 'upload'> {
  byteLength: string;
  uploadId: string | null;
  expiresAt: Date | null;
  received: string | null;
  isOurs: boolean | null;
  parts: Part[];
}

/** @returns undefined alike where there is no such attachment and where the key is another’s */
export async function openUpload(
  database: Kysely<Database>,
  { id, token }: Lease,
  macs: TrackingMacs,
  nowMs: number,
): Promise<Opened | undefined> {
  const opening = sql<Row>`
    with ${unsynced}, subject as materialized (
      select attachment.id, attachment.application_id as "applicationId", attachment.kind,
        attachment.byte_length as "byteLength", attachment.digest, attachment.position, attachment.act_id as "actId",
        attachment.media_type as "mediaType", attachment.stored_at as "storedAt",
        upload.attachment_id as "uploadId", upload.expires_at as "expiresAt"
      from attachment
        join application on application.id = attachment.application_id
        left join upload on upload.attachment_id = attachment.id
      where attachment.id = ${id} and attachment.role <> 'answer' and application.tracking_mac in (${sql.join(macs)})
    ), taken as (
      update upload set ${leaseFor(token)} from subject, unsynced
      where upload.attachment_id = subject.id and subject."storedAt" is null
        and (upload.expires_at is null or upload.expires_at >= ${new Date(nowMs)})
      returning upload.received_bytes as received, upload.lease = ${token}::uuid as "isOurs"
    )
    select subject.*, taken.*, (
      select coalesce(json_agg(json_build_object('firstByte', first_byte, 'byteLength', byte_length, 'name', name)
        order by first_byte), '[]')
      from upload_part where attachment_id = subject.id
    ) as parts
    from subject left join taken on true`;
  const { rows } = await executePrepared(database, opening);
  const [row] = rows;
  if (!row) return undefined;
  const { uploadId, expiresAt, byteLength, received, isOurs, parts, ...same } = row;
  const upload = uploadId === null ? undefined : { expiresAt };
  const subject: Subject = { ...same, byteLength: Number(byteLength), upload };
  if (!isOurs) return { subject, taken: undefined };
  const taken = { received: Number(received), parts };
  if (isOfOneMoment(taken, subject)) return { subject, taken };
  // Whoever had the lease until now has moved on since this statement began: what it saw beside the lease is older.
  const known = await findSubject(database, id, macs);
  return known && { subject: known, taken: { ...taken, parts: undefined } };
}

/** Of a whole the row says more than its parts: it may be stored by now. */
function isOfOneMoment(
  { received, parts }: { received: number; parts: readonly Part[] },
  { byteLength }: Subject,
): boolean {
  const listed = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return listed === received && received < byteLength;
}
