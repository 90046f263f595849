// An officer's answer: in one transaction the reply, what happened to the case, and the audit entry, or nothing.
//
// Invariants: 1. A case is answered once: of officers who answer at the same moment one succeeds (case-file.ts).
// 2. The officer's device makes the reply's id, so a repeated send of the same text is the same reply.
// 3. The institution of a reply is the officer's own; the centre answers for whoever holds the case, and takes a
// case that nobody holds yet before it answers.

import type { Kysely, Transaction } from 'kysely';
import type { CaseEvent } from '../../src/domain/case.ts';
import { normaliseText } from '../../src/domain/text.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { StaffCase } from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { appendEvents, findCentre, lockCase, stateAfter } from './case-file.ts';
import { readCase } from './cases.ts';
import { mayAnswer } from './visibility.ts';

export interface ReplyToSend {
  applicationId: string;
  replyId: string;
  text: string;
}

/**
 * `not-found`: no such case, or not with the officer's institution: as for reading, the two cannot be told apart.
 * `reply-conflict`: the case is answered already, or
 * the id belongs to another reply.
 */
export type SentReply =
  | { ok: true; case: StaffCase; isNew: boolean }
  | { ok: false; code: 'not-found' | 'reply-conflict' };

type Written = { ok: true; isNew: boolean } | Extract<SentReply, { ok: false }>;

/** @param reply as replySchema of the wire has judged it; the id of a reply is a UUIDv7 like every id */
export async function sendReply(
  database: Kysely<Database>,
  officer: Officer,
  reply: ReplyToSend,
  nowMs: number,
): Promise<SentReply> {
  if (!isUuidv7(reply.applicationId)) return { ok: false, code: 'not-found' };
  const normal = { ...reply, text: normaliseText(reply.text) };
  const written = await database
    .transaction()
    .execute((transaction) => writeReply(transaction, officer, normal, nowMs));
  if (!written.ok) return written;
  const staffCase = await readCase(database, officer, reply.applicationId, nowMs);
  if (!staffCase) throw new Error('A case that was just answered cannot be read');
  return { ok: true, case: staffCase, isNew: written.isNew };
}

async function writeReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: ReplyToSend,
  nowMs: number,
): Promise<Written> {
  const locked = await lockCase(transaction, reply.applicationId);
  if (!locked) return { ok: false, code: 'not-found' };
  const { state } = locked;
  const holder = state.state === 'received' ? null : state.institutionId;
  if (!mayAnswer(officer, holder)) return { ok: false, code: 'not-found' };
  const earlier = await transaction
    .selectFrom('reply')
    .select(['application_id', 'text'])
    .where('id', '=', reply.replyId)
    .executeTakeFirst();
  if (earlier) {
    const isSame = earlier.application_id === reply.applicationId && earlier.text === reply.text;
    return isSame ? { ok: true, isNew: false } : { ok: false, code: 'reply-conflict' };
  }
  const institutionId = officer.institutionId ?? holder ?? (await findCentre(transaction));
  const at = new Date(nowMs).toISOString();
  const answered: CaseEvent = { kind: 'answered', at, institutionId, replyId: reply.replyId };
  const events: CaseEvent[] =
    holder === null ? [{ kind: 'assigned', at, institutionId }, answered] : [answered];
  if (!stateAfter(state, events)) return { ok: false, code: 'reply-conflict' };
  const isWritten = await insertReply(transaction, officer, reply, institutionId, at);
  if (!isWritten) return { ok: false, code: 'reply-conflict' };
  await appendEvents(transaction, locked, events, officer.accountId);
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: 'reply-sent', actor_id: officer.accountId, application_id: reply.applicationId })
    .execute();
  return { ok: true, isNew: true };
}

/** @returns false when another case's reply has taken the id since it was looked for */
async function insertReply(
  transaction: Transaction<Database>,
  officer: Officer,
  reply: ReplyToSend,
  institutionId: string,
  at: string,
): Promise<boolean> {
  const inserted = await transaction
    .insertInto('reply')
    .values({
      id: reply.replyId,
      application_id: reply.applicationId,
      institution_id: institutionId,
      author_id: officer.accountId,
      text: reply.text,
      written_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}
