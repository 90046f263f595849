// The tables as kysely sees them; server/store/migrations is what makes them.

import type { ColumnType, Generated } from 'kysely';
import type { AnswerBlock } from '../../src/domain/answer-text.ts';
import type { Coordinates } from '../../src/domain/application.ts';
import type { AttachmentKind, AttachmentRole } from '../../src/domain/attachment.ts';
import type { AttachmentState } from '../../src/domain/attachment-state.ts';
import type { CASE_STATES, CaseEvent } from '../../src/domain/case.ts';
import type { CaseNews } from '../../src/domain/case-news.ts';
import type { Cue } from '../../src/domain/cue.ts';
import type { AnswerFormat, ApplicationKind } from '../../src/domain/kinds.ts';
import type { ThreadAct } from '../../src/domain/thread-act.ts';
import type { TRANSCRIPT_LANGUAGES, TranscriptKind, Verdict } from '../../src/domain/transcript.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { AccountTables } from './schema-accounts.ts';
import type { DeskTables } from './schema-desk.ts';
import type { FigureTables } from './schema-figures.ts';
import type { KeptTables } from './schema-kept.ts';

/** Written as an ISO text or a Date, read as a Date. */
type Instant = ColumnType<Date, Date | string, Date | string>;
/** Written and read as 'YYYY-MM-DD' (the pool turns the driver's date parsing off). */
type CivilDateColumn = string;
/** A 64-bit number: read as a text by the driver, although ours all fit a number. */
type ByteCount = ColumnType<string, number, number>;

type PayloadKey<Event> = Exclude<keyof Event, 'id' | 'kind' | 'at' | 'institutionId' | 'replyId'>;
type PayloadOf<Event> = Event extends CaseEvent ? Pick<Event, PayloadKey<Event>> : never;
/** Of a case's event, what has no column of its own. */
export type EventPayload = PayloadOf<CaseEvent>;

export interface Database extends AccountTables, NoticeTables, DeskTables, FigureTables, KeptTables {
  institution: {
    id: string;
    name: string;
    keywords: string[];
    scope: 'national' | 'province' | 'district';
    province: string | null;
    is_centre: Generated<boolean>;
    /** Four eyes: no answer leaves before another account has approved it. */
    needs_approval: Generated<boolean>;
    /** In words, for people: "08.30–17.30, cumartesi kapalı". */
    working_hours: ColumnType<string | null, string | null | undefined, string | null>;
    is_retired: Generated<boolean>;
  };
  unit: {
    id: string;
    institution_id: string;
    name: string;
    parent_id: string | null;
    province: string | null;
    district: string | null;
    working_hours: string | null;
    is_retired: Generated<boolean>;
  };
  topic: {
    id: string;
    name: string;
    keywords: string[];
    institution_id: string | null;
    is_retired: Generated<boolean>;
  };
  competence_rule: {
    id: string;
    kind: ApplicationKind | null;
    topic_id: string | null;
    province: string | null;
    district: string | null;
    institution_id: string;
    unit_id: string | null;
    priority: number;
    is_retired: Generated<boolean>;
  };
  reply_template: {
    id: string;
    institution_id: string | null;
    unit_id: string | null;
    topic_id: string | null;
    name: string;
    text: string;
    is_retired: Generated<boolean>;
  };
  directory_state: {
    is_it: Generated<boolean>;
    /** Grows with every change of the directory. */
    revision: ColumnType<string, number | undefined, number>;
    file_digest: string | null;
  };
  case_search: {
    application_id: string;
    document: ColumnType<string, string, string>;
    /** As case_file says; the database keeps it so. */
    is_open: Generated<boolean>;
  };
  application: {
    id: string;
    number: string;
    digest: Buffer;
    tracking_mac: Buffer;
    /** Under which secret; null in rows from before they were told apart. */
    tracking_secret: ColumnType<string | null, string | null | undefined, string>;
    kind: ApplicationKind;
    subject: string;
    description: string;
    addressed_to: string | null;
    addressed_name: string | null;
    province: string | null;
    district: string | null;
    place_detail: string | null;
    coordinates: ColumnType<Coordinates | null, string | null, never>;
    before_court: boolean | null;
    hide_identity: boolean;
    formats: AnswerFormat[];
    locale: string;
    notice_version: string;
    written_at: Instant;
    received_at: Instant;
    due_on: CivilDateColumn;
    receipt: string;
  };
  /** The texts of who it is are sealed (server/applicant/identity-cipher.ts). */
  applicant: {
    application_id: string;
    /** Under which key; null in rows from before there was one. */
    key_id: ColumnType<string | null, string | null | undefined, string>;
    full_name: string | null;
    identity_number: string | null;
    address_kind: string | null;
    address_text: string | null;
    phone: string | null;
    email: string | null;
  };
  case_file: {
    application_id: string;
    /** Of the application; the province is gone with what is erased. */
    kind: ApplicationKind;
    province: string | null;
    /** Recognised when it is assigned (casework/case-topics.ts). */
    topic_id: ColumnType<string | null, string | null | undefined, string | null>;
    state: (typeof CASE_STATES)[number];
    institution_id: string | null;
    received_at: Instant;
    due_on: CivilDateColumn;
    changed_at: Instant;
    unit_id: ColumnType<string | null, string | null | undefined, string | null>;
    /** On whose desk it lies; null is the pool of the unit, or of the institution. */
    colleague_id: ColumnType<string | null, string | null | undefined, string | null>;
    /** Made by the database: whether an answer is owed. */
    is_open: ColumnType<boolean, never, never>;
    /** The newest event's hash, and how many events there are. */
    head: ColumnType<Buffer | null, Buffer | undefined, Buffer>;
    event_count: Generated<number>;
    /** What waits for its holder. */
    news: ColumnType<CaseNews | null, undefined, CaseNews | null>;
    /** When it was said that the answer is due soon, and that it is overdue; anew for each due date. */
    due_soon_at: ColumnType<Date | null, undefined, Date | null>;
    escalated_at: ColumnType<Date | null, undefined, Date | null>;
    /** Of the newest event that a device has fetched. */
    read_at: ColumnType<Date | null, undefined, Date | string>;
    /** Until when a request for erasure is decided, while it waits. */
    erasure_due_on: ColumnType<string | null, undefined, string | null>;
    erasure_granted_at: ColumnType<Date | null, undefined, Date | string>;
    erased_at: ColumnType<Date | null, undefined, never>;
    identity_erased_at: ColumnType<Date | null, undefined, Date | string>;
  };
  case_event: {
    application_id: string;
    sequence: number;
    kind: CaseEvent['kind'];
    at: Instant;
    institution_id: string | null;
    reply_id: string | null;
    actor_id: string | null;
    /** The citizen's act or the officer's action where there was one. */
    id: Generated<string>;
    /** What the event says beyond the columns. */
    payload: ColumnType<EventPayload | null, string | undefined, never>;
    /** Made by the database, of the hash before it and the whole row. */
    hash: ColumnType<Buffer, never, never>;
    /** What the texts were hashed with; null when they are erased, and in rows from before (migration 0020). */
    content_salt: ColumnType<string | null, never, never>;
    content_digest: ColumnType<Buffer | null, never, never>;
    /** Made by the database (migration 0025): part → digest of what was accepted, drafted or sent. */
    given: ColumnType<Readonly<Record<string, string>> | null, never, never>;
    /** A 64-bit number. */
    position: ColumnType<string, never, never>;
  };
  staff_action: {
    id: string;
    application_id: string;
    actor_id: string;
    kind: string;
    digest: Buffer;
    at: Instant;
  };
  case_opinion: {
    /** Of the event that asked. */
    event_id: string;
    application_id: string;
    /** An institution, or a unit of the one that holds the case; the other is null. */
    asked_of: ColumnType<string | null, string | undefined, never>;
    asked_of_unit: ColumnType<string | null, string | undefined, never>;
    asked_at: Instant;
    given_at: ColumnType<Date | null, undefined, Date | string>;
  };
  reply: {
    id: string;
    application_id: string;
    institution_id: string;
    author_id: string;
    /** As it reads without elements. */
    text: string;
    /** As the officer wrote it, and its blocks, where it has marks (src/domain/answer-markdown.ts). */
    source: ColumnType<string | null, string | null | undefined, never>;
    blocks: ColumnType<AnswerBlock[] | null, string | null | undefined, never>;
    summary: string | null;
    /** Why a form that the citizen asked for is missing. */
    override_reason: string | null;
    written_at: Instant;
    /** Not approved: the citizen does not read it. */
    is_draft: Generated<boolean>;
    /** Of a draft that was approved; any other was sent when it was written. */
    sent_at: ColumnType<Date | null, undefined, Date | string>;
  };
  attachment: {
    id: string;
    application_id: string;
    kind: AttachmentKind;
    /** `answer`: an officer's, for the citizen. */
    role: AttachmentRole | 'answer';
    media_type: string;
    byte_length: ByteCount;
    digest: Buffer;
    duration_ms: number | null;
    state: Generated<AttachmentState>;
    /** Why it was rejected, or kept as it came: a code. */
    problem: string | null;
    position: number;
    stored_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    created_at: Instant;
    /** Of an answer's media: null until the reply is sent. */
    reply_id: string | null;
    captions: ColumnType<Cue[] | null, string | null, string | null>;
    /** Of an answer's document: what the officer calls it, and what a picture shows. */
    name: ColumnType<string | null, string | null | undefined, string | null>;
    alternative: ColumnType<string | null, string | null | undefined, string | null>;
    /** Who prepared them, before they were sent. */
    captions_by: ColumnType<string | null, string | null | undefined, string | null>;
    captions_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
    /** Of a recording that came after the application: the citizen's act that brought it. */
    act_id: ColumnType<string | null, string | undefined, never>;
    /** The recording instead of which it was made. */
    replaces_id: ColumnType<string | null, string | undefined, never>;
  };
  transcript: {
    id: string;
    attachment_id: string;
    kind: TranscriptKind;
    language: (typeof TRANSCRIPT_LANGUAGES)[number];
    cues: ColumnType<Cue[], string, never>;
    author_id: string;
    offered_at: Instant;
    sequence: Generated<string>;
    /** An event tells of it; not of rows from before migration 0029. So is a verdict's. */
    is_told: Generated<boolean>;
  };
  thread_act: {
    id: string;
    application_id: string;
    kind: ThreadAct['kind'];
    /** SHA-256 of the body. */
    digest: Buffer;
    locale: string;
    written_at: Instant;
    received_at: Instant;
    receipt: string;
  };
  transcript_verdict: {
    act_id: string;
    transcript_id: string;
    kind: Verdict;
    /** Of a correction. */
    text: string | null;
    at: Instant;
    sequence: Generated<string>;
    is_told: Generated<boolean>;
  };
  upload: {
    attachment_id: string;
    received_bytes: ByteCount;
    expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    lease: string | null;
    lease_until: ColumnType<Date | null, Date | string | null, Date | string | null>;
    is_lease_wanted: Generated<boolean>;
    created_at: Instant;
  };
  upload_part: {
    attachment_id: string;
    first_byte: ByteCount;
    byte_length: ByteCount;
    name: string;
  };
  rendition: {
    attachment_id: string;
    name: string;
    media_type: string;
    byte_length: ByteCount;
    /** Hex SHA-256: the content's address in the blob store. */
    blob_key: string;
    duration_ms: number | null;
    width: number | null;
    height: number | null;
    /** Pictures in a second, where the server has made the film itself. */
    frame_rate: ColumnType<number | null, number | null | undefined, number | null>;
    created_at: Instant;
  };
  sign_clip: {
    id: string;
    slot: string;
    media_type: string;
    byte_length: ByteCount;
    digest: Buffer;
    state: Generated<AttachmentState>;
    problem: ColumnType<string | null, string | null | undefined, string | null>;
    captions: ColumnType<Cue[] | null, string | null | undefined, string | null>;
    author_id: string;
    stored_at: Instant;
    published_at: ColumnType<Date | null, Date | undefined, Date | null>;
    /** Replaced, taken back or discarded. */
    removed_at: ColumnType<Date | null, Date | undefined, Date | null>;
  };
  sign_clip_rendition: {
    clip_id: string;
    name: string;
    media_type: string;
    byte_length: ByteCount;
    /** Hex SHA-256: the content's address in the blob store. */
    blob_key: string;
    duration_ms: ColumnType<number | null, number | null | undefined, number | null>;
    width: ColumnType<number | null, number | null | undefined, number | null>;
    height: ColumnType<number | null, number | null | undefined, number | null>;
  };
  /** Of applications that came sealed, at least once. */
  sealed_delivery: {
    application_id: string;
    /** Their writer agreed that others carry it. */
    may_be_carried: boolean;
    /** When, by the clock of their phone; null where the phone did not tell. */
    agreed_at: ColumnType<Date | null, Date | null | undefined, never>;
    delivered_at: Instant;
  };
  secret_fingerprint: {
    kind: 'tracking-secret' | 'receipt-key' | 'identity-key' | 'acceptance-key';
    fingerprint: string;
    recorded_at: Generated<Date>;
  };
  job: {
    id: Generated<string>;
    kind: string;
    /** Null only beside a clip. */
    application_id: ColumnType<string, string | null, never>;
    run_after: Instant;
    attempts: Generated<number>;
    /** Of jobs that outlast a transaction; so is the next. */
    attachment_id: string | null;
    clip_id: Generated<string | null>;
  };
  audit_entry: {
    id: Generated<string>;
    at: Instant;
    action: string;
    actor_id: string | null;
    application_id: string | null;
    clip_id: Generated<string | null>;
    /** Of an act on an account: whose. */
    account_id: Generated<string | null>;
  };
}
