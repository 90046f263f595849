// What each context may do with the tables that belong to nobody (tables-of-nobody.ts): asked of the policies' own words, table by
// table, and tried.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Access, ANYONE, INTAKE, SYSTEM } from '../../server/store/access.ts';
import { openPool, type Pool } from '../../server/store/pool.ts';
import type { Database } from '../../server/store/schema.ts';
import { CENTRE_ID, openStore, type Store, seedOfficer, WATER_ID } from '../fixtures/casework.ts';
import { silentLogger, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { BEFORE_SIGN_IN, READ_BY_ALL, type Writer } from './tables-of-nobody.ts';

let databases: TestDatabases;
let store: Store;
let pool: Pool<Database>;
beforeAll(async () => {
  databases = await startTestDatabase();
  const database = await databases.migrated();
  store = await openStore(database);
  pool = openPool<Database>(database, { databasePoolSize: 2 }, silentLogger, { applicationName: 'rls' });
}, startTimeoutMs);
afterAll(async () => {
  await pool.close();
  await store.close();
  await databases.stop();
});

const CITIZEN: Access = { kind: 'citizen', trackingMacs: [Buffer.alloc(32)] };
const writersOf = async (): Promise<Record<Writer | 'citizen' | 'intake' | 'nobody yet', Access>> => ({
  system: SYSTEM,
  administrator: { kind: 'staff', ...(await seedOfficer(store.db, null, 'administrator')) },
  'administrator of an institution': {
    kind: 'staff',
    ...(await seedOfficer(store.db, WATER_ID, 'administrator')),
  },
  officer: { kind: 'staff', ...(await seedOfficer(store.db, WATER_ID, 'coordinator')) },
  citizen: CITIZEN,
  intake: INTAKE,
  'nobody yet': ANYONE,
});
/** What a policy asks, of a table: under each context what `access` may do there. @param of the institution whose row it is */
const verdictsOf = async (
  table: string,
  access: Access,
  what: 'qual' | 'with_check',
  command: string,
  of: string | null = null,
) => {
  const { rows } = await pool.pg.query<{ expression: string }>(
    `select ${what} as expression from pg_policies where tablename = $1 and cmd in ('ALL', $2) and ${what} is not null`,
    [table, command],
  );
  const asked = rows.map(({ expression }) => expression).join(' or ');
  const found = await sql<{ may: boolean }>`select coalesce((${sql.raw(asked)}), false) as may
    from (select ${of}::text as id, ${of}::text as institution_id) as one_row`.execute(pool.as(access));
  return found.rows[0]?.may;
};

it.each(Object.entries(READ_BY_ALL))(
  '%s is read by all, and written by few',
  async (table, { writers, isOwned }) => {
    for (const [who, access] of Object.entries(await writersOf())) {
      expect([who, await verdictsOf(table, access, 'qual', 'SELECT')]).toEqual([who, true]);
      const mayWriteAll = (writers as readonly string[]).includes(who);
      const keepsOwn = isOwned === true && who === 'administrator of an institution';
      for (const command of ['INSERT', 'UPDATE', 'DELETE']) {
        const what = command === 'DELETE' ? 'qual' : 'with_check';
        for (const of of [CENTRE_ID, WATER_ID]) {
          const verdict = await verdictsOf(table, access, what, command, of);
          expect([who, of, verdict]).toEqual([who, of, mayWriteAll || (keepsOwn && of === WATER_ID)]);
        }
      }
    }
  },
);

it.each(Object.keys(BEFORE_SIGN_IN))(
  '%s is there for everybody but a citizen and the intake',
  async (table) => {
    for (const [who, access] of Object.entries(await writersOf())) {
      const isTheirs = who !== 'citizen' && who !== 'intake';
      for (const what of ['qual', 'with_check'] as const)
        expect([who, await verdictsOf(table, access, what, 'ALL')]).toEqual([who, isTheirs]);
    }
  },
);

it('is so for real, not by the words of its policies alone', async () => {
  const {
    officer,
    administrator,
    'administrator of an institution': keeper,
    'nobody yet': nobody,
  } = await writersOf();
  for (const access of [officer, nobody, CITIZEN, INTAKE]) {
    const db = pool.as(access);
    expect(await db.selectFrom('institution').select('id').execute()).toHaveLength(3);
    const renamed = await db.updateTable('institution').set({ name: 'Ret' }).executeTakeFirst();
    expect(Number(renamed.numUpdatedRows)).toBe(0);
    const holiday = { year: 2031, days: '[]', changed_at: new Date(), changed_by: null };
    await expect(
      db
        .insertInto('holiday_year')
        .values(holiday as never)
        .execute(),
    ).rejects.toThrow(/row-level security/);
  }
  const own = pool.as(keeper);
  const renamedOwn = await own.updateTable('institution').set({ name: 'Su' }).executeTakeFirst();
  expect(Number(renamedOwn.numUpdatedRows)).toBe(1);
  await expect(
    own
      .insertInto('unit')
      .values({ id: 'u', name: 'U', institution_id: CENTRE_ID } as never)
      .execute(),
  ).rejects.toThrow(/row-level security/);
  const named = await pool
    .as(administrator)
    .updateTable('institution')
    .set({ name: 'Başvuru Merkezi' })
    .where('id', '=', CENTRE_ID)
    .executeTakeFirst();
  expect(Number(named.numUpdatedRows)).toBe(1);
  expect(await pool.db.selectFrom('staff_account').select('id').execute()).not.toEqual([]);
  for (const access of [CITIZEN, INTAKE])
    expect(await pool.as(access).selectFrom('staff_account').select('id').execute()).toEqual([]);
});
