// The figures in the database: what was counted stays the sum of what the cases are, however late and often they change; who
// reads what; the same as CSV; and that the planner can read what it needs from an index.

import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countChangedCases } from '../../server/figures/count.ts';
import { figuresCsv } from '../../server/figures/figures-csv.ts';
import { readFigures } from '../../server/figures/read-figures.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { Officer } from '../../server/identity/officer.ts';
import { translateFor } from '../../server/texts.ts';
import { figuresSchema } from '../../src/domain/figures-wire.ts';
import { LOCALE_NAMES } from '../../src/i18n/locale.ts';
import {
  type CaseSeed,
  newId,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../fixtures/casework.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp } from './http-app.ts';

let databases: TestDatabases;
let store: Store;
let centre: Officer;
let water: Officer;

const NOW_MS = Date.parse('2026-11-23T08:00:00Z');
const PERIOD = { from: '2026-01', to: '2026-11' };

beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
  centre = await seedOfficer(store.db, null, 'coordinator');
  water = await seedOfficer(store.db, WATER_ID, 'unit-head');
}, startTimeoutMs);

afterAll(async () => {
  await store.close();
  await databases.stop();
}, startTimeoutMs);

/** As the job that assigns it does: the case changes for the first time. */
async function receive(seed: CaseSeed): Promise<string> {
  const id = await seedCase(store.db, seed);
  await sql`insert into figure_change (application_id) values (${id})`.execute(store.db);
  return id;
}

async function answer(id: string, institutionId: string, at: string): Promise<void> {
  const replyId = newId();
  const row = { application_id: id, institution_id: institutionId, reply_id: replyId };
  await store.db
    .insertInto('reply')
    .values({
      id: replyId,
      application_id: id,
      institution_id: institutionId,
      author_id: centre.accountId,
      text: 'Onarıldı.',
      written_at: at,
    })
    .execute();
  await store.db
    .insertInto('case_event')
    .values({ ...row, sequence: 3, kind: 'answered', at, actor_id: centre.accountId })
    .execute();
  await store.db
    .updateTable('case_file')
    .set({ state: 'answered', changed_at: at })
    .where('application_id', '=', id)
    .execute();
}

/** Without an answer. */
async function end(id: string, kind: 'not-examined' | 'withdrawn', at: string): Promise<void> {
  const payload = kind === 'withdrawn' ? '{}' : '{"ground": "no-subject", "explanation": "Konu yok."}';
  await store.db
    .insertInto('case_event')
    .values({ application_id: id, institution_id: ROADS_ID, sequence: 3, kind, at, payload })
    .execute();
  await store.db.updateTable('case_file').set({ state: kind }).where('application_id', '=', id).execute();
}

const count = () => countChangedCases(store.db, NOW_MS);
const read = async (officer: Officer, institution?: string) => {
  const found = await readFigures(store.db, officer, { ...PERIOD, institution }, NOW_MS);
  if (!found) throw new Error('Not found');
  return v.parse(figuresSchema, found);
};

/** Every sum made anew from what each case was counted as. */
async function differences(): Promise<unknown[]> {
  const { rows } = await sql`
    with cell as (
      select scope, dimension, month, value, coalesce(days, -1) as days, is_in_time, count(*)::integer as count
      from figure_case
      cross join lateral (select '' union select institution) as scopes (scope)
      cross join lateral (
        values ('total', ''), ('kind', kind), ('province', province), ('institution', institution), ('language', language)
        union all select 'preference', unnest(preferences)
      ) as dimensions (dimension, value)
      where not (dimension = 'institution' and scope <> '')
      group by 1, 2, 3, 4, 5, 6
    )
    select * from cell full join (select * from figure_count where count <> 0) as kept
      using (scope, dimension, month, value, days, is_in_time)
    where cell.count is distinct from kept.count`.execute(store.db);
  return rows;
}

describe('counting', () => {
  it('follows a case from receipt through transfer to a late answer, and is always the sum of its cases', async () => {
    const ids = [
      await receive({ heldBy: WATER_ID, receivedAt: new Date('2026-10-05T09:00:00Z'), dueOn: '2026-11-04' }),
      await receive({ heldBy: WATER_ID, receivedAt: new Date('2026-11-02T09:00:00Z'), kind: 'request' }),
      await receive({ receivedAt: new Date('2026-11-03T09:00:00Z') }),
    ];
    expect(await count()).toBe(3);
    expect(await read(centre)).toMatchObject({
      total: { received: 3, answered: 0, inTime: 0, medianDays: null },
      months: [
        { value: '2026-10', received: 1 },
        { value: '2026-11', received: 2 },
      ],
      kinds: [
        { value: 'request', received: 1 },
        { value: 'complaint', received: 2 },
      ],
      provinces: [{ value: '06', received: 3 }],
      institutions: [
        { value: WATER_ID, name: 'Su İdaresi', received: 2 },
        { value: '', received: 1 },
      ],
      languages: [{ value: 'tr', received: 3 }],
    });

    const [late = '', transferred = ''] = ids;
    await answer(late, WATER_ID, '2026-11-10T09:00:00Z');
    await store.db
      .updateTable('case_file')
      .set({ institution_id: ROADS_ID })
      .where('application_id', '=', transferred)
      .execute();
    expect(await count()).toBe(2);
    expect(await read(centre)).toMatchObject({
      total: { received: 3, answered: 1, inTime: 0, medianDays: 36 },
    });
    expect(await read(water)).toMatchObject({
      total: { received: 1, answered: 1 },
      institution: 'Su İdaresi',
      institutions: [],
    });
    expect(await count()).toBe(0);
    expect(await differences()).toEqual([]);
  });

  it('takes an ending without examination for an answer of its day, and what was withdrawn for no debt', async () => {
    const receivedAt = new Date('2026-11-05T09:00:00Z');
    const ids = [];
    for (let index = 0; index < 3; index++) ids.push(await receive({ heldBy: ROADS_ID, receivedAt }));
    await count();
    const [refused = '', withdrawn = ''] = ids;
    const { total: before } = await read(centre, ROADS_ID);
    await end(refused, 'not-examined', '2026-11-05T12:00:00Z');
    await end(withdrawn, 'withdrawn', '2026-11-06T12:00:00Z');
    await count();
    const figures = await read(centre, ROADS_ID);
    expect(figures.total).toMatchObject({
      received: before.received,
      withdrawn: before.withdrawn + 1,
      answered: before.answered + 1,
      inTime: before.inTime + 1,
    });
    const [header, total] = figuresCsv(figures, translateFor('tr')).split('\r\n');
    expect(header).toContain('Geri çekilen');
    expect(total).toContain(`,${before.received},1,`);
    expect(await differences()).toEqual([]);
  });

  it('is undone where a case comes back to what it was', async () => {
    const before = await read(centre);
    const id = await receive({ heldBy: ROADS_ID });
    await count();
    await store.db
      .updateTable('case_file')
      .set({ institution_id: WATER_ID })
      .where('application_id', '=', id)
      .execute();
    await store.db
      .updateTable('case_file')
      .set({ institution_id: ROADS_ID })
      .where('application_id', '=', id)
      .execute();
    await count();
    const after = await read(centre);
    expect(after.total.received).toBe(before.total.received + 1);
    expect(await differences()).toEqual([]);
  });
});

describe('reading', () => {
  it('gives an institution its own alone, and the centre one institution without its disability-related choices', async () => {
    expect(await readFigures(store.db, water, { ...PERIOD, institution: ROADS_ID }, NOW_MS)).toBeUndefined();
    expect(await readFigures(store.db, centre, { ...PERIOD, institution: 'yok' }, NOW_MS)).toBeUndefined();
    expect(await read(centre, WATER_ID)).toMatchObject({ institution: 'Su İdaresi', preferences: null });
    expect((await read(water)).preferences).not.toBeNull();
  });

  it('shows disability-related choices of past quarters from ten on, and none beside which fewer could be computed', async () => {
    const receivedAt = new Date('2026-05-04T09:00:00Z');
    for (let index = 0; index < 12; index++)
      await receive({ heldBy: ROADS_ID, receivedAt, formats: ['audio'] });
    for (let index = 0; index < 3; index++)
      await receive({ heldBy: ROADS_ID, receivedAt, formats: ['sign-language'] });
    for (let index = 0; index < 20; index++)
      await receive({ heldBy: ROADS_ID, receivedAt, formats: ['text'] });
    await count();
    const { preferences } = await read(centre);
    expect(preferences?.quarters).toBe(3);
    const received = Object.fromEntries((preferences?.rows ?? []).map((row) => [row.value, row.received]));
    // 3 and no others are not ten: the next smallest is hidden beside them.
    expect(received).toEqual({
      text: 20,
      'plain-language': null,
      'large-print': null,
      audio: null,
      'sign-language': null,
    });
  });

  it('tells nobody, as a table or as a file, who wrote in easy Turkish (F4)', async () => {
    const turkish = async () => (await read(centre)).languages.find(({ value }) => value === 'tr')?.received;
    const before = (await turkish()) ?? 0;
    await receive({ heldBy: ROADS_ID, locale: 'tr-simple' });
    await receive({ heldBy: ROADS_ID, locale: 'tr' });
    await count();
    expect(await turkish()).toBe(before + 2);
    const figures = await read(centre);
    expect(figures.languages.map(({ value }) => value)).toEqual(['tr']);
    expect(figuresCsv(figures, translateFor('tr'))).not.toContain(LOCALE_NAMES['tr-simple']);
  });

  it('finds its rows by the key alone', async () => {
    const { rows } = await store.db.connection().execute(async (connection) => {
      await sql`set enable_seqscan = off`.execute(connection);
      return sql<{ 'QUERY PLAN': string }>`
        explain select value, sum(count) from figure_count
        where scope = '' and dimension = 'kind' and month between '2026-01-01' and '2026-11-01' group by value`.execute(
        connection,
      );
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/figure_count_pkey/);
    expect(plan).toMatch(/Index Cond: .*scope.*dimension.*month/);
  });
});

describe('as CSV', () => {
  it('says the same, and runs no institution’s name as a formula', async () => {
    const figures = await read(centre);
    const csv = figuresCsv(
      {
        ...figures,
        institutions: [
          {
            value: 'x',
            name: '=HYPERLINK("http://x")',
            received: 1,
            withdrawn: 0,
            answered: 0,
            inTime: 0,
            medianDays: null,
          },
        ],
      },
      translateFor('tr'),
    );
    expect(csv).toMatch(/^\uFEFF/);
    expect(csv).toContain(`Kurum,"'=HYPERLINK(""http://x"")",1,0,0,0,`);
    expect(csv).not.toMatch(/(?:^|,|\r\n)"?[=+@]/);
  });
});

it('over HTTP: a period of months, as JSON and as a file', async () => {
  const folder = await makeTemporaryFolder();
  const test = await openTestApp(await databases.fresh(), folder);
  try {
    const { token } = await createInvitation(
      test.database,
      { name: 'Ekin', institutionId: null, role: 'coordinator' },
      test.clock.nowMs,
    );
    const signedIn = await test.app.inject({
      method: 'POST',
      url: '/api/staff/session',
      payload: { invitation: token },
    });
    const [cookie = ''] = String(signedIn.headers['set-cookie']).split(';');
    const get = (url: string) => test.app.inject({ url, headers: { cookie, 'accept-language': 'en' } });
    const whole = await get('/api/staff/figures');
    expect(v.parse(figuresSchema, whole.json())).toMatchObject({
      from: '2025-12',
      to: '2026-11',
      countedAt: null,
    });
    for (const query of ['from=2026-05&to=2026-04', 'from=2020-01&to=2026-04', 'from=2026-13', 'from=x']) {
      expect((await get(`/api/staff/figures?${query}`)).statusCode).toBe(400);
    }
    expect((await get('/api/staff/figures.csv?institution=yok')).statusCode).toBe(404);
    const file = await get('/api/staff/figures.csv?from=2026-01&to=2026-02');
    expect(file.headers['content-disposition']).toBe('attachment; filename="figures-2026-01-2026-02.csv"');
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.payload).toMatch(/^\uFEFFCounted by,Value,Received,/);
  } finally {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  }
});
