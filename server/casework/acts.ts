// What a citizen does in a thread, taken exactly once: act, effect, recordings, audit entry and receipt in one
// transaction, or nothing.
//
// Invariants: 1. Whoever has not the application's tracking key is a stranger, whatever else they know. 2. The same id
// with the same bytes has the same receipt, whatever has happened to the thread since. 3. Acts of one case wait for one
// another, and for the officers' (the lock of its case_file row): what an act is judged by holds until it is committed.

import type { Kysely, Transaction } from 'kysely';
import type { AttachmentLimits } from '../../src/domain/attachment-limits.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { attachmentsOfAct, type ThreadAct, type TranscriptVerdict } from '../../src/domain/thread-act.ts';
import type { Violation } from '../../src/domain/violation.ts';
import type { SignActReceipt } from '../intake/receipt-signer.ts';
import type { Database } from '../store/schema.ts';
import { anyOf } from './case-file.ts';
import { isSettled } from './transcripts.ts';

/** However often recordings are made again: so many rows has one application at most. */
const MOST_ATTACHMENTS = 100;

export interface IncomingAct {
  id: string;
  applicationId: string;
  /** The key's HMAC (server/intake/tracking-mac.ts). */
  trackingMac: Buffer;
  /** SHA-256 of the body as it came. */
  digest: Buffer;
  /** As the domain has judged it. */
  parsed: { ok: true; act: ThreadAct } | { ok: false; violations: Violation[] };
}

export type TakenAct =
  | { kind: 'accepted' | 'repeated'; receipt: string }
  | { kind: 'stranger' }
  | {
      kind: 'refused';
      code: 'act-conflict' | 'act-not-valid' | 'transcript-settled';
      violations?: Violation[];
    };

export interface ActsOptions {
  database: Kysely<Database>;
  signReceipt: SignActReceipt;
  limits: AttachmentLimits;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** @throws where the database was lost, and then it may have been taken */
export function takeAct(options: ActsOptions, incoming: IncomingAct): Promise<TakenAct> {
  return options.database.transaction().execute(async (transaction) => {
    const { id, applicationId, digest, parsed } = incoming;
    const isKnown = await lockApplication(transaction, incoming);
    if (!isKnown) return { kind: 'stranger' };
    const earlier = await transaction
      .selectFrom('thread_act')
      .select(['application_id', 'digest', 'receipt'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (earlier) {
      const isSame = earlier.application_id === applicationId && earlier.digest.equals(digest);
      return isSame
        ? { kind: 'repeated', receipt: earlier.receipt }
        : { kind: 'refused', code: 'act-conflict' };
    }
    if (!parsed.ok) return { kind: 'refused', code: 'act-not-valid', violations: parsed.violations };
    const { act } = parsed;
    const obstacle = await findObstacle(transaction, incoming, act, options.limits);
    if (obstacle) return obstacle;
    const at = new Date(options.now()).toISOString();
    const receipt = options.signReceipt({
      actId: id,
      applicationId,
      digest: digest.toString('base64url'),
      receivedAt: at,
    });
    await transaction
      .insertInto('thread_act')
      .values({
        id,
        application_id: applicationId,
        kind: act.kind,
        digest,
        locale: act.locale,
        written_at: act.writtenAt,
        received_at: at,
        receipt,
      })
      .execute();
    await carryOut(transaction, incoming, act, at);
    return { kind: 'accepted', receipt };
  });
}

/** @returns whether there is such an application under this key */
async function lockApplication(
  transaction: Transaction<Database>,
  { applicationId, trackingMac }: IncomingAct,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .select('case_file.application_id')
    .where('case_file.application_id', '=', applicationId)
    .where('application.tracking_mac', '=', trackingMac)
    .forUpdate('case_file')
    .executeTakeFirst();
  return row !== undefined;
}

async function findObstacle(
  transaction: Transaction<Database>,
  { applicationId }: IncomingAct,
  act: TranscriptVerdict,
  limits: AttachmentLimits,
): Promise<Extract<TakenAct, { kind: 'refused' }> | undefined> {
  const transcript = await transaction
    .selectFrom('transcript')
    .innerJoin('attachment', 'attachment.id', 'transcript.attachment_id')
    .select('transcript.id')
    .where('transcript.id', '=', act.transcriptId)
    .where('attachment.id', '=', act.attachmentId)
    .where('attachment.application_id', '=', applicationId)
    .executeTakeFirst();
  if (!transcript) return notValid('transcriptId', 'not-in-list');
  if (await isSettled(transaction, act.attachmentId)) return { kind: 'refused', code: 'transcript-settled' };
  const recordings = attachmentsOfAct(act);
  if (recordings.length === 0) return undefined;
  if (recordings.some(({ kind, byteLength }) => byteLength > limits.bytes[kind]))
    return notValid('attachments', 'format');
  const known = await transaction
    .selectFrom('attachment')
    .select(['id', 'application_id'])
    .where(({ or, eb }) =>
      or([eb('application_id', '=', applicationId), eb('id', '=', anyOf(recordings.map(({ id }) => id)))]),
    )
    .execute();
  // An id that is there already: no honest device makes one twice.
  if (known.some(({ id }) => recordings.some((recording) => recording.id === id)))
    return { kind: 'refused', code: 'act-conflict' };
  return known.length + recordings.length > MOST_ATTACHMENTS
    ? notValid('attachments', 'too-long')
    : undefined;
}

function notValid(field: string, code: Violation['code']): Extract<TakenAct, { kind: 'refused' }> {
  return { kind: 'refused', code: 'act-not-valid', violations: [{ field, code }] };
}

async function carryOut(
  transaction: Transaction<Database>,
  { id, applicationId }: IncomingAct,
  act: TranscriptVerdict,
  at: string,
): Promise<void> {
  await transaction
    .insertInto('transcript_verdict')
    .values({
      act_id: id,
      transcript_id: act.transcriptId,
      kind: act.verdict,
      text: act.verdict === 'corrected' ? normaliseText(act.text) : null,
      at,
    })
    .execute();
  await addRecordings(transaction, id, applicationId, act, at);
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: `transcript-${act.verdict}`, application_id: applicationId })
    .execute();
}

/** Rows of the new recordings, in the role of the one that they replace. Their bytes come as any attachment's. */
async function addRecordings(
  transaction: Transaction<Database>,
  actId: string,
  applicationId: string,
  act: TranscriptVerdict,
  at: string,
): Promise<void> {
  const recordings = attachmentsOfAct(act);
  if (recordings.length === 0) return;
  const { role, position } = await transaction
    .selectFrom('attachment')
    .select(({ selectFrom }) => [
      'role',
      selectFrom('attachment as other')
        .select(({ fn }) => fn.max('other.position').as('last'))
        .where('other.application_id', '=', applicationId)
        .where('other.role', '<>', 'answer')
        .$asScalar()
        .as('position'),
    ])
    .where('id', '=', act.attachmentId)
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('attachment')
    .values(
      recordings.map(({ id, kind, mediaType, byteLength, digest, durationMs }, index) => ({
        id,
        application_id: applicationId,
        kind,
        role,
        media_type: mediaType,
        byte_length: byteLength,
        digest: Buffer.from(digest, 'base64url'),
        duration_ms: durationMs ?? null,
        position: (position ?? 0) + 1 + index,
        created_at: at,
        act_id: actId,
        replaces_id: act.attachmentId,
      })),
    )
    .execute();
}
