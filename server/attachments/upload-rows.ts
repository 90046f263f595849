// The state of uploads in PostgreSQL: what may be uploaded, how much has come, who holds the lease, what is stored.
//
// Invariants: 1. received_bytes moves only under the lease, from where it was said to be, in one statement with the parts
// that hold those bytes: a server that has lost its lease changes nothing. 2. Leases run by the database's clock, which
// is the only one that all servers share; an expiry is a date on the operator's clock.

import { type Kysely, sql } from 'kysely';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import { executePrepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import type { Part } from './part-store/part-store.ts';

type Db = Kysely<Database>;

/** An attachment that this key may upload. */
export interface Subject {
  id: string;
  applicationId: string;
  kind: Database['attachment']['kind'];
  byteLength: number;
  /** SHA-256. */
  digest: Buffer;
  position: number;
  /** Of a recording that came with an act of the citizen's. */
  actId: string | null;
  mediaType: string;
  storedAt: Date | null;
  /** Of its upload; undefined where none has been created. */
  upload: { expiresAt: Date | null } | undefined;
}

/** @returns undefined alike where there is no such attachment and where the key is another's */
export async function findSubject(
  database: Db,
  attachmentId: string,
  macs: TrackingMacs,
): Promise<Subject | undefined> {
  const query = database
    .selectFrom('attachment')
    .innerJoin('application', 'application.id', 'attachment.application_id')
    .leftJoin('upload', 'upload.attachment_id', 'attachment.id')
    .select([
      'attachment.id',
      'attachment.application_id as applicationId',
      'attachment.kind',
      'attachment.byte_length',
      'attachment.digest',
      'attachment.position',
      'attachment.act_id as actId',
      'attachment.media_type as mediaType',
      'attachment.stored_at as storedAt',
      'upload.attachment_id as uploadId',
      'upload.expires_at as expiresAt',
    ])
    .where('attachment.id', '=', attachmentId)
    .where('attachment.role', '<>', 'answer')
    .where('application.tracking_mac', 'in', macs);
  const { rows } = await executePrepared(database, query);
  const [row] = rows;
  if (!row) return undefined;
  const { byte_length, uploadId, expiresAt, ...same } = row;
  return {
    ...same,
    byteLength: Number(byte_length),
    upload: uploadId === null ? undefined : { expiresAt },
  };
}

export interface Lease {
  id: string;
  token: string;
}

const LEASE_MS = 10_000;

/**
 * With its lease where bytes come along. One that exists already is left as it is.
 * @returns whether it was made
 */
export async function createUpload(
  database: Db,
  id: string,
  { nowMs, expiresAt, lease }: { nowMs: number; expiresAt: Date; lease: Lease | undefined },
): Promise<boolean> {
  const statement = sql`
    with ${unsynced}, made as (
      insert into upload (attachment_id, expires_at, created_at, lease, lease_until)
      select ${id}, ${expiresAt}::timestamptz, ${new Date(nowMs)}::timestamptz,
        ${lease?.token ?? null}::uuid, case when ${lease !== undefined} then ${until(LEASE_MS)} end
      from unsynced
      on conflict (attachment_id) do nothing returning attachment_id
    )
    update attachment set state = 'uploading' from made where id = made.attachment_id
    returning id`;
  const { rows } = await executePrepared(database, statement);
  return rows.length > 0;
}

/** @returns what has been received, or undefined while another holds it; then the holder is asked to let go */
export async function takeLease(
  database: Db,
  { id, token }: Lease,
): Promise<{ received: number } | undefined> {
  const statement = sql<{ received: string; is_ours: boolean }>`
    with ${unsynced}
    update upload set ${leaseFor(token)} from unsynced
    where attachment_id = ${id}
    returning received_bytes as received, lease = ${token}::uuid as is_ours`;
  const { rows } = await executePrepared(database, statement);
  const [row] = rows;
  return row?.is_ours ? { received: Number(row.received) } : undefined;
}

/** @returns whether somebody else waits for it; undefined where it is no longer ours */
export async function renewLease(
  database: Db,
  { id, token }: Lease,
): Promise<{ isWanted: boolean } | undefined> {
  const statement = sql<{ is_wanted: boolean }>`
    with ${unsynced}
    update upload set lease_until = ${until(LEASE_MS)} from unsynced
    where attachment_id = ${id} and lease = ${token}::uuid
    returning is_lease_wanted as is_wanted`;
  const { rows } = await executePrepared(database, statement);
  return rows[0] && { isWanted: rows[0].is_wanted };
}

export async function releaseLease(database: Db, { id, token }: Lease): Promise<void> {
  const statement = sql`
    with ${unsynced}
    update upload set ${noLease} from unsynced
    where attachment_id = ${id} and lease = ${token}::uuid`;
  await executePrepared(database, statement);
}

// A lease need not survive a crash of the database: one that is forgotten cannot move received_bytes, and one that is
// remembered runs out. Nor need an upload of which nothing has come: the device asks for it again. So the disk is not waited
// for, which would be most of what a small PATCH costs.
export const unsynced = sql`unsynced as materialized (select set_config('synchronous_commit', 'off', true) as setting)`;

const isFree = sql`(lease is null or lease_until < clock_timestamp())`;
const until = (leaseMs: number) => sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
const noLease = sql`lease = null, lease_until = null, is_lease_wanted = false`;

/** Taken where it is free; else the holder is asked to let go. */
export const leaseFor = (token: string) => sql`
  lease = case when ${isFree} then ${token}::uuid else lease end,
  lease_until = case when ${isFree} then ${until(LEASE_MS)} else lease_until end,
  is_lease_wanted = not ${isFree}`;

export interface Progress {
  from: number;
  to: number;
  parts: readonly Part[];
  expiresAt: Date;
  /** Nothing more is written: the lease goes with it. */
  isLast: boolean;
}

/** @returns false, and nothing has changed, where the lease is no longer ours */
export async function recordParts(database: Db, { id, token }: Lease, progress: Progress): Promise<boolean> {
  const statement = sql<{ id: string }>`
    with moved as (
      update upload set received_bytes = ${progress.to}, expires_at = ${progress.expiresAt}
        ${progress.isLast ? sql`, ${noLease}` : sql``}
      where attachment_id = ${id} and lease = ${token}::uuid and received_bytes = ${progress.from}
      returning attachment_id
    ), listed as (
      insert into upload_part (attachment_id, first_byte, byte_length, name)
      select moved.attachment_id, part."firstByte", part."byteLength", part.name
      from moved, json_to_recordset(${JSON.stringify(progress.parts)}::json) as part (
        "firstByte" bigint, "byteLength" bigint, name text
      )
      on conflict (attachment_id, first_byte) do update
        set byte_length = excluded.byte_length, name = excluded.name
    )
    select attachment_id as id from moved`;
  const { rows } = await executePrepared(database, statement);
  return rows.length > 0;
}

/** In their order. */
export async function readParts(database: Db, id: string): Promise<Part[]> {
  const query = database
    .selectFrom('upload_part')
    .select(['first_byte', 'byte_length', 'name'])
    .where('attachment_id', '=', id)
    .orderBy('first_byte');
  const { rows } = await executePrepared(database, query);
  return rows.map(({ first_byte, byte_length, name }) => ({
    firstByte: Number(first_byte),
    byteLength: Number(byte_length),
    name,
  }));
}

/** Back to nothing received. @returns false where the lease is no longer ours */
export async function emptyUpload(database: Db, { id, token }: Lease): Promise<boolean> {
  const { rows } = await sql`
    with emptied as (
      update upload set received_bytes = 0 where attachment_id = ${id} and lease = ${token}::uuid
      returning attachment_id
    ), unlisted as (
      delete from upload_part using emptied where upload_part.attachment_id = emptied.attachment_id
    )
    select attachment_id from emptied`.execute(database);
  return rows.length > 0;
}

/**
 * Forgets the upload; the attachment is expected again.
 * @returns false where the lease is no longer ours, or the whole is stored
 */
export async function removeUpload(database: Db, { id, token }: Lease): Promise<boolean> {
  const { rows } = await sql`
    with removed as (
      delete from upload using attachment
      where attachment_id = ${id} and lease = ${token}::uuid and attachment.id = ${id} and attachment.stored_at is null
      returning attachment_id
    )
    update attachment set state = 'expected' from removed where id = removed.attachment_id
    returning id`.execute(database);
  return rows.length > 0;
}

/**
 * The whole is in the blob store: attachment, original, job and audit row in one commit, and neither parts nor lease count
 * any more.
 */
export async function recordStored(
  database: Db,
  subject: Subject,
  blobKey: string,
  nowMs: number,
): Promise<void> {
  const at = new Date(nowMs);
  const statement = sql`
    with stored as (
      update attachment set state = 'stored', stored_at = ${at} where id = ${subject.id} and stored_at is null
      returning id, application_id, media_type, byte_length, duration_ms
    ), kept as (
      insert into rendition (attachment_id, name, media_type, byte_length, blob_key, duration_ms, created_at)
      select id, 'original', media_type, byte_length, ${blobKey}, duration_ms, ${at} from stored
    ), ended as (
      update upload set received_bytes = stored.byte_length, expires_at = null, ${noLease}
      from stored where attachment_id = stored.id
    ), unlisted as (
      delete from upload_part using stored where attachment_id = stored.id
    ), jobs as (
      insert into job (kind, application_id, attachment_id, run_after)
      select 'media', application_id, id, ${at} from stored
    )
    insert into audit_entry (at, action, application_id)
    select ${at}, 'attachment-stored', application_id from stored`;
  await executePrepared(database, statement);
}

/**
 * Forgets uploads that nobody has gone on with in time.
 * @param which up to so many of them, or one by its id
 * @returns how many, and the names of their parts
 */
export async function removeExpired(
  database: Db,
  nowMs: number,
  which: { limit: number } | { id: string },
): Promise<{ count: number; names: string[] }> {
  const narrowed = 'id' in which ? sql`attachment_id = ${which.id}` : sql`true`;
  const limit = 'id' in which ? 1 : which.limit;
  return database.transaction().execute(async (transaction) => {
    const expired = await sql<{ id: string }>`
      select attachment_id as id from upload
      where expires_at < ${new Date(nowMs)} and ${isFree} and ${narrowed}
      order by expires_at limit ${limit} for update skip locked`.execute(transaction);
    const ids = expired.rows.map(({ id }) => id);
    if (ids.length === 0) return { count: 0, names: [] };
    const parts = await sql<{ name: string }>`
      delete from upload_part where attachment_id = any(${ids}::uuid[]) returning name`.execute(transaction);
    await sql`delete from upload where attachment_id = any(${ids}::uuid[])`.execute(transaction);
    await sql`update attachment set state = 'expected' where id = any(${ids}::uuid[])`.execute(transaction);
    return { count: ids.length, names: parts.rows.map(({ name }) => name) };
  });
}

/** Those of the names that are part of an upload. */
export async function listedNames(database: Db, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from upload_part where name = any(${[...names]}::text[])`.execute(database);
  return new Set(rows.map(({ name }) => name));
}
