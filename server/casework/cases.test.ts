import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STAFF_PAGE_SIZE } from '../../src/domain/wire-staff.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
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
import type { Officer } from '../identity/officer.ts';
import { type CasesQuery, listCases } from './case-lists.ts';
import { readCase } from './cases.ts';
import { sendReply } from './replies.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');

let databases: TestDatabases;
let store: Store;
let water: Officer;
let roads: Officer;
let centre: Officer;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  water = await seedOfficer(store.db, WATER_ID);
  roads = await seedOfficer(store.db, ROADS_ID);
  centre = await seedOfficer(store.db, null);
  return store.close;
});

const idsOf = async (officer: Officer, list: CasesQuery['list'] = 'open') =>
  (await listCases(store.db, officer, { list })).cases.map(({ applicationId }) => applicationId);

/** Turns pages to the end. @param between runs after each page */
async function readAllPages(
  officer: Officer,
  list: CasesQuery['list'],
  between: (page: number) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const seen: string[] = [];
  let after: string | undefined;
  for (let page = 1; ; page++) {
    const { cases, next } = await listCases(store.db, officer, { list, after });
    seen.push(...cases.map(({ applicationId }) => applicationId));
    if (next === null) return seen;
    if (page > 50) throw new Error('the pages do not end');
    after = next;
    await between(page);
  }
}

describe('the list of cases', () => {
  it('begins with the case that is due first, and tells what an officer must know at a glance', async () => {
    const later = await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2026-12-10' });
    const sooner = await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2026-12-01' });
    expect(await idsOf(water)).toEqual([sooner, later]);
    const { cases, total, next } = await listCases(store.db, water, { list: 'open' });
    expect({ total, next }).toEqual({ total: 2, next: null });
    expect(cases[0]).toEqual({
      caseState: 'assigned',
      isInPool: false,
      applicationId: sooner,
      number: expect.stringMatching(/^2026-/),
      kind: 'complaint',
      subject: 'Sokağımızda su yok',
      receivedAt: '2026-11-02T09:00:00.000Z',
      dueOn: '2026-12-01',
      state: 'assigned',
      holder: 'Su İdaresi',
      unit: null,
      colleague: null,
      formats: ['text', 'large-print'],
    });
  });

  it('shows answered cases in a list of their own, the latest answer first', async () => {
    const answered = async (day: string) =>
      seedCase(store.db, {
        heldBy: WATER_ID,
        answered: { by: water, at: new Date(`2026-11-${day}T10:00:00Z`), text: 'Yapıldı.' },
      });
    const first = await answered('10');
    const second = await answered('20');
    expect(await idsOf(water, 'answered')).toEqual([second, first]);
    expect(await idsOf(water, 'open')).toEqual([]);
  });

  it('shows the centre every case, also one that nobody holds yet', async () => {
    const ids = [
      await seedCase(store.db, { dueOn: '2026-12-01' }),
      await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2026-12-02' }),
      await seedCase(store.db, { heldBy: ROADS_ID, dueOn: '2026-12-03' }),
    ];
    expect(await idsOf(centre)).toEqual(ids);
  });

  it('visits each open case once while others arrive and are answered between the pages', async () => {
    const dueOn = (index: number) => `2026-12-${String(1 + (index % 9)).padStart(2, '0')}`;
    const known: string[] = [];
    for (let index = 0; index < 3 * STAFF_PAGE_SIZE + 7; index++) {
      known.push(await seedCase(store.db, { heldBy: WATER_ID, dueOn: dueOn(index) }));
    }
    const seen = await readAllPages(water, 'open', async (page) => {
      await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2026-11-30' });
      await seedCase(store.db, { heldBy: WATER_ID, dueOn: dueOn(page) });
      await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2027-01-15' });
    });
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen).toEqual(expect.arrayContaining(known));
  });

  it('visits each answered case once although many were answered in the same millisecond', async () => {
    const known: string[] = [];
    for (let index = 0; index < 2 * STAFF_PAGE_SIZE + 3; index++) {
      const at = new Date(Date.parse('2026-11-20T10:00:00.000Z') + Math.floor(index / 20));
      known.push(
        await seedCase(store.db, { heldBy: WATER_ID, answered: { by: water, at, text: 'Yapıldı.' } }),
      );
    }
    const seen = await readAllPages(water, 'answered', async () => {
      const at = new Date('2026-11-21T10:00:00.000Z');
      await seedCase(store.db, { heldBy: WATER_ID, answered: { by: water, at, text: 'Yapıldı.' } });
    });
    expect(seen.toSorted()).toEqual(known.toSorted());
  });

  it('ends exactly at a full page', async () => {
    for (let index = 0; index < STAFF_PAGE_SIZE; index++) await seedCase(store.db, { heldBy: WATER_ID });
    const page = await listCases(store.db, water, { list: 'open' });
    expect(page.cases).toHaveLength(STAFF_PAGE_SIZE);
    expect(page.next).toBeNull();
  });

  it.each([
    ['nothing that can be read', 'not a cursor'],
    ['another shape', Buffer.from('{"a":1}').toString('base64url')],
    ['a day that does not exist', cursor('open', '2026-02-30')],
    ['a text for a date', cursor('open', 'x')],
    ['the other list', cursor('answered', '2026-12-01T00:00:00.000Z')],
    ['the key of the other list', cursor('open', '2026-12-01T00:00:00.000Z')],
    ['SQL', cursor('open', "2026-12-01'; drop table reply; --")],
  ])('begins at the first page when the cursor holds %s', async (_, after) => {
    const id = await seedCase(store.db, { heldBy: WATER_ID, dueOn: '2026-01-01' });
    const { cases } = await listCases(store.db, water, { list: 'open', after });
    expect(cases.map(({ applicationId }) => applicationId)).toEqual([id]);
  });
});

function cursor(list: string, key: string): string {
  return Buffer.from(JSON.stringify([list, key, newId()])).toString('base64url');
}

describe('who may do what', () => {
  const matrix = [
    { who: 'the institution that holds it', officer: () => water, holder: WATER_ID, may: true },
    { who: 'another institution', officer: () => roads, holder: WATER_ID, may: false },
    { who: 'the centre', officer: () => centre, holder: WATER_ID, may: true },
    { who: 'an institution before it is assigned', officer: () => water, holder: undefined, may: false },
    { who: 'the centre before it is assigned', officer: () => centre, holder: undefined, may: true },
  ];
  it.each(matrix)('$who: list, read and answer a case: $may', async ({ officer, holder, may }) => {
    const seed = holder === undefined ? {} : { heldBy: holder };
    const id = await seedCase(store.db, seed);
    expect(await idsOf(officer())).toEqual(may ? [id] : []);
    expect((await listCases(store.db, officer(), { list: 'open' })).total).toBe(may ? 1 : 0);
    expect((await readCase(store.db, officer(), id, momentAt(NOW))) !== undefined).toBe(may);
    const reply = { applicationId: id, replyId: newId(), text: 'Arıza giderildi.' };
    const sent = await sendReply(store.db, officer(), reply, momentAt(NOW));
    expect(sent).toMatchObject(may ? { ok: true, isNew: true } : { ok: false, code: 'not-found' });
    const stored = await store.db.selectFrom('reply').select('id').execute();
    expect(stored).toHaveLength(may ? 1 : 0);
  });
});

describe('one case', () => {
  it('comes whole: texts, place, events, replies and what the citizen asked for', async () => {
    const at = new Date('2026-11-20T10:00:00.000Z');
    const id = await seedCase(store.db, {
      addressedTo: WATER_ID,
      heldBy: WATER_ID,
      answered: { by: water, at, text: 'Yapıldı.' },
    });
    const found = await readCase(store.db, water, id, momentAt(NOW));
    expect(found).toMatchObject({
      applicationId: id,
      subject: 'Sokağımızda su yok',
      description: 'Üç gündür su akmıyor.',
      writtenAt: '2026-11-02T08:59:00.000Z',
      receivedAt: '2026-11-02T09:00:00.000Z',
      state: 'answered',
      holder: 'Su İdaresi',
      addressedTo: 'Su İdaresi',
      place: 'Çankaya, Ankara',
      beforeCourt: false,
      formats: ['text', 'large-print'],
      events: [
        { kind: 'received', at: '2026-11-02T09:00:00.000Z' },
        { kind: 'assigned', institution: 'Su İdaresi' },
        { kind: 'answered', institution: 'Su İdaresi', at: '2026-11-20T10:00:00.000Z' },
      ],
      replies: [{ institution: 'Su İdaresi', text: 'Yapıldı.', at: '2026-11-20T10:00:00.000Z' }],
    });
    expect(found?.events[2]).toMatchObject({ replyId: found?.replies[0]?.id });
  });

  it.each(['', 'x', newId()])('that does not exist (%j) is not found', async (id) => {
    expect(await readCase(store.db, centre, id, momentAt(NOW))).toBeUndefined();
  });

  it('of a citizen who asked to be hidden shows the institution nobody, and the centre who it is', async () => {
    const id = await seedCase(store.db, { heldBy: WATER_ID, hideIdentity: true });
    const atInstitution = await readCase(store.db, water, id, momentAt(NOW));
    expect(atInstitution).toMatchObject({ hideIdentity: true, applicant: null });
    expect(JSON.stringify(atInstitution)).not.toMatch(/Nuriye|11111111110|Bahar|0555|ornek/);
    expect(await readCase(store.db, centre, id, momentAt(NOW))).toMatchObject({
      hideIdentity: true,
      applicant: { full_name: 'Nuriye Taşdelen', identity_number: '11111111110' },
    });
  });

  it('is written down as often as somebody reads the identity, and only then', async () => {
    const open = await seedCase(store.db, { heldBy: WATER_ID });
    const hidden = await seedCase(store.db, { heldBy: WATER_ID, hideIdentity: true });
    await readCase(store.db, water, open, momentAt(NOW));
    await readCase(store.db, water, open, momentAt(NOW + 1));
    await readCase(store.db, water, hidden, momentAt(NOW));
    await readCase(store.db, roads, open, momentAt(NOW));
    await readCase(store.db, centre, hidden, momentAt(NOW));
    const entries = await store.db
      .selectFrom('audit_entry')
      .select(['action', 'actor_id', 'application_id', 'at'])
      .orderBy('id')
      .execute();
    const entry = (officer: Officer, id: string, atMs = NOW) => ({
      action: 'identity-read',
      actor_id: officer.accountId,
      application_id: id,
      at: new Date(atMs),
    });
    expect(entries).toEqual([entry(water, open), entry(water, open, NOW + 1), entry(centre, hidden)]);
  });
});
