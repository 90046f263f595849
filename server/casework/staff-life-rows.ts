// What an officer reads of a case's life beside what the citizen is told: notes, opinions, the draft that waits, and what the
// officer can do now.

import type { Kysely } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import { type CaseFacts, possibleActions } from '../../src/domain/staff-action.ts';
import type { StaffLife } from '../../src/domain/staff-life.ts';
import type { Life } from '../../src/domain/thread-life.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { findCentre } from './case-file.ts';
import { type History, type LifeRow, type LifeSubject, toHistory, toInternalEvent } from './life-rows.ts';
import type { Moment } from './moment.ts';

interface Told {
  row: LifeSubject & { id: string; due_soon_at: Date | null; escalated_at: Date | null };
  events: readonly LifeRow[];
  life: Life;
  moment: Moment;
}

export async function toStaffLife(
  snapshot: Kysely<Database>,
  officer: Officer,
  { row, events, life, moment }: Told,
): Promise<StaffLife> {
  const { facts, draft } = await readFacts(snapshot, toHistory(row, events));
  return {
    ...life,
    internal: events.flatMap(toInternalEvent),
    ...(draft && {
      draft: {
        replyId: draft.id,
        text: draft.text,
        ...(draft.summary !== null && { summary: draft.summary }),
        by: draft.author,
        at: draft.written_at.toISOString(),
      },
    }),
    actions: possibleActions(officer, facts, istanbulDate(moment.nowMs)),
    ...(row.due_soon_at && { dueSoonAt: row.due_soon_at.toISOString() }),
    ...(row.escalated_at && { escalatedAt: row.escalated_at.toISOString() }),
  };
}

/** What decides which action is possible, and the draft that waits. */
export async function readFacts(database: Kysely<Database>, { state, events, clock }: History) {
  const holder = state.state === 'received' ? null : state.institutionId;
  const institution = await database
    .selectFrom('institution')
    .select('needs_approval')
    .where('id', '=', holder)
    .executeTakeFirst();
  const draft =
    state.state === 'drafted'
      ? await database
          .selectFrom('reply')
          .innerJoin('staff_account', 'staff_account.id', 'reply.author_id')
          .select([
            'reply.id',
            'reply.text',
            'reply.summary',
            'reply.written_at',
            'reply.author_id',
            'staff_account.name as author',
          ])
          .where('reply.id', '=', state.replyId)
          .executeTakeFirst()
      : undefined;
  const facts: CaseFacts = {
    state,
    history: events,
    clock,
    needsApproval: institution?.needs_approval ?? false,
    draftAuthorId: draft?.author_id ?? null,
    centreId: await findCentre(database),
  };
  return { facts, draft };
}
