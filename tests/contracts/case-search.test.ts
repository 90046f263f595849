// The search for cases in PostgreSQL itself: it says what the pure rule says, and more than the built-in dictionary finds.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listCases } from '../../server/casework/case-lists.ts';
import { indexCases, searchFor, toTsquery } from '../../server/casework/case-search.ts';
import { isFound, termsOf } from '../../src/domain/turkish-search/search.ts';
import { HELD_BACK_PAIRS, TUNED_PAIRS } from '../../src/domain/turkish-search/word-pairs.ts';
import { openStore, type Store, seedCase, seedOfficer, WATER_ID } from '../fixtures/casework.ts';
import { startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';

const PAIRS = [...TUNED_PAIRS, ...HELD_BACK_PAIRS];

let databases: TestDatabases;
let store: Store;

beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
}, startTimeoutMs);

afterAll(async () => {
  await store.close();
  await databases.stop();
}, startTimeoutMs);

it('PostgreSQL finds by our terms exactly what the rule finds, for every pair of the table', async () => {
  const rows = PAIRS.map(({ query, text }) => ({ terms: termsOf(text), query: toTsquery(query) }));
  const { rows: found } = await sql<{ hit: boolean }>`
    select array_to_tsvector(terms) @@ query::tsquery as hit
    from rows from (json_to_recordset(${JSON.stringify(rows)}::json) as (terms text[], query text))
      with ordinality as pair (terms, query, nth) order by nth`.execute(store.db);
  expect(found.map(({ hit }) => hit)).toEqual(PAIRS.map(({ query, text }) => isFound(query, text)));
});

it('the built-in dictionary alone misses more than a third of what must be found', async () => {
  const { rows: found } = await sql<{ hit: boolean }>`
    select to_tsvector('turkish', text) @@ plainto_tsquery('turkish', query) as hit
    from rows from (json_to_recordset(${JSON.stringify(PAIRS)}::json) as (query text, text text))
      with ordinality as pair (query, text, nth) order by nth`.execute(store.db);
  const shareFound = (isHit: boolean): number => {
    const ofKind = found.filter((_, index) => PAIRS[index]?.isHit === isHit);
    return ofKind.filter(({ hit }) => hit).length / ofKind.length;
  };
  expect(shareFound(true)).toBeLessThan(0.6);
  expect(shareFound(false)).toBeGreaterThan(0.07);
});

it('finds the same in either way, among the open cases or the closed ones, and follows a case from one to the other', async () => {
  const ids = [
    await seedCase(store.db, { heldBy: WATER_ID }),
    await seedCase(store.db, { heldBy: WATER_ID }),
  ];
  await store.db.transaction().execute((transaction) => indexCases(transaction, ids));
  const [closed = '', open = ''] = ids;
  await store.db
    .updateTable('case_file')
    .set({ state: 'closed' })
    .where('application_id', '=', closed)
    .execute();
  for (const isOpen of [true, false]) {
    for (const isWhole of [true, false]) {
      for (const often of [1, 10]) {
        const { matches, isOften } = await searchFor(store.db, 'sular', { isOpen, isWhole, often });
        const found = await store.db
          .selectFrom('case_file')
          .select('application_id')
          .where(matches)
          .execute();
        expect([isOften, found.map((row) => row.application_id)]).toEqual([
          often === 1,
          [isOpen ? open : closed],
        ]);
      }
    }
  }
  const centre = await seedOfficer(store.db, null);
  for (const [list, id] of [
    ['open', open],
    ['answered', closed],
  ] as const) {
    const { cases, total } = await listCases(store.db, centre, { list, query: 'sokağımızda' });
    expect([cases.map(({ applicationId }) => applicationId), total]).toEqual([[id], 1]);
  }
});

it('finds a case by the end of its number, as people say it, beside those that have it as a word', async () => {
  const number = `${new Date().getFullYear()}-0004711`;
  const id = await seedCase(store.db, { heldBy: WATER_ID, number });
  const word = await seedCase(store.db, { heldBy: WATER_ID, text: '4711 numaralı durak' });
  await store.db.transaction().execute((transaction) => indexCases(transaction, [id, word]));
  const centre = await seedOfficer(store.db, null);
  const listed = async (query: string): Promise<string[]> => {
    const { cases } = await listCases(store.db, centre, { list: 'open', query });
    return cases.map(({ applicationId }) => applicationId).sort();
  };
  expect(await listed('4711')).toEqual([id, word].sort());
  expect(await listed('0004711')).toEqual([id]);
  expect(await listed('471')).toEqual([]);
  const often = await searchFor(store.db, '4711', { isOpen: true, isWhole: true, often: 1 });
  const found = await store.db
    .selectFrom('case_file')
    .select('application_id')
    .where(often.matches)
    .execute();
  expect(found.map((row) => row.application_id).sort()).toEqual([id, word].sort());
});
