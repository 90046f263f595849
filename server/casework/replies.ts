// An officer's answer: in one transaction the reply with its media, what happened to the case, and the audit entries, or
// nothing.
//
// Invariants: 1. A case is answered once: of officers who answer at the same moment one succeeds (case-file.ts).
// 2. The officer's device makes the reply's id, so a repeated send of the same reply is the same reply. 3. The institution of
// a reply is the officer's own; the centre answers for whoever holds the case, and takes a case that nobody holds yet
// before it answers. 4. A case whose citizen asked for a form (answer-in-kind.ts) is closed in that form; or a coordinator
// says why not, and the citizen reads it. 5. Media are the case's own, playable, and sent once. 6. Where the institution wants
// four eyes, what is written here is a draft, which the citizen does not read until another account approves it
// (actions/drafts.ts).

import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type AnswerMediaKind, type MissingForm, missingForms } from '../../src/domain/answer-in-kind.ts';
import { type CaseEvent, holderOf } from '../../src/domain/case.ts';
import { type BeyondEnd, type Cue, findBeyondEnd } from '../../src/domain/cue.ts';
import { may } from '../../src/domain/role.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import { isSendable, type ReplyInput } from '../../src/domain/wire-staff.ts';
import type { SealedCase } from '../applicant/identity-cipher.ts';
import { LENGTH_MS } from '../attachments/servable.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { appendEvents, findCentre, lockCase, stateAfter } from './case-file.ts';
import { readCase } from './cases.ts';
import type { Moment } from './moment.ts';
import { mayAnswer } from './visibility.ts';

export interface ReplyToSend extends ReplyInput {
  applicationId: string;
  replyId: string;
}

/**
 * `not-found`: no such case, or not with the officer's institution: as for reading, the two cannot be told apart.
 * `reply-conflict`: the case is answered or drafted already, or over, or the id belongs to another reply. `answer-media-not-ready`: of the case's
 * unsent media there is none of that id, or none that can be played yet. `cues-beyond-end`: captions of what has ended. `override-not-allowed`: only a coordinator may.
 */
export type SentReply =
  | { ok: true; case: SealedCase; isNew: boolean }
  | {
      ok: false;
      code: 'not-found' | 'reply-conflict' | 'answer-media-not-ready' | 'override-not-allowed';
    }
  | { ok: false; code: 'answer-not-in-kind'; missing: MissingForm[] }
  | { ok: false; code: 'cues-beyond-end'; beyond: BeyondEnd & { attachmentId: string } };

type Written = { ok: true; isNew: boolean } | Extract<SentReply, { ok: false }>;

/** As it is stored and compared. */
interface NormalReply {
  applicationId: string;
  replyId: string;
  text: string;
  summary: string | null;
  overrideReason: string | null;
  media: { id: string; captions: Cue[] | null }[];
}

/** @param reply as replySchema of the wire has judged it; the id of a reply is a UUIDv7 like every id */
export async function sendReply(
  database: Kysely<Database>,
  officer: Officer,
  reply: ReplyToSend,
  moment: Moment,
): Promise<SentReply> {
  if (!isUuidv7(reply.applicationId)) return { ok: false, code: 'not-found' };
  const written = await database
    .transaction()
    .execute((transaction) => writeReply(transaction, officer, normalise(reply), moment.nowMs));
  if (!written.ok) return written;
  const staffCase = await readCase(database, officer, reply.applicationId, moment);
  if (!staffCase) throw new Error('A case that was just answered cannot be read');
  return { ok: true, case: staffCase, isNew: written.isNew };
}

function normalise({
  applicationId,
  replyId,
  text,
  summary,
  override,
  media = [],
}: ReplyToSend): NormalReply {
  return {
    applicationId,
    replyId,
    text: normaliseText(text),
    summary: summary === undefined ? null : normaliseText(summary),
    overrideReason: override === undefined ? null : normaliseText(override.reason),
    media: media.map(({ id, captions = null }) => ({ id, captions })),
  };
}

async function writeReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: NormalReply,
  nowMs: number,
): Promise<Written> {
  const locked = await lockCase(transaction, reply.applicationId);
  if (!locked) return { ok: false, code: 'not-found' };
  const { state } = locked;
  const holder = holderOf(state);
  if (!mayAnswer(officer, holder)) return { ok: false, code: 'not-found' };
  const earlier = await readEarlier(transaction, reply.replyId);
  if (earlier) {
    const isRepeated = JSON.stringify(earlier) === JSON.stringify(reply);
    return isRepeated ? { ok: true, isNew: false } : { ok: false, code: 'reply-conflict' };
  }
  const institutionId = officer.institutionId ?? holder ?? (await findCentre(transaction));
  const at = new Date(nowMs).toISOString();
  const isDraft = await needsApproval(transaction, institutionId);
  const { replyId } = reply;
  const kind = isDraft ? 'drafted' : 'answered';
  const written: CaseEvent = { id: randomUUID(), kind, at, institutionId, replyId };
  const events: CaseEvent[] =
    holder === null ? [{ id: randomUUID(), kind: 'assigned', at, institutionId }, written] : [written];
  // What waits for its approval is answered by being approved, and by nothing else.
  if (state.state === 'drafted' || !stateAfter(state, events)) return { ok: false, code: 'reply-conflict' };
  const refusal = await findRefusal(transaction, officer, reply);
  if (refusal) return refusal;
  const isWritten = await insertReply(transaction, officer, reply, { institutionId, isDraft, at });
  if (!isWritten) return { ok: false, code: 'reply-conflict' };
  await attachMedia(transaction, reply);
  await appendEvents(transaction, locked, events, officer.accountId);
  const actions = [
    isDraft ? 'reply-drafted' : 'reply-sent',
    ...(reply.overrideReason === null ? [] : ['answer-in-kind-overridden']),
  ];
  await transaction
    .insertInto('audit_entry')
    .values(
      actions.map((action) => ({
        at,
        action,
        actor_id: officer.accountId,
        application_id: reply.applicationId,
      })),
    )
    .execute();
  return { ok: true, isNew: true };
}

async function needsApproval(transaction: Transaction<Database>, institutionId: string): Promise<boolean> {
  const { needs_approval } = await transaction
    .selectFrom('institution')
    .select('needs_approval')
    .where('id', '=', institutionId)
    .executeTakeFirstOrThrow();
  return needs_approval;
}

/** The reply that has this id, in the same form as what is sent: equal texts are an equal reply. */
async function readEarlier(
  transaction: Transaction<Database>,
  replyId: string,
): Promise<NormalReply | undefined> {
  const row = await transaction
    .selectFrom('reply')
    .select(['application_id', 'text', 'summary', 'override_reason'])
    .where('id', '=', replyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const media = await transaction
    .selectFrom('attachment')
    .select(['id', 'captions'])
    .where('reply_id', '=', replyId)
    .orderBy('position')
    .execute();
  return {
    applicationId: row.application_id,
    replyId,
    text: row.text,
    summary: row.summary,
    overrideReason: row.override_reason,
    media,
  };
}

/** Invariants 4 and 5. Holds the media's rows to the end of the transaction. */
async function findRefusal(
  transaction: Transaction<Database>,
  officer: Officer,
  { applicationId, summary, overrideReason, media }: NormalReply,
): Promise<Extract<SentReply, { ok: false }> | undefined> {
  if (overrideReason !== null && !may(officer.role, 'answer.override')) {
    return { ok: false, code: 'override-not-allowed' };
  }
  const { formats } = await transaction
    .selectFrom('application')
    .select('formats')
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const unsent = await transaction
    .selectFrom('attachment')
    .select(['id', 'kind', 'state', LENGTH_MS.as('length_ms')])
    .where('application_id', '=', applicationId)
    .where('role', '=', 'answer')
    .$narrowType<{ kind: AnswerMediaKind }>()
    .where('reply_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const forms = media.map(({ id, captions }) => {
    const found = unsent.find((medium) => medium.id === id && isSendable(medium));
    return found && { kind: found.kind, hasCaptions: captions !== null };
  });
  if (!forms.every((form) => form !== undefined)) return { ok: false, code: 'answer-media-not-ready' };
  for (const { id, captions } of media) {
    const length = unsent.find((medium) => medium.id === id)?.length_ms ?? undefined;
    const beyond = findBeyondEnd(captions ?? [], length);
    if (beyond) return { ok: false, code: 'cues-beyond-end', beyond: { ...beyond, attachmentId: id } };
  }
  const missing = missingForms(formats, { summary: summary ?? '', media: forms });
  return missing.length > 0 && overrideReason === null
    ? { ok: false, code: 'answer-not-in-kind', missing }
    : undefined;
}

async function attachMedia(
  transaction: Transaction<Database>,
  { replyId, media }: NormalReply,
): Promise<void> {
  if (media.length === 0) return;
  const rows = media.map(({ id, captions }, index) => ({ id, captions, position: index + 1 }));
  await sql`
    update attachment set reply_id = ${replyId}::uuid, captions = sent.captions, position = sent.position
    from json_to_recordset(${JSON.stringify(rows)}::json) as sent (id uuid, captions json, position integer)
    where attachment.id = sent.id`.execute(transaction);
}

/** @returns false when another case's reply has taken the id since it was looked for */
async function insertReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: NormalReply,
  { institutionId, isDraft, at }: { institutionId: string; isDraft: boolean; at: string },
): Promise<boolean> {
  const inserted = await transaction
    .insertInto('reply')
    .values({
      id: reply.replyId,
      application_id: reply.applicationId,
      institution_id: institutionId,
      author_id: officer.accountId,
      text: reply.text,
      summary: reply.summary,
      override_reason: reply.overrideReason,
      written_at: at,
      is_draft: isDraft,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}
