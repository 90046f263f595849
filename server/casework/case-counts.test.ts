import { afterAll, beforeAll, expect, it } from 'vitest';
import { CASE_COUNT_MAX } from '../../src/domain/wire-staff.ts';
import { startTestDatabase, startTimeoutMs, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import type { Officer } from '../identity/officer.ts';
import { type CountsQuery, countLists } from './case-counts.ts';
import { listCases } from './case-lists.ts';

let databases: TestDatabases;
let store: Store;
let water: Officer;
let centre: Officer;

beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
  const { db } = store;
  await db.insertInto('unit').values({ id: 'ariza', institution_id: WATER_ID, name: 'Arıza' }).execute();
  water = { ...(await seedOfficer(db, WATER_ID)), unitId: 'ariza' };
  centre = await seedOfficer(db, null);
  const at = new Date('2026-11-20T10:00:00Z');
  const changes = [
    {},
    { due_soon_at: at },
    { due_soon_at: at, escalated_at: at, due_on: '2026-11-19', colleague_id: water.accountId },
    { unit_id: 'ariza', due_soon_at: at },
    { state: 'drafted' },
    { state: 'objected', unit_id: 'ariza', colleague_id: water.accountId },
    { erasure_due_on: '2026-12-20' },
  ] as const;
  for (const change of changes) {
    const id = await seedCase(db, {
      heldBy: WATER_ID,
      kind: 'due_soon_at' in change ? 'request' : 'complaint',
    });
    if (Object.keys(change).length > 0)
      await db.updateTable('case_file').set(change).where('application_id', '=', id).execute();
  }
  await seedCase(db);
  const asked = await seedCase(db, { heldBy: ROADS_ID });
  const eventId = await seedCase(db, { heldBy: ROADS_ID });
  await db
    .insertInto('case_opinion')
    .values({ event_id: eventId, application_id: asked, asked_of: WATER_ID, asked_at: at })
    .execute();
  await seedCase(db, { heldBy: WATER_ID, answered: { by: water, at, text: 'Yapıldı.' } });
}, startTimeoutMs);
afterAll(async () => {
  await store.close();
  await databases.stop();
}, startTimeoutMs);

it.each<[string, () => Officer, CountsQuery, Record<string, number>, Record<string, number>]>([
  [
    'an institution’s',
    () => water,
    { list: 'open' },
    {
      open: 7,
      pool: 0,
      'due-soon': 2,
      overdue: 1,
      approval: 1,
      objections: 1,
      erasures: 1,
      opinions: 1,
      news: 0,
      reminders: 0,
    },
    { all: 7, me: 2, unit: 2 },
  ],
  [
    'the centre’s',
    () => centre,
    { list: 'open' },
    {
      open: 10,
      pool: 1,
      'due-soon': 2,
      overdue: 1,
      approval: 1,
      objections: 1,
      erasures: 1,
      opinions: 0,
      news: 0,
      reminders: 0,
    },
    { all: 10, me: 0, unit: 0 },
  ],
  [
    'on one’s own desk',
    () => water,
    { list: 'overdue', desk: 'me' },
    {
      open: 2,
      pool: 0,
      'due-soon': 0,
      overdue: 1,
      approval: 0,
      objections: 1,
      erasures: 0,
      opinions: 0,
      news: 0,
      reminders: 0,
    },
    { all: 1, me: 1, unit: 0 },
  ],
  [
    'of a kind',
    () => water,
    { list: 'due-soon', kind: 'request' },
    {
      open: 3,
      pool: 0,
      'due-soon': 2,
      overdue: 1,
      approval: 0,
      objections: 0,
      erasures: 0,
      opinions: 0,
      news: 0,
      reminders: 0,
    },
    { all: 2, me: 0, unit: 1 },
  ],
])('%s cases are counted as their lists have them', async (_, whose, query, lists, desks) => {
  expect(await countLists(store.db, whose(), query)).toEqual({ lists, desks });
  const { list, ...narrowing } = query;
  for (const [one, total] of Object.entries(lists)) {
    const listed = await listCases(store.db, whose(), { ...narrowing, list: one as CountsQuery['list'] });
    expect([one, listed.total]).toEqual([one, total]);
  }
});

it('no further than is told', async () => {
  const own = await openStore(await databases.migrated());
  const first = await seedCase(own.db, { heldBy: WATER_ID });
  const more = CASE_COUNT_MAX + 5;
  // As many again of the one.
  await own.db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('application')
      .selectAll()
      .where('id', '=', first)
      .executeTakeFirstOrThrow();
    const ids = Array.from(
      { length: more },
      (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    );
    const { coordinates: _, ...rest } = row;
    await transaction
      .insertInto('application')
      .values(ids.map((id) => ({ ...rest, id, number: id })))
      .execute();
    await transaction
      .insertInto('case_file')
      .values(
        ids.map((id) => ({
          application_id: id,
          kind: row.kind,
          province: row.province,
          state: 'assigned' as const,
          institution_id: WATER_ID,
          received_at: row.received_at,
          due_on: row.due_on,
          changed_at: row.received_at,
        })),
      )
      .execute();
  });
  const { lists, desks } = await countLists(own.db, await seedOfficer(own.db, WATER_ID), { list: 'open' });
  expect([lists.open, desks.all, lists.overdue]).toEqual([CASE_COUNT_MAX + 1, CASE_COUNT_MAX + 1, 0]);
  await own.close();
});
