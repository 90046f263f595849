// An officer's desk over HTTP: where a case lies, who else is in it, views that are kept, groups of applications that are like each
// other, and what becomes of it all when somebody leaves.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handOver } from '../../server/casework/hand-over.ts';
import { groupCases } from '../../server/casework/likeness/group-cases.ts';
import type { Officer } from '../../server/identity/officer.ts';
import { NEWS_OF_BEFORE } from '../../server/store/migrations/0034-news-and-endings.ts';
import type { HandOver, Likeness } from '../../src/domain/desk-wire.ts';
import type { StaffCases } from '../../src/domain/wire-staff.ts';
import { seedOfficer } from '../fixtures/casework.ts';
import { type Office, openOffice, outcome, type Received, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
/** Accounts by name, of the office's own. */
let idOf: (name: string) => string;
const UNIT = 'su-birimi';
const OTHER_UNIT = 'dort-birimi';

beforeAll(async () => {
  office = await openOffice();
  const { pool } = office.test;
  await pool.query(
    `insert into unit (id, institution_id, name, parent_id) values
      ('${UNIT}', $1, 'Arıza Birimi', null), ('su-alt-birimi', $1, 'Nöbetçi Ekip', '${UNIT}'),
      ('${OTHER_UNIT}', $2, 'Yol Birimi', null)`,
    [office.su, office.dort],
  );
  const { rows } = await pool.query<{ id: string; name: string }>('select id, name from staff_account');
  idOf = (name) => rows.find((row) => row.name === name)?.id ?? '';
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const listed = async (who: Who, query: string): Promise<string[]> => {
  const answer = await office.ask(who, 'GET', `/api/staff/cases?${query}`);
  return answer.json<StaffCases>().cases.map(({ applicationId }) => applicationId);
};
const place = (received: Received, who: Who, unitId: string | null, colleagueId: string | null) =>
  office.action(received, who, { kind: 'place', unitId, colleagueId });

describe('a case within its holder', () => {
  it('is taken by whoever answers, lies on their desk, and is given back; the citizen reads nothing of it', async () => {
    const received = await office.receive();
    const me = idOf('Ekin Deneme');
    expect(outcome(await place(received, 'su', UNIT, me))).toBe(201);
    expect(await listed('su', 'desk=me')).toEqual([received.id]);
    expect(await listed('su', `unit=${UNIT}`)).toEqual([received.id]);
    expect(await listed('interpreter', 'desk=me')).toEqual([]);
    const { life } = await office.caseOf(received, 'interpreter');
    expect(life.place).toEqual({
      unitId: UNIT,
      unit: 'Arıza Birimi',
      colleagueId: me,
      colleague: 'Ekin Deneme',
    });
    expect(life.internal).toMatchObject([{ kind: 'placed', by: 'Ekin Deneme', colleague: 'Ekin Deneme' }]);
    expect(JSON.stringify(await office.threadOf(received))).not.toMatch(/Ekin|Arıza Birimi/);
    expect(outcome(await place(received, 'interpreter', null, idOf('Derya Deneme')))).toBe('403 forbidden');
    expect(outcome(await place(received, 'su', UNIT, null))).toBe(201);
    expect(await listed('su', 'desk=me')).toEqual([]);
  });

  it.each<[string, Who, string | null, string, string]>([
    ['an officer, with a colleague', 'su', null, 'Derya Deneme', '422 action-not-valid'],
    ['the centre, with somebody elsewhere', 'centre', null, 'Umut Deneme', '422 action-not-valid'],
    ['the centre, in a unit elsewhere', 'centre', OTHER_UNIT, 'Ekin Deneme', '422 action-not-valid'],
    ['another institution', 'dort', null, 'Umut Deneme', '404 not-found'],
    ['the centre, with the holder’s own', 'centre', UNIT, 'Ekin Deneme', '201'],
  ])('%s', async (_, who, unit, colleague, expected) => {
    expect(String(outcome(await place(await office.receive(), who, unit, idOf(colleague))))).toBe(expected);
  });

  it('lies on nobody’s desk any more when another institution has it', async () => {
    const received = await office.receive();
    await place(received, 'su', UNIT, idOf('Ekin Deneme'));
    await office.action(received, 'su', { kind: 'transfer', to: office.dort, reason: 'Onların.' });
    const { life } = await office.caseOf(received, 'dort');
    expect(life.place).toEqual({ unitId: null, unit: null, colleagueId: null, colleague: null });
  });

  it('can lie where its holder has somebody: whoever assigns is told of all, others of themselves', async () => {
    const received = await office.receive();
    const names = async (who: Who, url: string): Promise<string[]> =>
      (await office.ask(who, 'GET', url)).json().colleagues.map(({ name }: { name: string }) => name);
    const url = `/api/staff/cases/${received.id}/places`;
    expect(await names('centre', url)).toEqual(['Ekin Deneme']);
    expect(await names('su', url)).toEqual(['Ekin Deneme']);
    expect(await names('dort', '/api/staff/places')).toEqual(['Evren Deneme', 'Umut Deneme']);
  });
});

it('a unit’s list shows what lies in the units under it, to whoever belongs to it', async () => {
  const received = await office.receive();
  await place(received, 'centre', 'su-alt-birimi', null);
  expect(await listed('su', 'desk=unit')).toEqual([]);
  const me = idOf('Ekin Deneme');
  await office.test.pool.query('update staff_account set unit_id = $2 where id = $1', [me, UNIT]);
  expect(await listed('su', 'desk=unit')).toContain(received.id);
});

describe('two officers in one case', () => {
  const show = async (received: Received, who: Who) => {
    const shown = await office.ask(who, 'PUT', `/api/staff/cases/${received.id}/presence`);
    return { ...shown.json(), others: shown.json().others?.map(({ name }: { name: string }) => name) };
  };

  it('are told of each other until one leaves, or says nothing for a minute; and of changes without reading', async () => {
    const received = await office.receive();
    const first = await show(received, 'su');
    expect(first.others).toEqual([]);
    expect((await show(received, 'interpreter')).others).toEqual(['Ekin Deneme']);
    await office.action(received, 'interpreter', { kind: 'note', text: 'Bakıyorum.' });
    expect(await show(received, 'su')).toEqual({ others: ['Derya Deneme'], changes: first.changes + 1 });
    const read = await office.ask('su', 'GET', `/api/staff/cases/${received.id}`);
    expect(read.json().changes).toBe(first.changes + 1);
    await office.test.app.inject({
      method: 'DELETE',
      url: `/api/staff/cases/${received.id}/presence`,
      headers: { cookie: office.cookies.interpreter },
    });
    expect((await show(received, 'su')).others).toEqual([]);
    await show(received, 'interpreter');
    office.test.clock.nowMs += 61_000;
    expect((await show(received, 'su')).others).toEqual([]);
    const kept = await office.test.pool.query('select count(*)::int from case_presence');
    expect(kept.rows).toEqual([{ count: 1 }]);
  });
});

describe('what waits for its holder', () => {
  const newsOf = async (received: Received, who: Who, list = 'news') => {
    const answer = await office.ask(who, 'GET', `/api/staff/cases?list=${list}`);
    return answer.json<StaffCases>().cases.find(({ applicationId }) => applicationId === received.id)?.news;
  };

  it('stands in its row, and the row in a list, until they act', async () => {
    const received = await office.receive();
    expect(await newsOf(received, 'su')).toBeUndefined();
    const questionId = freshId();
    await office.action(received, 'su', { kind: 'ask-information', question: 'Nerede?' }, questionId);
    expect(outcome(await office.act(received, { kind: 'information', questionId, text: 'Parkta.' }))).toBe(
      201,
    );
    await office.action(received, 'su', { kind: 'note', text: 'Okudum.' });
    expect(await newsOf(received, 'su')).toBe('information-given');
    expect(await newsOf(received, 'centre')).toBe('information-given');
    const opinionId = freshId();
    const asked = { kind: 'ask-opinion', institutionId: office.dort, question: 'Sizde ne var?' };
    expect(outcome(await office.action(received, 'su', asked, opinionId))).toBe(201);
    expect(await newsOf(received, 'su')).toBeUndefined();
    await office.act(received, { kind: 'addition', text: 'Arka kapıda.' });
    expect(await newsOf(received, 'su')).toBe('added');
    expect(await office.listed('dort', 'opinions')).toContain(received.id);
    expect(await newsOf(received, 'dort', 'opinions')).toBeUndefined();
    const given = { kind: 'give-opinion', opinionId, text: 'Bir şey yok.' };
    expect(outcome(await office.action(received, 'dort', given))).toBe(201);
    expect(await newsOf(received, 'su')).toBe('opinion-given');
    await office.reply(received, 'su', 'Parkta onarıldı.');
    expect(await newsOf(received, 'su')).toBeUndefined();
  });

  it('of a draft that was sent back, too', async () => {
    const addressee = { kind: 'institution', institutionId: office.dort, name: 'Kurum' };
    const received = await office.receive({ addressee });
    const replyId = freshId();
    await office.reply(received, 'dort', 'Olur.', replyId);
    await office.action(received, 'approver', { kind: 'send-back', replyId, reason: 'Gün yaz.' });
    expect(await newsOf(received, 'dort')).toBe('draft-returned');
    await office.reply(received, 'dort', 'Bir mayısta olur.');
    expect(await newsOf(received, 'dort')).toBeUndefined();
  });

  it('is found for the cases of before (migration 34)', async () => {
    const { pool } = office.test;
    const [added, asked] = [await office.receive(), await office.receive()];
    await office.act(added, { kind: 'addition', text: 'Arka kapıda.' });
    await office.act(asked, { kind: 'addition', text: 'Ön kapıda.' });
    await office.action(asked, 'su', { kind: 'ask-information', question: 'Hangi kapı?' });
    const addressee = { kind: 'institution', institutionId: office.dort, name: 'Kurum' };
    const returned = await office.receive({ addressee });
    const replyId = freshId();
    await office.reply(returned, 'dort', 'Olur.', replyId);
    await office.action(returned, 'approver', { kind: 'send-back', replyId, reason: 'Gün yaz.' });
    const read = async (): Promise<Record<string, unknown>> => {
      const { rows } = await pool.query('select application_id, news from case_file where is_open');
      return Object.fromEntries(rows.map(({ application_id, news }) => [application_id, news]));
    };
    const before = await read();
    expect(before).toMatchObject({ [added.id]: 'added', [asked.id]: null, [returned.id]: 'draft-returned' });
    await pool.query('update case_file set news = null');
    await pool.query(NEWS_OF_BEFORE);
    expect(await read()).toEqual(before);
  });
});

describe('saved views', () => {
  const keep = (viewId: string, name: string, who: Who = 'su', address = '#/basvurular?liste=itirazlar') =>
    office.ask(who, 'PUT', `/api/staff/views/${viewId}`, { name, address });

  it('are kept once, renamed in their place, and nobody else’s', async () => {
    const [one, two] = [freshId(), freshId()];
    await keep(one, 'Bir');
    await keep(one, 'Bir');
    office.test.clock.nowMs += 1;
    await keep(two, 'İki');
    expect((await keep(one, 'Birinci')).json().views).toMatchObject([
      { id: one, name: 'Birinci' },
      { id: two, name: 'İki' },
    ]);
    expect(outcome(await keep(one, 'Benim', 'dort'))).toBe('404 not-found');
    expect((await office.ask('dort', 'GET', '/api/staff/views')).json()).toEqual({ views: [] });
  });

  it.each([
    'https://example.org/',
    '#/hesaplar',
    '#/basvurular?ara=<b>',
    `#/basvurular?ara=${'a'.repeat(600)}`,
    '#/basvurular/x',
  ])('lead nowhere but to a list: %s', async (address) => {
    expect(outcome(await keep(freshId(), 'Kötü', 'su', address))).toBe('400 malformed-request');
  });

  it('are thirty at most', async () => {
    await office.test.pool.query(
      `insert into saved_view (id, account_id, name, address, created_at)
        select gen_random_uuid(), $1, 'x', '#/basvurular', now() from generate_series(1, 30)`,
      [idOf('Can Deneme')],
    );
    expect(outcome(await keep(freshId(), 'Bir daha', 'centre'))).toBe('409 too-many-views');
  });
});

describe('applications that are like each other', () => {
  const flood = (index: number, more: object = {}) =>
    office.receive({
      subject: 'Mahallemizde su kesintisi',
      description: `Üç gündür sularımız akmıyor, ${index}. sokakta hiç su yok.`,
      province: '06',
      district: 'Çankaya',
      ...more,
    });

  it('are one group from three on, once, in one province; told to each by their own cases alone', async () => {
    const { database } = office.test;
    const { clock } = office.test;
    const members = [await flood(1), await flood(2), await flood(3)];
    const elsewhere = await flood(4, { province: '35', district: 'Konak' });
    const ofOthers = await flood(5, {
      addressee: { kind: 'institution', institutionId: office.dort, name: 'x' },
    });
    await groupCases(database, clock.nowMs);
    expect(await groupCases(database, clock.nowMs)).toBe(0);
    const floods = async (who: Who): Promise<Likeness[]> =>
      (await office.ask(who, 'GET', '/api/staff/likenesses'))
        .json<{ likenesses: Likeness[] }>()
        .likenesses.filter(({ subject }) => subject === 'Mahallemizde su kesintisi');
    const [group, ...others] = await floods('su');
    if (!group) throw new Error('no group');
    expect([group.open, group.sinceYesterday, others]).toEqual([3, 3, []]);
    const { id } = group;
    expect((await listed('su', `likeness=${id}`)).toSorted()).toEqual(
      members.map((one) => one.id).toSorted(),
    );
    expect((await floods('centre')).map(({ open }) => open)).toEqual([4]);
    expect(await floods('dort')).toEqual([]);
    const [first] = members as [Received];
    expect((await office.caseOf(first, 'su')).likeness).toEqual({ id, open: 3, sinceYesterday: 3 });
    expect((await office.caseOf(elsewhere, 'su')).likeness).toBeUndefined();
    expect((await office.caseOf(ofOthers, 'dort')).likeness).toBeUndefined();
    await office.reply(first, 'su', 'Onarıldı.');
    expect(await floods('su')).toEqual([]);
  });
});

describe('when somebody leaves', () => {
  let leaving: Officer;
  let staying: Officer;
  let administrator: Officer;
  const lying = async (officer: Officer): Promise<number> => {
    const { rows } = await office.test.pool.query(
      'select count(*)::int from case_file where colleague_id = $1 and is_open',
      [officer.accountId],
    );
    return rows[0].count;
  };

  beforeAll(async () => {
    const { database } = office.test;
    leaving = await seedOfficer(database, office.su);
    staying = await seedOfficer(database, office.su);
    administrator = await seedOfficer(database, null, 'administrator');
    for (const unit of [UNIT, UNIT, null])
      await place(await office.receive(), 'centre', unit, leaving.accountId);
  });

  const leave = (wish: HandOver) => {
    const { database, clock } = office.test;
    return handOver(database, administrator, { accountId: leaving.accountId, ...wish }, clock.nowMs);
  };

  it('nothing goes to who is of another institution, or leaves, or is not there', async () => {
    const elsewhere = idOf('Umut Deneme');
    for (const colleagueId of [elsewhere, leaving.accountId, freshId()])
      expect(await leave({ to: 'colleague', colleagueId })).toEqual({ ok: false, code: 'colleague-unknown' });
    expect(await leave({ to: 'pool', unitId: OTHER_UNIT })).toEqual({ ok: false, code: 'unit-unknown' });
    expect(await lying(leaving)).toBe(3);
  });

  it('their cases go to a colleague, each by an event of its own; again there is nothing to do', async () => {
    const colleagueId = staying.accountId;
    expect(await leave({ to: 'colleague', colleagueId })).toEqual({ ok: true, moved: 3 });
    expect(await leave({ to: 'colleague', colleagueId })).toEqual({ ok: true, moved: 0 });
    expect([await lying(leaving), await lying(staying)]).toEqual([0, 3]);
    const { rows } = await office.test.pool.query(
      `select count(*)::int from case_event where kind = 'placed' and actor_id = $1`,
      [administrator.accountId],
    );
    expect(rows).toEqual([{ count: 3 }]);
  });

  it('an account that is closed leaves nothing on its desk: it goes to the pool of its unit', async () => {
    const payload = { role: 'officer', institutionId: office.su, unitId: null, isDisabled: true };
    const closed = await office.test.app.inject({
      method: 'PUT',
      url: `/api/staff/accounts/${staying.accountId}`,
      headers: { cookie: await office.administrator() },
      payload,
    });
    expect(closed.json()).toMatchObject({ isDisabled: true, deskCases: 0 });
    expect(await lying(staying)).toBe(0);
    expect((await listed('su', `unit=${UNIT}`)).length).toBeGreaterThanOrEqual(2);
  });

  it('all colleagues get as many', async () => {
    const { database } = office.test;
    const more = [await office.receive(), await office.receive()];
    const other = await seedOfficer(database, office.su);
    for (const one of more) await place(one, 'centre', null, other.accountId);
    const gone = { accountId: other.accountId, to: 'spread' } as const;
    expect(await handOver(database, administrator, gone, office.test.clock.nowMs)).toEqual({
      ok: true,
      moved: 2,
    });
    const { rows } = await office.test.pool.query(
      `select count(distinct colleague_id)::int from case_file where application_id = any($1)`,
      [more.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });
});
