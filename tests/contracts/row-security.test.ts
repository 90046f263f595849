// Row-level security, asked of the catalog: every table that is there, those of later migrations too. And what each context
// sees of two institutions' cases, by the tables alone, without a `where` of ours.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Access, ANYONE, INTAKE, SYSTEM } from '../../server/store/access.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openPool, type Pool } from '../../server/store/pool.ts';
import { prepareSchema } from '../../server/store/prepare-schema.ts';
import type { Database } from '../../server/store/schema.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import {
  CENTRE_ID,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../fixtures/casework.ts';
import { asOwner, silentLogger, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { BEFORE_SIGN_IN, OPEN_TABLES, READ_BY_ALL } from './tables-of-nobody.ts';

let databases: TestDatabases;
let database: OpenDatabase;
let store: Store;
let pool: Pool<Database>;
beforeAll(async () => {
  databases = await startTestDatabase();
  database = await databases.migrated();
  store = await openStore(database);
  pool = openPool<Database>(database, { databasePoolSize: 2 }, silentLogger, { applicationName: 'rls' });
}, startTimeoutMs);
afterAll(async () => {
  await pool.close();
  await store.close();
  await databases.stop();
});

interface Table {
  name: string;
  is_forced: boolean;
  policies: number;
}

const WITH_REASON = { ...OPEN_TABLES, ...READ_BY_ALL, ...BEFORE_SIGN_IN };
const isClosed = ({ name }: Table) => !(name in WITH_REASON);

async function tablesOf(): Promise<Table[]> {
  const { rows } = await pool.pg.query<Table>(`
    select relname as name, relrowsecurity and relforcerowsecurity as is_forced,
      (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  return rows;
}

describe('every table', () => {
  it('forces row-level security and has a policy, or is on the list with a reason', async () => {
    const faults = (await tablesOf()).flatMap(({ name, is_forced, policies }) => {
      if (name in OPEN_TABLES) return is_forced ? [`${name} is protected: take it off the list`] : [];
      return is_forced && policies > 0 ? [] : [`${name} has no forced row-level security`];
    });
    expect(faults).toEqual([]);
  });

  it('stands on the list only if it exists', async () => {
    const names = (await tablesOf()).map(({ name }) => name);
    expect(Object.keys(WITH_REASON).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('gives no row to the program, nor to its owner, without a context', async () => {
    await seedCase(store.db, { heldBy: WATER_ID, hasAssignJob: true });
    const owner = openPool(asOwner(database), { databasePoolSize: 1 }, silentLogger, {
      applicationName: 'o',
    });
    for (const { name } of (await tablesOf()).filter(isClosed)) {
      for (const { pg } of [pool, owner]) {
        const { rows } = await pg.query<{ count: number }>(`select count(*)::int as count from ${name}`);
        expect(`${name}: ${rows[0]?.count}`).toBe(`${name}: 0`);
      }
    }
    await owner.close();
  });

  it('takes no row without a context', async () => {
    const insert = `insert into audit_entry (at, action) values (now(), 'nobody')`;
    await expect(pool.pg.query(insert)).rejects.toThrow(/row-level security/);
    await expect(
      pool.db.insertInto('audit_entry').values({ at: new Date(), action: 'nobody' }).execute(),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the role that the program works as', () => {
  it('is refused where it owns the tables', async () => {
    expect(await prepareSchema(asOwner(database), MIGRATIONS)).toMatchObject({
      ok: false,
      fault: { code: 'roleNotBound', params: { role: 'kopru' } },
    });
  });

  it('is refused where it may bypass policies', async () => {
    const connection = database.superuser ?? database.connection;
    expect(await prepareSchema({ ...database, connection }, MIGRATIONS)).toMatchObject({
      ok: false,
      fault: { code: 'roleNotBound' },
    });
  });

  it('is told that an owner is needed where tables are missing', async () => {
    const empty = await databases.fresh();
    expect(await prepareSchema({ ...empty, owner: undefined }, MIGRATIONS)).toMatchObject({
      ok: false,
      fault: { code: 'ownerMissing' },
    });
  });

  it('can change no history and take no case away', async () => {
    const db = pool.as(SYSTEM);
    await expect(db.updateTable('audit_entry').set({ action: 'x' }).execute()).rejects.toThrow(/permission/);
    await expect(db.deleteFrom('case_event').execute()).rejects.toThrow(/permission/);
    await expect(db.deleteFrom('case_file').execute()).rejects.toThrow(/permission/);
    await expect(pool.pg.query('alter table case_file no force row level security')).rejects.toThrow(/owner/);
  });
});

describe('a context', () => {
  let water: string;
  let roads: string;
  let hidden: string;
  let asked: string;
  const mac = Buffer.alloc(32, 7);
  beforeAll(async () => {
    water = await seedCase(store.db, { heldBy: WATER_ID, trackingMac: mac });
    roads = await seedCase(store.db, { heldBy: ROADS_ID });
    hidden = await seedCase(store.db, { heldBy: WATER_ID, hideIdentity: true });
    asked = await seedCase(store.db, { heldBy: ROADS_ID });
    await store.db
      .insertInto('case_opinion')
      .values({
        event_id: crypto.randomUUID(),
        application_id: asked,
        asked_of: WATER_ID,
        asked_at: new Date(),
      })
      .execute();
    const sealed = { application_id: water, may_be_carried: true, delivered_at: new Date() };
    await store.db.insertInto('sealed_delivery').values(sealed).execute();
  });

  const TABLES = ['application', 'case_file', 'case_event'] as const;

  it('that was asked reads the case until it has given its opinion', async () => {
    const id = await seedCase(store.db, { heldBy: ROADS_ID });
    const { accountId } = await seedOfficer(store.db, WATER_ID, 'officer');
    const db = pool.as({ kind: 'staff', accountId, role: 'officer', institutionId: WATER_ID });
    const read = () =>
      db.selectFrom('case_file').select('application_id').where('application_id', '=', id).execute();
    const asking = { application_id: id, asked_of: WATER_ID, asked_at: new Date() };
    await store.db
      .insertInto('case_opinion')
      .values({ ...asking, event_id: crypto.randomUUID() })
      .execute();
    await store.db
      .updateTable('case_opinion')
      .set({ given_at: new Date() })
      .where('application_id', '=', id)
      .execute();
    expect(await read()).toEqual([]);
    await store.db
      .insertInto('case_opinion')
      .values({ ...asking, event_id: crypto.randomUUID() })
      .execute();
    expect(await read()).toHaveLength(1);
  });

  async function seenOf(access: Access): Promise<string[]> {
    const db = pool.as(access);
    const seen = await Promise.all(
      TABLES.map(async (table) => {
        const key = table === 'application' ? 'id' : 'application_id';
        const { rows } = await db.executeQuery<{ id: string }>(
          db
            .selectFrom(table)
            .select(`${key} as id` as never)
            .distinct()
            .compile(),
        );
        return rows.map(({ id }) => id);
      }),
    );
    const named = { water, roads, hidden, asked };
    const of = (ids: readonly string[]) =>
      Object.entries(named).flatMap(([name, id]) => (ids.includes(id) ? [name] : []));
    const [first = [], ...others] = seen.map(of);
    for (const other of others) expect(other).toEqual(first);
    return first;
  }

  async function identitiesOf(access: Access): Promise<string[]> {
    const rows = await pool.as(access).selectFrom('applicant').select('application_id as id').execute();
    const ids = rows.map(({ id }) => id);
    return Object.entries({ water, roads, hidden, asked }).flatMap(([name, id]) =>
      ids.includes(id) ? [name] : [],
    );
  }

  async function staff(institutionId: string | null, role: StaffRole): Promise<Access> {
    return { kind: 'staff', ...(await seedOfficer(store.db, institutionId, role)) };
  }

  it.each<[string, StaffRole, string | null, string[], string[]]>([
    ['an officer of an institution', 'officer', WATER_ID, ['water', 'hidden', 'asked'], ['water', 'asked']],
    ['another institution’s officer', 'officer', ROADS_ID, ['roads', 'asked'], ['roads', 'asked']],
    ['an officer of no case', 'officer', CENTRE_ID, [], []],
    [
      'the centre',
      'officer',
      null,
      ['water', 'roads', 'hidden', 'asked'],
      ['water', 'roads', 'hidden', 'asked'],
    ],
    ['an auditor', 'auditor', null, ['water', 'roads', 'hidden', 'asked'], []],
    ['an administrator', 'administrator', null, [], []],
    ['an administrator of an institution', 'administrator', WATER_ID, [], []],
  ])(
    '%s sees their cases, and of those the identities that are not hidden',
    async (_, role, institution, cases, identities) => {
      const access = await staff(institution, role);
      expect(await seenOf(access)).toEqual(cases);
      expect(await identitiesOf(access)).toEqual(identities);
    },
  );

  it.each<[string, number, () => Access | Promise<Access>]>([
    ['an officer whose case it is', 1, () => staff(WATER_ID, 'officer')],
    ['an auditor', 1, () => staff(null, 'auditor')],
    ['another institution’s officer', 0, () => staff(ROADS_ID, 'officer')],
    ['an administrator', 0, () => staff(null, 'administrator')],
    ['a tracking key', 0, () => ({ kind: 'citizen', trackingMacs: [mac] })],
    ['nobody yet', 0, () => ANYONE],
  ])('of %s finds %i of what a writer has agreed to', async (_, count, access) => {
    const found = pool
      .as(await access())
      .selectFrom('sealed_delivery')
      .select('may_be_carried');
    expect(await found.where('application_id', '=', water).execute()).toHaveLength(count);
  });

  it('of a tracking key opens its cases, and no identity', async () => {
    const access: Access = { kind: 'citizen', trackingMacs: [Buffer.alloc(32, 9), mac] };
    expect(await seenOf(access)).toEqual(['water']);
    expect(await identitiesOf(access)).toEqual([]);
    expect(await seenOf({ kind: 'citizen', trackingMacs: [Buffer.alloc(32)] })).toEqual([]);
  });

  it('of nobody yet opens nothing', async () => {
    expect(await seenOf(ANYONE)).toEqual([]);
    expect(await identitiesOf(ANYONE)).toEqual([]);
  });

  it('of the intake reads no identity', async () => {
    expect(await identitiesOf(INTAKE)).toEqual([]);
  });

  it('ends with its transaction', async () => {
    const one = openPool<Database>(database, { databasePoolSize: 1 }, silentLogger, {
      applicationName: 'one',
    });
    expect(await one.as(SYSTEM).selectFrom('application').select('id').execute()).not.toEqual([]);
    expect(await one.db.selectFrom('application').select('id').execute()).toEqual([]);
    await one.close();
  });

  it('keeps an officer from writing into another institution’s case', async () => {
    const officer = await staff(ROADS_ID, 'officer');
    const db = pool.as(officer);
    const moved = await db
      .updateTable('case_file')
      .set({ institution_id: ROADS_ID })
      .where('application_id', '=', water)
      .executeTakeFirst();
    expect(Number(moved.numUpdatedRows)).toBe(0);
    const event = { application_id: water, sequence: 9, kind: 'noted', at: new Date() } as const;
    await expect(
      db
        .insertInto('case_event')
        .values(event as never)
        .execute(),
    ).rejects.toThrow();
  });
});

describe('a search', () => {
  it('uses its index under an officer’s context', async () => {
    const access: Access = { kind: 'staff', ...(await seedOfficer(store.db, WATER_ID)) };
    const plan = await pool
      .as(access)
      .transaction()
      .execute(async (transaction) => {
        await transaction.executeQuery(transaction.selectFrom('institution').select('id').compile());
        const { sql } = await import('kysely');
        await sql`set local enable_seqscan = off`.execute(transaction);
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain
        select application_id from case_search where document @@ 'su'::tsquery and is_open`.execute(
          transaction,
        );
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    expect(plan).toMatch(/Index Cond: \(document @@/);
  });
});
