// Goes through what is over and erases what the rules say (rules.ts): by the operator's command, by the clock, and for
// citizens who asked. what it would do and what it does is judged by one code.
//
//     over, not erased ──lock──▶ facts ──judgeRetention──▶ kept, and why
//                                           ├─▶ identity: sealed texts and addresses of notices go
//                                           └─▶ content:  the event `erased` in the chain, then erase_case (migration 0020)
//
// Invariants: 1. Event, erasure and audit entry of a case are one commit. 2. Nothing but counts leaves this: no id, no text.
// 3. Several may run at once: who comes second finds a case erased. 4. Blobs that no row names any more go with the next sweep.

import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import type { CaseEvent } from '../../src/domain/case.ts';
import { rightsOf } from '../../src/domain/case-rights.ts';
import { erasuresIn } from '../../src/domain/erasure.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { anyOf, changeCases, type LockedCase, lockCases } from '../casework/case-file.ts';
import type { Moment } from '../casework/moment.ts';
import type { Database } from '../store/schema.ts';
import { forgetRemains } from './remains.ts';
import { type CaseFacts, judgeRetention, type Kept, type RetentionPeriods, type Verdict } from './rules.ts';

/** Cases of one transaction: their locks are held so long. */
const BATCH_SIZE = 100;

export interface RetentionReport {
  isDryRun: boolean;
  /** ISO 8601. */
  at: string;
  periods: RetentionPeriods;
  /** Cases that are over and were looked at. */
  looked: number;
  erased: { byTime: number; byRequest: number; identities: number };
  kept: Record<Kept, number>;
  /** Rows, by table. */
  remains: Record<string, number>;
}

export interface RetentionOptions {
  database: Kysely<Database>;
  periods: RetentionPeriods;
  moment: Moment;
  isDryRun: boolean;
}

export async function runRetention(options: RetentionOptions): Promise<RetentionReport> {
  const { database, periods, moment, isDryRun } = options;
  const at = new Date(moment.nowMs).toISOString();
  const report = emptyReport(at, periods, isDryRun);
  await goThrough(options, report, sql`true`);
  report.remains = await forgetRemains(database, periods.remainsDays, moment.nowMs, isDryRun);
  if (!isDryRun) await database.insertInto('audit_entry').values({ at, action: 'retention-run' }).execute();
  return report;
}

/** What citizens have asked for and nobody need decide, or somebody has. By the clock, whatever else is configured. */
export async function carryOutRequests(
  options: Omit<RetentionOptions, 'isDryRun'>,
): Promise<RetentionReport> {
  const at = new Date(options.moment.nowMs).toISOString();
  const report = emptyReport(at, options.periods, false);
  const asked = sql<boolean>`(erasure_due_on is not null or erasure_granted_at is not null)`;
  const periods = { ...options.periods, contentDays: 0, identityDays: 0 };
  await goThrough({ ...options, periods, isDryRun: false }, report, asked);
  return report;
}

function emptyReport(at: string, periods: RetentionPeriods, isDryRun: boolean): RetentionReport {
  return {
    isDryRun,
    at,
    periods,
    looked: 0,
    erased: { byTime: 0, byRequest: 0, identities: 0 },
    kept: { owed: 0, objection: 0, unread: 0, uncounted: 0, asked: 0, young: 0 },
    remains: {},
  };
}

async function goThrough(
  options: RetentionOptions,
  report: RetentionReport,
  narrow: ReturnType<typeof sql<boolean>>,
): Promise<void> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<{ application_id: string }>`
      select application_id from case_file
      where erased_at is null and state in ('closed', 'withdrawn', 'not-examined') and ${narrow}
        and application_id > ${last}::uuid
      order by application_id limit ${BATCH_SIZE}`.execute(options.database);
    const ids = rows.map(({ application_id }) => application_id);
    if (ids.length > 0) await judgeSome(options, report, ids);
    if (ids.length < BATCH_SIZE) return;
    last = ids.at(-1) ?? last;
  }
}

async function judgeSome(
  { database, periods, moment, isDryRun }: RetentionOptions,
  report: RetentionReport,
  ids: readonly string[],
): Promise<void> {
  const verdicts = await database.transaction().execute(async (transaction) => {
    const locked = await lockCases(transaction, ids);
    const known = await readKnown(transaction, ids);
    const judged = locked.flatMap((file): { locked: LockedCase; verdict: Verdict }[] => {
      const row = known.get(file.applicationId);
      // Erased by somebody else, since it was found.
      if (!row || row.is_erased) return [];
      return [{ locked: file, verdict: judgeRetention(factsOf(file, row, moment), periods, moment.nowMs) }];
    });
    if (!isDryRun) await carryOut(transaction, judged, moment.nowMs);
    return judged.map(({ verdict }) => verdict);
  });
  report.looked += verdicts.length;
  for (const verdict of verdicts) {
    if ('keep' in verdict) report.kept[verdict.keep]++;
    else if (verdict.erase === 'identity') report.erased.identities++;
    else report.erased[verdict.cause === 'time' ? 'byTime' : 'byRequest']++;
  }
}

interface KnownRow {
  application_id: string;
  read_at: Date | null;
  is_counted: boolean;
  is_erased: boolean;
  is_identity_erased: boolean;
}

async function readKnown(
  transaction: Transaction<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownRow>> {
  const { rows } = await sql<KnownRow>`
    select application_id, read_at, erased_at is not null as is_erased,
      identity_erased_at is not null as is_identity_erased,
      not exists (select from figure_change where figure_change.application_id = case_file.application_id) as is_counted
    from case_file where application_id = ${anyOf(ids)}`.execute(transaction);
  return new Map(rows.map((row) => [row.application_id, row]));
}

function factsOf({ state, history }: LockedCase, row: KnownRow, { nowMs, calendar }: Moment): CaseFacts {
  const rights = rightsOf(state, history, undefined, istanbulDate(nowMs), calendar);
  const request = erasuresIn(history).at(-1);
  return {
    state: state.state,
    canObject: rights.canObject !== undefined,
    overAtMs: lastOf(history, ['closed', 'withdrawn', 'not-examined']),
    toldAtMs: lastOf(history, ['answered', 'not-examined', 'erasure-refused']),
    readAtMs: row.read_at?.getTime() ?? null,
    isCounted: row.is_counted,
    request: request ? (request.decided ?? 'asked') : 'none',
    isIdentityErased: row.is_identity_erased,
  };
}

function lastOf(history: readonly CaseEvent[], kinds: readonly CaseEvent['kind'][]): number | null {
  const last = history.findLast(({ kind }) => kinds.includes(kind));
  return last ? Date.parse(last.at) : null;
}

async function carryOut(
  transaction: Transaction<Database>,
  judged: readonly { locked: LockedCase; verdict: Verdict }[],
  nowMs: number,
): Promise<void> {
  const at = new Date(nowMs).toISOString();
  const whole = judged.flatMap(({ locked, verdict }) =>
    'erase' in verdict && verdict.erase === 'content' ? [{ locked, cause: verdict.cause }] : [],
  );
  const identities = judged.flatMap(({ locked, verdict }) =>
    'erase' in verdict && verdict.erase === 'identity' ? [locked.applicationId] : [],
  );
  const changes = whole.map(({ locked, cause }) => {
    const id = uuidv7(nowMs, randomBytes(10));
    const event: CaseEvent = { kind: 'erased', id, at, cause };
    return { locked, events: [event] };
  });
  await changeCases(transaction, changes, null);
  const ids = whole.map(({ locked }) => locked.applicationId);
  await sql`select erase_case(id) from unnest(${ids}::uuid[]) as id`.execute(transaction);
  await sql`select erase_identity(id) from unnest(${identities}::uuid[]) as id`.execute(transaction);
  await transaction
    .updateTable('case_file')
    .set({ identity_erased_at: at })
    .where('application_id', '=', anyOf(identities))
    .execute();
  const entries = [
    ...ids.map((application_id) => ({ at, action: 'case-erased', application_id })),
    ...identities.map((application_id) => ({ at, action: 'identity-erased', application_id })),
  ];
  if (entries.length > 0) await transaction.insertInto('audit_entry').values(entries).execute();
}
