// The statements of acceptance, each one round trip for a whole batch, prepared under a name once for each connection
// (planning them anew takes longer than running them).
//
// `store` is one statement, hence one transaction: application, applicant, case, first event, job and audit row are
// there together or not at all (protocol invariant 2). An id that exists already is left as it is (invariant 3).
// Both that read or write an application do so as the intake (store/access.ts), which begins and ends a transaction around them.
// A batch in which nothing has attachments runs a statement that knows nothing of them, and so costs nothing more.

import type pg from 'pg';
import { contextStatements, INTAKE } from '../store/access.ts';

/** What a device is told again when it asks again. */
export interface StoredApplication {
  /** SHA-256 of the body, 32 bytes. */
  digest: Buffer;
  receipt: string;
}

/** One application as `store` reads it; the names are the columns'. Bytes are base64, instants milliseconds. */
export interface ApplicationRow {
  id: string;
  number: string;
  digest: string;
  tracking_mac: string;
  /** The secret's id. */
  tracking_secret: string;
  kind: string;
  subject: string;
  description: string;
  addressed_to: string | null;
  addressed_name: string | null;
  province: string | null;
  district: string | null;
  place_detail: string | null;
  coordinates: object | null;
  before_court: boolean | null;
  hide_identity: boolean;
  formats: readonly string[];
  locale: string;
  notice_version: string;
  written_at_ms: number;
  received_at_ms: number;
  due_on: string;
  receipt: string;
  /** Under which the following are sealed. */
  key_id: string;
  full_name: string | null;
  identity_number: string | null;
  address_kind: string | null;
  address_text: string | null;
  phone: string | null;
  email: string | null;
  /** The manifest, in the citizen's order; absent where there is none. */
  attachments?: readonly AttachmentRow[];
}

export interface AttachmentRow {
  id: string;
  kind: string;
  role: string;
  media_type: string;
  byte_length: number;
  digest: string;
  duration_ms: number | null;
}

/** `unreachable`: no connection was to be had, so nothing can have been written. */
export type StoreResult =
  | { kind: 'stored'; ids: ReadonlySet<string> }
  | { kind: 'unreachable'; cause: unknown };

export interface IntakeStatements {
  /** Application numbers of the year that nobody else gets; those that are not used are lost. */
  drawNumbers: (year: number, count: number) => Promise<string[]>;
  /** Those of the ids that are stored. */
  find: (ids: readonly string[]) => Promise<Map<string, StoredApplication>>;
  /**
   * @returns the ids that this call stored; the others were there first
   * @throws when it is not known whether the rows were stored, or with PostgreSQL's code when they were refused
   */
  store: (rows: readonly ApplicationRow[]) => Promise<StoreResult>;
}

const DRAW_NUMBERS = 'select next_application_number($1) as number from generate_series(1, $2)';

const FIND = 'select id, digest, receipt from application where id = any($1::uuid[])';

// Epoch arithmetic instead of parsing a text: a device's clock may stand in the year 0 (invariant 5).
const store = ({ withAttachments }: { withAttachments: boolean }) => `
  with incoming as (
    select * from json_to_recordset($1::json) as incoming (
      id uuid, number text, digest text, tracking_mac text, tracking_secret text, kind text, subject text,
      description text, addressed_to text, addressed_name text, province text, district text, place_detail text,
      coordinates jsonb, before_court boolean, hide_identity boolean, formats text[], locale text,
      notice_version text, written_at_ms bigint, received_at_ms bigint, due_on date, receipt text,
      key_id text, full_name text, identity_number text, address_kind text, address_text text, phone text, email text${withAttachments ? ', attachments json' : ''}
    )
  ), stored as (
    insert into application (
      id, number, digest, tracking_mac, tracking_secret, kind, subject, description, addressed_to, addressed_name,
      province, district, place_detail, coordinates, before_court, hide_identity, formats, locale, notice_version,
      written_at, received_at, due_on, receipt
    )
    select id, number, decode(digest, 'base64'), decode(tracking_mac, 'base64'), tracking_secret, kind, subject,
      description, addressed_to, addressed_name, province, district, place_detail, coordinates, before_court, hide_identity,
      formats, locale, notice_version,
      timestamptz 'epoch' + written_at_ms * interval '1 millisecond',
      timestamptz 'epoch' + received_at_ms * interval '1 millisecond', due_on, receipt
    from incoming
    on conflict (id) do nothing
    returning id, kind, province, received_at, due_on
  ), applicants as (
    insert into applicant (application_id, key_id, full_name, identity_number, address_kind, address_text, phone, email)
    select id, key_id, full_name, identity_number, address_kind, address_text, phone, email
    from incoming join stored using (id)
  )${withAttachments ? ATTACHMENTS : ''}, events as (
    insert into case_event (application_id, sequence, kind, at, given)
    select id, 1, 'received', received_at, '{}' from stored${withAttachments ? WHEN_ATTACHED : ''}
    returning application_id, hash
  ), cases as (
    insert into case_file (application_id, kind, province, state, received_at, due_on, changed_at, head, event_count)
    select id, kind, province, 'received', received_at, due_on, received_at, hash, 1
    from stored join events on application_id = id
  ), jobs as (
    insert into job (kind, application_id, run_after)
    select 'assign', id, received_at from stored
  ), audit as (
    insert into audit_entry (at, action, application_id)
    select received_at, 'application-received', id from stored
  )
  select id from stored`;

const ATTACHMENTS = `, attachments as (
    insert into attachment (
      id, application_id, kind, role, media_type, byte_length, digest, duration_ms, position, created_at
    )
    select one.id, stored.id, one.kind, one.role, one.media_type, one.byte_length, decode(one.digest, 'base64'),
      one.duration_ms, one.position, stored.received_at
    from incoming join stored using (id), rows from (
      json_to_recordset(incoming.attachments) as (
        id uuid, kind text, role text, media_type text, byte_length bigint, digest text, duration_ms integer
      )
    ) with ordinality as one (id, kind, role, media_type, byte_length, digest, duration_ms, position)
    returning application_id
  )`;

/** The event holds the digests of what was written before it (store/migrations/0025). */
const WHEN_ATTACHED = ` where (select count(*) from attachments) >= 0`;

/** A batch without attachments, by the role and in the transaction of whoever runs it. */
export const STORE = { name: 'intake-store', text: store({ withAttachments: false }) };
const STORE_WITH_ATTACHMENTS = { name: 'intake-store-attachments', text: store({ withAttachments: true }) };

export function createIntakeStatements(pool: pg.Pool): IntakeStatements {
  return {
    drawNumbers: async (year, count) => {
      const query = { name: 'intake-draw-numbers', text: DRAW_NUMBERS, values: [year, count] };
      const { rows } = await pool.query<{ number: string }>(query);
      return rows.map(({ number }) => number);
    },
    find: async (ids) => {
      const query = { name: 'intake-find', text: FIND, values: [ids] };
      const client = await pool.connect();
      const { rows } = await asIntake(client, () => client.query<StoredApplication & { id: string }>(query));
      return new Map(rows.map(({ id, digest, receipt }) => [id, { digest, receipt }]));
    },
    store: async (rows) => {
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (cause) {
        return { kind: 'unreachable', cause };
      }
      const statement = rows.some(({ attachments }) => attachments) ? STORE_WITH_ATTACHMENTS : STORE;
      const query = { ...statement, values: [JSON.stringify(rows)] };
      const result = await asIntake(client, () => client.query<{ id: string }>(query));
      return { kind: 'stored', ids: new Set(result.rows.map(({ id }) => id)) };
    },
  };
}

const BEGIN = `begin; ${contextStatements(INTAKE)}`;

/** @throws after which the connection is closed, and with it whatever was begun */
async function asIntake<Result>(client: pg.PoolClient, run: () => Promise<Result>): Promise<Result> {
  try {
    await client.query(BEGIN);
    const result = await run();
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
