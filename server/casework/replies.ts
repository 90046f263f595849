// An officer's answer: in one transaction the reply with its media, what happened to the case, and the audit entries, or
// nothing.
//
// Invariants: 1. A case is answered once: of officers who answer at the same moment one succeeds (case-file.ts).
// 2. The officer's device makes the reply's id, so a repeated send of the same reply is the same reply. 3. The institution of
// a reply is the officer's own; the centre answers for whoever holds the case, and takes a case that nobody holds yet
// before it answers. 4. A case whose citizen asked for a form (answer-in-kind.ts) is closed in that form; or a coordinator
// says why not, and the citizen reads it. 5. Files are the case's own, ready, and sent once
// (reply-files.ts); the digests of documents stand in the case's history, beside who drafted, approved and sent them. 6. Where the institution wants
// four eyes, what is written here is a draft, which the citizen does not read until another account approves it
// (actions/drafts.ts).

import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { type MissingForm, missingForms } from '../../src/domain/answer-in-kind.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { writtenText } from '../../src/domain/answer-markdown.ts';
import { type CaseEvent, holderOf, type SentDocument } from '../../src/domain/case.ts';
import { may } from '../../src/domain/role.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { ReplyInput } from '../../src/domain/wire-staff.ts';
import type { SealedCase } from '../applicant/identity-cipher.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { appendEvents, findCentre, lockCase, needsApproval, stateAfter } from './case-file.ts';
import { readCase } from './cases.ts';
import type { Moment } from './moment.ts';
import {
  attachFiles,
  type FilesRefusal,
  judgeFiles,
  type ReplyFiles,
  readReplyFiles,
} from './reply-files.ts';
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
      code: 'not-found' | 'reply-conflict' | 'override-not-allowed';
    }
  | { ok: false; code: 'answer-not-in-kind'; missing: MissingForm[] }
  | FilesRefusal;

type Written = { ok: true; isNew: boolean } | Extract<SentReply, { ok: false }>;

/** As it was written, which is how it is compared. */
interface NormalReply extends ReplyFiles {
  applicationId: string;
  replyId: string;
  text: string;
  summary: string | null;
  overrideReason: string | null;
}

/**
 * @param reply as replySchema of the wire has judged it; the id of a reply is a UUIDv7 like every id
 * @param maxDocuments as the operator has set it
 */
export async function sendReply(
  database: Kysely<Database>,
  officer: Officer,
  reply: ReplyToSend,
  moment: Moment,
  maxDocuments = DEFAULT_ANSWER_LIMITS.answerDocuments,
): Promise<SentReply> {
  if (!isUuidv7(reply.applicationId)) return { ok: false, code: 'not-found' };
  const written = await database
    .transaction()
    .execute((transaction) => writeReply(transaction, officer, normalise(reply), moment.nowMs, maxDocuments));
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
  documents = [],
}: ReplyToSend): NormalReply {
  return {
    applicationId,
    replyId,
    text: normaliseText(text),
    summary: summary === undefined ? null : normaliseText(summary),
    overrideReason: override === undefined ? null : normaliseText(override.reason),
    media: media.map(({ id, captions = null }) => ({ id, captions })),
    documents: documents.map(({ id, name, alternative }) => ({
      id,
      name: normaliseText(name),
      alternative: alternative === undefined ? null : normaliseText(alternative),
    })),
  };
}

async function writeReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: NormalReply,
  nowMs: number,
  maxDocuments: number,
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
  const eventsWith = (documents: SentDocument[]): CaseEvent[] => {
    const written: CaseEvent = {
      id: randomUUID(),
      kind,
      at,
      institutionId,
      replyId,
      ...(documents.length > 0 && { documents }),
    };
    return holder === null ? [{ id: randomUUID(), kind: 'assigned', at, institutionId }, written] : [written];
  };
  // What waits for its approval is answered by being approved, and by nothing else.
  if (state.state === 'drafted' || !stateAfter(state, eventsWith([])))
    return { ok: false, code: 'reply-conflict' };
  const judged = await judge(transaction, officer, reply, maxDocuments);
  if (!judged.ok) return judged;
  const isWritten = await insertReply(transaction, officer, reply, { institutionId, isDraft, at });
  if (!isWritten) return { ok: false, code: 'reply-conflict' };
  await attachFiles(transaction, replyId, reply);
  await appendEvents(transaction, locked, eventsWith(judged.sent), officer.accountId);
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

/** The reply that has this id, in the same form as what is sent: equal texts are an equal reply. */
async function readEarlier(
  transaction: Transaction<Database>,
  replyId: string,
): Promise<NormalReply | undefined> {
  const row = await transaction
    .selectFrom('reply')
    .select(({ fn }) => [
      'application_id',
      fn.coalesce('source', 'text').as('text'),
      'summary',
      'override_reason',
    ])
    .where('id', '=', replyId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    applicationId: row.application_id,
    replyId,
    text: row.text,
    summary: row.summary,
    overrideReason: row.override_reason,
    ...(await readReplyFiles(transaction, replyId)),
  };
}

/** Invariants 4 and 5. */
async function judge(
  transaction: Transaction<Database>,
  officer: Officer,
  { applicationId, summary, overrideReason, media, documents }: NormalReply,
  maxDocuments: number,
): Promise<{ ok: true; sent: SentDocument[] } | Extract<SentReply, { ok: false }>> {
  if (overrideReason !== null && !may(officer.role, 'answer.override')) {
    return { ok: false, code: 'override-not-allowed' };
  }
  const { formats } = await transaction
    .selectFrom('application')
    .select('formats')
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const judged = await judgeFiles(transaction, applicationId, { media, documents }, maxDocuments);
  if (!judged.ok) return judged;
  const missing = missingForms(formats, { summary: summary ?? '', media: judged.forms });
  return missing.length > 0 && overrideReason === null
    ? { ok: false, code: 'answer-not-in-kind', missing }
    : judged;
}

/** @returns false when another case's reply has taken the id since it was looked for */
async function insertReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: NormalReply,
  { institutionId, isDraft, at }: { institutionId: string; isDraft: boolean; at: string },
): Promise<boolean> {
  const { text, source, blocks } = writtenText(reply.text);
  const inserted = await transaction
    .insertInto('reply')
    .values({
      id: reply.replyId,
      application_id: reply.applicationId,
      institution_id: institutionId,
      author_id: officer.accountId,
      text,
      source: source ?? null,
      blocks: blocks === undefined ? null : JSON.stringify(blocks),
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
