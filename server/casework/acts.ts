// What a citizen does in a thread, taken exactly once: act, effect, recordings, audit entry and receipt in one
// transaction, or nothing.
//
// Invariants: 1. Whoever has not the application's tracking key is a stranger, whatever else they know. 2. The same id
// with the same bytes has the same receipt, whatever has happened to the thread since. 3. Acts of one case wait for one
// another, and for the officers' (the lock of its case_file row): what an act is judged by holds until it is committed.

import type { Kysely, Transaction } from 'kysely';
import type { AttachmentLimits } from '../../src/domain/attachment-limits.ts';
import type { HolidayCalendar } from '../../src/domain/calendar.ts';
import type { ThreadAct } from '../../src/domain/thread-act.ts';
import type { Violation } from '../../src/domain/violation.ts';
import type { SignActReceipt } from '../intake/receipt-signer.ts';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import { carryOutChoice, findObstacleToChoice } from '../notify/choices.ts';
import type { NoticeSettings } from '../notify/notice-settings.ts';
import type { Database } from '../store/schema.ts';
import type { ActUnderWay, RefusedAct } from './act-under-way.ts';
import { carryOutCaseAct, findObstacleToCaseAct } from './case-acts.ts';
import { carryOutVerdict, findObstacleToVerdict } from './transcript-verdict.ts';

export interface IncomingAct {
  id: string;
  applicationId: string;
  /** Of the key (server/intake/tracking-mac.ts). */
  trackingMacs: TrackingMacs;
  /** SHA-256 of the body as it came. */
  digest: Buffer;
  /** As the domain has judged it. */
  parsed: { ok: true; act: ThreadAct } | { ok: false; violations: Violation[] };
}

export type TakenAct = { kind: 'accepted' | 'repeated'; receipt: string } | { kind: 'stranger' } | RefusedAct;

export interface ActsOptions {
  database: Kysely<Database>;
  signReceipt: SignActReceipt;
  limits: AttachmentLimits;
  calendar: HolidayCalendar;
  notices: NoticeSettings;
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
    const { limits, calendar, notices } = options;
    const nowMs = options.now();
    const at = new Date(nowMs).toISOString();
    const underWay: ActUnderWay = { id, applicationId, at, moment: { nowMs, calendar }, limits, notices };
    const obstacle = await findObstacle(transaction, act, underWay);
    if (obstacle) return obstacle;
    const receipt = options.signReceipt({
      actId: id,
      applicationId,
      digest: digest.toString('base64url'),
      receivedAt: at,
    });
    const inserted = await transaction
      .insertInto('thread_act')
      .values({
        id,
        application_id: applicationId,
        kind: act.kind,
        digest,
        locale: act.locale,
        // As a date: a device's clock may stand in the year 0 (invariant 5 of the protocol).
        written_at: new Date(act.writtenAt),
        received_at: at,
        receipt,
      })
      // Of an act in somebody else's thread nothing is seen but that its id is taken.
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return { kind: 'refused', code: 'act-conflict' };
    await carryOut(transaction, act, underWay);
    return { kind: 'accepted', receipt };
  });
}

/** What keeps the act from having its effect, as things stand. */
function findObstacle(
  transaction: Transaction<Database>,
  act: ThreadAct,
  underWay: ActUnderWay,
): Promise<RefusedAct | undefined> {
  switch (act.kind) {
    case 'transcript-verdict':
      return findObstacleToVerdict(transaction, act, underWay);
    case 'addition':
    case 'information':
    case 'withdrawal':
    case 'rating':
    case 'objection':
    case 'erasure':
      return findObstacleToCaseAct(transaction, act, underWay);
    case 'notice-choice':
      return findObstacleToChoice(transaction, act, underWay);
  }
}

/** The effect of an act whose row is there, and its audit entry. */
function carryOut(transaction: Transaction<Database>, act: ThreadAct, underWay: ActUnderWay): Promise<void> {
  switch (act.kind) {
    case 'transcript-verdict':
      return carryOutVerdict(transaction, act, underWay);
    case 'addition':
    case 'information':
    case 'withdrawal':
    case 'rating':
    case 'objection':
    case 'erasure':
      return carryOutCaseAct(transaction, act, underWay);
    case 'notice-choice':
      return carryOutChoice(transaction, act, underWay);
  }
}

/** @returns whether there is such an application under this key */
async function lockApplication(
  transaction: Transaction<Database>,
  { applicationId, trackingMacs }: IncomingAct,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .select('case_file.application_id')
    .where('case_file.application_id', '=', applicationId)
    .where('application.tracking_mac', 'in', trackingMacs)
    .forUpdate('case_file')
    .executeTakeFirst();
  return row !== undefined;
}
