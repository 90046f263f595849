import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_GIVEN, STAFF_PAGE_SIZE } from '../../src/domain/wire-staff.ts';
import { startTestDatabase, startTimeoutMs, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  type CaseSeed,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import type { Officer } from '../identity/officer.ts';
import { assignCases } from './assignment.ts';
import { type CasesQuery, listCases } from './case-lists.ts';
import type { Narrowing } from './case-narrowing.ts';
import { noteTopics } from './case-topics.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const ANSWERED_AT = new Date('2026-11-20T10:00:00.000Z');

let databases: TestDatabases;
let store: Store;
let water: Officer;
let centre: Officer;
let nameOf: ReadonlyMap<string, string>;

beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
  water = await seedOfficer(store.db, WATER_ID);
  centre = await seedOfficer(store.db, null);
  await store.db
    .insertInto('topic')
    .values([
      { id: 'kesinti', name: 'Su kesintisi', keywords: ['su yok', 'su akmıyor'], institution_id: WATER_ID },
      { id: 'kaldirim', name: 'Kaldırım', keywords: [], institution_id: ROADS_ID },
    ])
    .execute();
  const answered = { by: water, at: ANSWERED_AT, text: 'Yapıldı.' };
  const seeds: Record<string, CaseSeed> = {
    kaldirim: { heldBy: ROADS_ID, topicId: 'kaldirim' },
    kesinti: { heldBy: WATER_ID, topicId: 'kesinti', province: '35' },
    istek: { heldBy: WATER_ID, topicId: 'kesinti', kind: 'request' },
    konusuz: { heldBy: WATER_ID, kind: 'thanks' },
    yersiz: { heldBy: WATER_ID, kind: 'thanks', province: null },
    sahipsiz: { kind: 'request', province: '35' },
    bitmis: { heldBy: WATER_ID, topicId: 'kesinti', answered },
    'bitmis istek': { heldBy: WATER_ID, kind: 'request', province: '35', answered },
  };
  const names = new Map<string, string>();
  for (const [name, seed] of Object.entries(seeds)) names.set(await seedCase(store.db, seed), name);
  nameOf = names;
}, startTimeoutMs);
afterAll(async () => {
  await store.close();
  await databases.stop();
}, startTimeoutMs);

async function named(officer: Officer, query: CasesQuery): Promise<string> {
  const { cases, total } = await listCases(store.db, officer, query);
  expect(total).toBe(cases.length);
  return cases
    .map(({ applicationId }) => nameOf.get(applicationId) ?? '')
    .sort()
    .join(' · ');
}

describe('a list is narrowed', () => {
  it.each<[Narrowing, string, string]>([
    [{ kind: 'request' }, 'istek · sahipsiz', 'bitmis istek'],
    [{ topic: 'kesinti' }, 'istek · kesinti', 'bitmis'],
    [{ topic: NOT_GIVEN }, 'konusuz · sahipsiz · yersiz', 'bitmis istek'],
    [{ province: '35' }, 'kesinti · sahipsiz', 'bitmis istek'],
    [{ province: NOT_GIVEN }, 'yersiz', ''],
    [{ institution: ROADS_ID }, 'kaldirim', ''],
    [{ topic: 'kesinti', province: '06' }, 'istek', 'bitmis'],
    [{ kind: 'request', topic: 'kesinti', province: '06', institution: WATER_ID }, 'istek', ''],
    [{ kind: 'disaster' }, '', ''],
    [{ topic: 'yok' }, '', ''],
  ])('%o', async (narrowing, open, answered) => {
    expect(await named(centre, { list: 'open', ...narrowing })).toBe(open);
    expect(await named(centre, { list: 'answered', ...narrowing })).toBe(answered);
  });

  it('to no more than an officer sees, whatever is asked for', async () => {
    expect(await named(water, { list: 'open', institution: ROADS_ID })).toBe('');
    expect(await named(water, { list: 'open', kind: 'request' })).toBe('istek');
  });

  it('and says what the directory calls what it is narrowed to', async () => {
    const narrowing = { list: 'open', topic: 'kesinti', institution: WATER_ID } as const;
    const { names } = await listCases(store.db, centre, narrowing);
    expect(names).toEqual({ topic: 'Su kesintisi', institution: 'Su İdaresi' });
    expect(await listCases(store.db, centre, { list: 'open', kind: 'thanks' })).not.toHaveProperty('names');
  });

  it('page by page, each case once', async () => {
    const own = await openStore(await databases.migrated());
    const officer = await seedOfficer(own.db, null);
    const known: string[] = [];
    for (let index = 0; index < STAFF_PAGE_SIZE + 3; index++) {
      known.push(await seedCase(own.db, { province: '35', heldBy: WATER_ID }));
      if (index % 5 === 0) await seedCase(own.db, { heldBy: WATER_ID });
    }
    const asked = { list: 'open', province: '35' } as const;
    const first = await listCases(own.db, officer, asked);
    const second = await listCases(own.db, officer, { ...asked, after: first.next ?? undefined });
    const seen = [...first.cases, ...second.cases].map(({ applicationId }) => applicationId);
    expect([first.total, first.cases.length, second.next]).toEqual([known.length, STAFF_PAGE_SIZE, null]);
    expect(seen.sort()).toEqual(known.sort());
    await own.close();
  });
});

describe('the topic of a case', () => {
  const topicsOf = async (ids: readonly string[]) => {
    const rows = await store.db
      .selectFrom('case_file')
      .select(['application_id', 'topic_id'])
      .where('application_id', 'in', ids)
      .execute();
    return ids.map((id) => rows.find(({ application_id }) => application_id === id)?.topic_id);
  };

  it('is recognised when it is assigned, also where the citizen has chosen the institution', async () => {
    const ids = [await seedCase(store.db), await seedCase(store.db, { addressedTo: ROADS_ID })];
    await store.db.transaction().execute((transaction) => assignCases(transaction, ids, NOW));
    expect(await topicsOf(ids)).toEqual(['kesinti', 'kesinti']);
  });

  it('is recognised for what was there before, and leaves the unit where it was', async () => {
    const id = await seedCase(store.db, { heldBy: WATER_ID, topicId: 'kaldirim' });
    await store.db
      .insertInto('unit')
      .values({ id: 'ariza', institution_id: WATER_ID, name: 'Arıza' })
      .execute();
    await store.db
      .updateTable('case_file')
      .set({ unit_id: 'ariza' })
      .where('application_id', '=', id)
      .execute();
    await store.db.transaction().execute((transaction) => noteTopics(transaction, [id]));
    const rows = await store.db
      .selectFrom('case_file')
      .select(['topic_id', 'unit_id'])
      .where('application_id', '=', id)
      .execute();
    expect(rows).toEqual([{ topic_id: 'kesinti', unit_id: 'ariza' }]);
  });
});
