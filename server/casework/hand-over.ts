// The cases of somebody who leaves go on: each lies on another desk, or in a pool, by an event of its own in its life.
//
// Invariants: 1. What lies with one holder stays with it. 2. A batch is whole or not at all; whoever hands over again goes on
// with what is left, so nothing is lost when the server stops in between. 3. Nothing comes back to whoever leaves. 4. An
// administrator sees none of these cases: they are reached for this alone, and nothing is told but how many.

import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { holderOf } from '../../src/domain/case.ts';
import type { HandOver } from '../../src/domain/desk-wire.ts';
import { type Heir, shareOut } from '../../src/domain/hand-over.ts';
import { managesAccountsOf } from '../../src/domain/role.ts';
import type { Officer } from '../identity/officer.ts';
import { reachingAll } from '../store/reaching-all.ts';
import type { Database } from '../store/schema.ts';
import { anyOf, type CaseChange, changeCases, findCentre, lockCases } from './case-file.ts';
import { findUnplaceable, selectColleagues } from './places.ts';

/** Their locks are held so long. */
const BATCH_SIZE = 200;

export type HandedOver =
  | { ok: true; moved: number }
  | { ok: false; code: 'not-found' | 'unit-unknown' | 'colleague-unknown' };

interface Leaving {
  accountId: string;
}

export async function handOver(
  database: Kysely<Database>,
  officer: Officer,
  wish: Leaving & HandOver,
  nowMs: number,
): Promise<HandedOver> {
  const refusal = await findRefusal(database, officer, wish);
  if (refusal) return { ok: false, code: refusal };
  let moved = 0;
  for (;;) {
    const batch = await database
      .transaction()
      .execute((transaction) => reachingAll(transaction, () => moveSome(transaction, officer, wish, nowMs)));
    moved += batch.moved;
    if (batch.found < BATCH_SIZE) return { ok: true, moved };
  }
}

/** Units and colleagues are those of the account's own institution. */
async function findRefusal(
  database: Kysely<Database>,
  officer: Officer,
  wish: Leaving & HandOver,
): Promise<Extract<HandedOver, { ok: false }>['code'] | undefined> {
  const account = await database
    .selectFrom('staff_account')
    .select('institution_id')
    .where('id', '=', wish.accountId)
    .executeTakeFirst();
  if (!account || !managesAccountsOf(officer, account.institution_id)) return 'not-found';
  const holder = account.institution_id ?? (await findCentre(database));
  const place = {
    unitId: wish.to === 'pool' ? wish.unitId : null,
    colleagueId: wish.to === 'colleague' ? wish.colleagueId : null,
  };
  if (place.colleagueId === wish.accountId) return 'colleague-unknown';
  const unknown = await findUnplaceable(database, holder, place);
  if (unknown === undefined) return undefined;
  return unknown === 'unitId' ? 'unit-unknown' : 'colleague-unknown';
}

async function moveSome(
  transaction: Transaction<Database>,
  officer: Officer,
  wish: Leaving & HandOver,
  nowMs: number,
): Promise<{ found: number; moved: number }> {
  const lying = await transaction
    .selectFrom('case_file')
    .select('application_id')
    .where('colleague_id', '=', wish.accountId)
    .where('is_open', '=', true)
    .orderBy('application_id')
    .limit(BATCH_SIZE)
    .execute();
  if (lying.length === 0) return { found: 0, moved: 0 };
  const ids = lying.map(({ application_id }) => application_id);
  const locked = await lockCases(transaction, ids);
  // Once more under the locks: one of them may have been given away in between.
  const rows = await transaction
    .selectFrom('case_file')
    .select(['application_id', 'institution_id', 'unit_id'])
    .where('application_id', '=', anyOf(ids))
    .where('colleague_id', '=', wish.accountId)
    .orderBy('application_id')
    .execute();
  if (rows.length === 0) return { found: lying.length, moved: 0 };
  const places = await decide(transaction, wish, rows);
  const at = new Date(nowMs).toISOString();
  const changes = locked.flatMap((one): CaseChange[] => {
    const institutionId = holderOf(one.state);
    const place = places.get(one.applicationId);
    if (institutionId === null || !place) return [];
    return [{ locked: one, events: [{ id: randomUUID(), kind: 'placed', at, institutionId, ...place }] }];
  });
  await changeCases(transaction, changes, officer.accountId);
  const placed = [...places].map(([application_id, place]) => ({ application_id, ...place }));
  await sql`
    update case_file set unit_id = place."unitId", colleague_id = place."colleagueId"
    from json_to_recordset(${JSON.stringify(placed)}::json)
      as place (application_id uuid, "unitId" text, "colleagueId" uuid)
    where case_file.application_id = place.application_id`.execute(transaction);
  await transaction
    .insertInto('audit_entry')
    .values(
      rows.map(({ application_id }) => ({
        at,
        action: 'case-handed-over',
        actor_id: officer.accountId,
        application_id,
        account_id: wish.accountId,
      })),
    )
    .execute();
  return { found: lying.length, moved: rows.length };
}

interface Place {
  unitId: string | null;
  colleagueId: string | null;
}
type Row = Pick<Database['case_file'], 'institution_id'> & { application_id: string; unit_id: string | null };

/** What another holder has meanwhile goes to the pool of its unit there. */
async function decide(
  transaction: Transaction<Database>,
  wish: Leaving & HandOver,
  rows: readonly Row[],
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const [holder, those] of Map.groupBy(rows, ({ institution_id }) => institution_id)) {
    if (holder === null) continue;
    const heirs = wish.to === 'pool' ? [] : await readHeirs(transaction, holder, wish);
    const cases = those.map(({ application_id, unit_id }) => ({ id: application_id, unitId: unit_id }));
    const shares = shareOut(cases, heirs);
    const isOurs =
      wish.to === 'pool' &&
      (await findUnplaceable(transaction, holder, { unitId: wish.unitId, colleagueId: null })) === undefined;
    for (const { id, unitId } of cases)
      places.set(id, {
        unitId: wish.to === 'pool' && isOurs ? (wish.unitId ?? unitId) : unitId,
        colleagueId: shares.get(id) ?? null,
      });
  }
  return places;
}

async function readHeirs(
  transaction: Transaction<Database>,
  holder: string,
  wish: Leaving & Exclude<HandOver, { to: 'pool' }>,
): Promise<Heir[]> {
  const colleagues = (await (await selectColleagues(transaction, holder)).execute()).filter(
    ({ id }) => id !== wish.accountId && (wish.to === 'spread' || id === wish.colleagueId),
  );
  const loads = await transaction
    .selectFrom('case_file')
    .select(({ fn }) => ['colleague_id', fn.countAll<string>().as('load')])
    .where('colleague_id', '=', anyOf(colleagues.map(({ id }) => id)))
    .where('is_open', '=', true)
    .groupBy('colleague_id')
    .execute();
  const loadOf = new Map(loads.map(({ colleague_id, load }) => [colleague_id, Number(load)]));
  return colleagues.map(({ id, unit_id }) => ({ id, unitId: unit_id, load: loadOf.get(id) ?? 0 }));
}
