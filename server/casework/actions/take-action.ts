// An officer's action in a case, taken exactly once: event, effect and audit entry in one transaction, or nothing.
//
// Invariants: 1. A case that is not theirs does not exist for them (visibility.ts). 2. The officer's device makes the id: the
// same id with the same body is the same action, whatever has happened to the case since. 3. Whether it is possible is asked
// under the case's lock, of the function that the console has asked (src/domain/staff-action.ts).

import { hash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { istanbulDate } from '../../../src/domain/calendar.ts';
import { holderOf } from '../../../src/domain/case.ts';
import { type EndingObstacle, obstacleToEnding } from '../../../src/domain/ending-in-kind.ts';
import {
  type ActionObstacle,
  type CaseFacts,
  obstacleToAction,
  type StaffAction,
} from '../../../src/domain/staff-action.ts';
import { isUuidv7 } from '../../../src/domain/uuid.ts';
import type { Violation } from '../../../src/domain/violation.ts';
import type { SealedCase } from '../../applicant/identity-cipher.ts';
import { holdDirectory } from '../../directory/csv/directory-rows.ts';
import type { Officer } from '../../identity/officer.ts';
import type { Database } from '../../store/schema.ts';
import { appendEvents, type LockedCase, lockCase, stateAfter } from '../case-file.ts';
import { readCase } from '../cases.ts';
import { toHistory } from '../life-rows.ts';
import type { Moment } from '../moment.ts';
import { findUnplaceable } from '../places.ts';
import { readFacts } from '../staff-life-rows.ts';
import { selectEvents, selectThreads } from '../thread-rows.ts';
import { visibleTo } from '../visibility.ts';
import { carryOut, keepDraft } from './action-effect.ts';
import { toEvent } from './action-event.ts';

export interface IncomingAction {
  applicationId: string;
  actionId: string;
  action: StaffAction;
}

type ActionRefusal =
  | { ok: false; code: 'not-found' | 'action-conflict' | 'institution-retired' | ActionObstacle }
  | { ok: false; code: 'action-not-valid'; violations: Violation[] }
  | ({ ok: false } & EndingObstacle);

/** `case`: as it is now; null where it is not theirs any more, because they have forwarded it. */
export type TakenAction = { ok: true; isNew: boolean; case: SealedCase | null } | ActionRefusal;

export async function takeAction(
  database: Kysely<Database>,
  officer: Officer,
  incoming: IncomingAction,
  moment: Moment,
): Promise<TakenAction> {
  const { applicationId, actionId } = incoming;
  if (!isUuidv7(applicationId) || !isUuidv7(actionId)) return { ok: false, code: 'not-found' };
  const written = await database
    .transaction()
    .execute((transaction) => writeAction(transaction, officer, incoming, moment));
  if (!written.ok) return written;
  return { ...written, case: (await readCase(database, officer, applicationId, moment)) ?? null };
}

async function writeAction(
  transaction: Transaction<Database>,
  officer: Officer,
  { applicationId, actionId, action }: IncomingAction,
  moment: Moment,
): Promise<{ ok: true; isNew: boolean } | ActionRefusal> {
  const locked = await lockCase(transaction, applicationId);
  const digest = hash('sha256', JSON.stringify(action), 'buffer');
  const earlier = await findEarlier(transaction, officer, { applicationId, actionId, digest });
  // Of their own action they learn even where it has given the case away.
  if (earlier) return earlier;
  if (!locked) return { ok: false, code: 'not-found' };
  const subject = await selectThreads(transaction)
    .where('application.id', '=', applicationId)
    .where(visibleTo(officer))
    .executeTakeFirst();
  if (!subject) return { ok: false, code: 'not-found' };
  const rows = await selectEvents(transaction).where('application.id', '=', applicationId).execute();
  const { facts } = await readFacts(transaction, applicationId, toHistory(subject, rows));
  const obstacle = obstacleToAction(action.kind, officer, facts, istanbulDate(moment.nowMs));
  if (obstacle) return { ok: false, code: obstacle };
  const notInKind = judgeEnding(action, officer, facts);
  if (notInKind) return { ok: false, ...notInKind };
  const elsewhere = await judgeInstitution(transaction, action);
  if (elsewhere) return elsewhere;
  const unknown = await findUnknownPlace(transaction, action, facts);
  if (unknown) return notInList(unknown);
  const made = toEvent(action, { id: actionId, actor: officer, facts, moment, kind: subject.kind });
  if (!made.ok) return { ok: false, code: 'action-not-valid', violations: made.violations };
  const { event } = made;
  if (!stateAfter(locked.state, [event])) return { ok: false, code: 'action-not-possible' };
  const isKept = await keepDraft(transaction, officer, applicationId, event);
  if (!isKept) return { ok: false, code: 'action-conflict' };
  const at = event.at;
  await append(transaction, officer, locked, event);
  await carryOut(transaction, officer, applicationId, event);
  await transaction
    .insertInto('staff_action')
    .values({
      id: actionId,
      application_id: applicationId,
      actor_id: officer.accountId,
      kind: action.kind,
      digest,
      at,
    })
    .execute();
  await transaction
    .insertInto('audit_entry')
    .values(
      auditedAs(action).map((name) => ({
        at,
        action: name,
        actor_id: officer.accountId,
        application_id: applicationId,
      })),
    )
    .execute();
  return { ok: true, isNew: true };
}

/** Of ending a case in text. Approving it asks nobody for a reason again: it is the draft's (staff-action.ts). */
function judgeEnding(
  action: StaffAction,
  { role }: Officer,
  { formats }: CaseFacts,
): EndingObstacle | undefined {
  if (action.kind !== 'not-examined') return undefined;
  return obstacleToEnding({ formats, role, isOverridden: action.override !== undefined });
}

function auditedAs(action: StaffAction): string[] {
  const isOverridden = action.kind === 'not-examined' && action.override !== undefined;
  return [`case-${action.kind}`, ...(isOverridden ? ['answer-in-kind-overridden'] : [])];
}

function append(
  transaction: Transaction<Database>,
  officer: Officer,
  locked: LockedCase,
  event: Parameters<typeof appendEvents>[2][number],
): Promise<void> {
  return appendEvents(transaction, locked, [event], officer.accountId);
}

/** Invariant 2. Of another officer's action one learns no more than that the id is taken. */
async function findEarlier(
  transaction: Transaction<Database>,
  officer: Officer,
  { applicationId, actionId, digest }: { applicationId: string; actionId: string; digest: Buffer },
): Promise<{ ok: true; isNew: boolean } | ActionRefusal | undefined> {
  const earlier = await transaction
    .selectFrom('staff_action')
    .select(['application_id', 'actor_id', 'digest'])
    .where('id', '=', actionId)
    .executeTakeFirst();
  if (!earlier) return undefined;
  const isSame =
    earlier.application_id === applicationId &&
    earlier.actor_id === officer.accountId &&
    earlier.digest.equals(digest);
  return isSame ? { ok: true, isNew: false } : { ok: false, code: 'action-conflict' };
}

function notInList(field: string): ActionRefusal {
  return { ok: false, code: 'action-not-valid', violations: [{ field, code: 'not-in-list' }] };
}

/** Of the institution that an action names. What gives it something to do waits for changes of the directory, and they for it. */
async function judgeInstitution(
  transaction: Transaction<Database>,
  action: StaffAction,
): Promise<ActionRefusal | undefined> {
  const named = 'to' in action ? action.to : 'institutionId' in action ? action.institutionId : undefined;
  if (named === undefined) return undefined;
  await holdDirectory(transaction);
  const known = await transaction
    .selectFrom('institution')
    .select('is_retired')
    .where('id', '=', named)
    .executeTakeFirst();
  if (!known) return notInList('to' in action ? 'to' : 'institutionId');
  return known.is_retired ? { ok: false, code: 'institution-retired' } : undefined;
}

/** @returns the field that names no unit, or no colleague, of who holds it, or is to hold it */
async function findUnknownPlace(
  transaction: Transaction<Database>,
  action: StaffAction,
  { state }: CaseFacts,
): Promise<string | undefined> {
  const holder = 'to' in action ? action.to : holderOf(state);
  if (holder === null || !('unitId' in action) || action.unitId === undefined) return undefined;
  return findUnplaceable(transaction, holder, { colleagueId: null, ...action, unitId: action.unitId });
}
