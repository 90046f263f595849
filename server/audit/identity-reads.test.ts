import { afterAll, beforeAll, expect, it } from 'vitest';
import { IDENTITY_READS_PAGE_SIZE } from '../../src/domain/audit-wire.ts';
import { startTestDatabase, startTimeoutMs, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  momentAt,
  newId,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import { readCase } from '../casework/cases.ts';
import type { Officer } from '../identity/officer.ts';
import { type IdentityReadsQuery, listIdentityReads } from './identity-reads.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');

let databases: TestDatabases;
let store: Store;
let centre: Officer;
let water: Officer;
let roads: Officer;
let auditor: Officer;
let waterCase: string;
let roadsCase: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
  const { db } = store;
  centre = await seedOfficer(db, null, 'coordinator');
  water = await seedOfficer(db, WATER_ID);
  roads = await seedOfficer(db, ROADS_ID);
  auditor = await seedOfficer(db, null, 'auditor');
  waterCase = await seedCase(db, { heldBy: WATER_ID, number: '2026-0000123' });
  roadsCase = await seedCase(db, { heldBy: ROADS_ID });
  await db
    .insertInto('case_opinion')
    .values({ event_id: newId(), application_id: roadsCase, asked_of: WATER_ID, asked_at: new Date(NOW) })
    .execute();
  const readings: [Officer, string][] = [
    [water, waterCase],
    [centre, roadsCase],
    [water, roadsCase],
    [roads, roadsCase],
    // Reads no identity, and is not written down.
    [auditor, waterCase],
  ];
  for (const [index, [officer, id]] of readings.entries())
    await readCase(db, officer, id, momentAt(NOW + (index + 1) * 60_000));
}, startTimeoutMs);
afterAll(async () => {
  await store.close();
  await databases.stop();
}, startTimeoutMs);

const numberOf = async (id: string): Promise<string> => {
  const { number } = await store.db
    .selectFrom('application')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return number;
};
const told = async (officer: Officer, query: IdentityReadsQuery = {}) =>
  (await listIdentityReads(store.db, officer, query)).reads.map(({ reader, applicationId, right, at }) => [
    at.slice(11, 16),
    reader?.institution ?? 'Merkez',
    applicationId === waterCase ? 'su' : 'yol',
    right,
  ]);

it('tells who has read whose identity, when and by what right, the newest first; and nothing of the identity', async () => {
  expect(await told(auditor)).toEqual([
    ['08:04', 'Yol İdaresi', 'yol', 'holder'],
    ['08:03', 'Su İdaresi', 'yol', 'asked'],
    ['08:02', 'Merkez', 'yol', 'centre'],
    ['08:01', 'Su İdaresi', 'su', 'holder'],
  ]);
  const { reads, next } = await listIdentityReads(store.db, auditor, {});
  expect(next).toBeNull();
  expect(reads[3]).toEqual({
    id: expect.stringMatching(/^\d+$/),
    at: '2026-11-23T08:01:00.000Z',
    reader: { name: 'Ayşe Yılmaz', role: 'officer', institution: 'Su İdaresi' },
    applicationId: waterCase,
    number: await numberOf(waterCase),
    right: 'holder',
  });
  expect(JSON.stringify(reads)).not.toMatch(/Nuriye|11111111110|Bahar|nuriye@/);
});

it('of one application', async () => {
  expect(await told(auditor, { number: '2026/123' })).toEqual([['08:01', 'Su İdaresi', 'su', 'holder']]);
  expect(await told(auditor, { number: '2026-124' })).toEqual([]);
});

it('to an auditor of an institution, of the cases that it holds', async () => {
  const own = await seedOfficer(store.db, WATER_ID, 'auditor');
  expect(await told(own)).toEqual([['08:01', 'Su İdaresi', 'su', 'holder']]);
});

it('says that it cannot be told where somebody works elsewhere today', async () => {
  const moved = await seedOfficer(store.db, WATER_ID);
  const id = await seedCase(store.db, { heldBy: WATER_ID });
  await readCase(store.db, moved, id, momentAt(NOW + 600_000));
  await store.db
    .updateTable('staff_account')
    .set({ institution_id: ROADS_ID })
    .where('id', '=', moved.accountId)
    .execute();
  expect((await told(auditor))[0]).toEqual(['08:10', 'Yol İdaresi', 'yol', 'unclear']);
});

it('page by page, each reading once, while others are written', async () => {
  const own = await openStore(await databases.migrated());
  const officer = await seedOfficer(own.db, WATER_ID);
  const id = await seedCase(own.db, { heldBy: WATER_ID });
  const count = 2 * IDENTITY_READS_PAGE_SIZE + 1;
  for (let index = 0; index < count; index++) await readCase(own.db, officer, id, momentAt(NOW));
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await listIdentityReads(own.db, await seedOfficer(own.db, null, 'auditor'), { after });
    for (const { id: entry } of page.reads) seen.add(entry);
    await readCase(own.db, officer, id, momentAt(NOW));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen.size).toBe(count);
  await own.close();
});
