// What an officer reads of a case's life beside what the citizen is told: notes, opinions, the draft that waits, and what the
// officer can do now.

import type { Kysely } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import { isAtWork } from '../../src/domain/case.ts';
import { type CaseFacts, possibleActions } from '../../src/domain/staff-action.ts';
import type { InternalEvent, StaffLife } from '../../src/domain/staff-life.ts';
import type { Life } from '../../src/domain/thread-life.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { findCentre, needsApproval } from './case-file.ts';
import { type History, type LifeRow, type LifeSubject, toHistory, toInternalEvent } from './life-rows.ts';
import type { Moment } from './moment.ts';
import { ANSWER_MEDIA, toThreadAnswer } from './thread-rows.ts';

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
  const { facts, draft, place } = await readFacts(snapshot, row.id, toHistory(row, events));
  const internal = events.flatMap(toInternalEvent);
  const returned = await readReturned(snapshot, facts, internal);
  // From the pool it is the centre that answers.
  const isInPool = facts.state.state === 'received';
  const isToApprove = isInPool ? await needsApproval(snapshot, facts.centreId) : facts.needsApproval;
  return {
    ...life,
    internal,
    ...(draft && {
      draft: {
        replyId: draft.id,
        text: draft.text,
        ...(facts.state.state === 'drafted' &&
          facts.state.ground !== undefined && { ground: facts.state.ground }),
        ...(draft.blocks !== null && { blocks: draft.blocks }),
        ...toThreadAnswer(draft),
        by: draft.author,
        at: draft.written_at.toISOString(),
      },
    }),
    ...(returned && { returned }),
    ...(isToApprove && { needsApproval: true }),
    ...(isAtWork(facts.state) && place && { place }),
    actions: possibleActions(officer, facts, istanbulDate(moment.nowMs)),
    ...(row.due_soon_at && { dueSoonAt: row.due_soon_at.toISOString() }),
    ...(row.escalated_at && { escalatedAt: row.escalated_at.toISOString() }),
  };
}

/** The answer that was written and sent back, as long as nothing else was written since. */
async function readReturned(
  snapshot: Kysely<Database>,
  { state, history }: CaseFacts,
  internal: readonly InternalEvent[],
): Promise<StaffLife['returned']> {
  const newest = history.findLast(({ kind }) => ['drafted', 'draft-returned', 'answered'].includes(kind));
  const event = internal.find(({ id }) => id === newest?.id);
  if (!isAtWork(state) || event?.kind !== 'draft-returned') return undefined;
  const { replyId, text: reason, by, at } = event;
  const drafted = history.find((one) => one.kind === 'drafted' && one.replyId === replyId);
  if (drafted?.kind === 'drafted' && drafted.ground !== undefined) return undefined;
  const reply = await snapshot
    .selectFrom('reply')
    .select(({ fn }) => [fn.coalesce('source', 'text').as('text'), 'summary'])
    .where('id', '=', replyId)
    .executeTakeFirst();
  return (
    reply && {
      replyId,
      text: reply.text,
      ...(reply.summary !== null && { summary: reply.summary }),
      reason,
      by,
      at,
    }
  );
}

/** What decides which action is possible, and the draft that waits. */
export async function readFacts(
  database: Kysely<Database>,
  applicationId: string,
  { state, events, clock }: History,
) {
  const holder = state.state === 'received' ? null : state.institutionId;
  const draft =
    state.state === 'drafted'
      ? await database
          .selectFrom('reply')
          .innerJoin('staff_account', 'staff_account.id', 'reply.author_id')
          .select([
            'reply.id',
            'reply.text',
            'reply.blocks',
            'reply.summary',
            'reply.override_reason',
            ANSWER_MEDIA.as('media'),
            'reply.written_at',
            'reply.author_id',
            'staff_account.name as author',
          ])
          .where('reply.id', '=', state.replyId)
          .executeTakeFirst()
      : undefined;
  const place = await database
    .selectFrom('case_file')
    .leftJoin('unit', 'unit.id', 'case_file.unit_id')
    .leftJoin('staff_account', 'staff_account.id', 'case_file.colleague_id')
    .select([
      'case_file.unit_id as unitId',
      'unit.name as unit',
      'case_file.colleague_id as colleagueId',
      'staff_account.name as colleague',
    ])
    .where('case_file.application_id', '=', applicationId)
    .executeTakeFirst();
  const { formats } = await database
    .selectFrom('application')
    .select('formats')
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const facts: CaseFacts = {
    state,
    history: events,
    clock,
    needsApproval: holder !== null && (await needsApproval(database, holder)),
    draftAuthorId: draft?.author_id ?? null,
    colleagueId: place?.colleagueId ?? null,
    formats,
    centreId: await findCentre(database),
  };
  return { facts, draft, place };
}
