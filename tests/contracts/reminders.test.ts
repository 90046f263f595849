// The clock reminds officers of answers that are due: whom, in which step, once, and what becomes of it.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { remind } from '../../server/casework/reminders.ts';
import { type Office, openOffice, outcome, signIn, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';

let office: Office;
/** Who assigns at the water works, and in the unit where the case lies not. */
let head: string;
let otherHead: string;
beforeAll(async () => {
  office = await openOffice();
  const { test, su } = office;
  await test.pool.query(
    `insert into unit (id, institution_id, name) values ('abone-deneme', $1, 'Abone'), ('ariza-deneme', $1, 'Arıza')`,
    [su],
  );
  const invitee = { institutionId: su, role: 'unit-head' } as const;
  head = await signIn(test, { ...invitee, name: 'Şef Deneme', unitId: 'abone-deneme' });
  otherHead = await signIn(test, { ...invitee, name: 'Öbür Şef', unitId: 'ariza-deneme' });
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const at = (instant: string) =>
  remind(office.test.database, {
    nowMs: Date.parse(instant),
    calendar: office.test.services.calendar,
  });
const listed = async (cookie: string): Promise<string[]> => {
  const answer = await office.test.app.inject({
    url: '/api/staff/cases?list=reminders',
    headers: { cookie },
  });
  return answer.json().cases.map(({ applicationId }: { applicationId: string }) => applicationId);
};
const told = async (applicationId: string) => {
  const { rows } = await office.test.pool.query(
    `select name, step from staff_reminder join staff_account on staff_account.id = account_id
     where application_id = $1 order by step, name`,
    [applicationId],
  );
  return rows.map(({ name, step }) => `${step} ${name}`);
};
const idOf = async (who: Who): Promise<string> =>
  (await office.ask(who, 'GET', '/api/staff/session')).json().accountId;

it('reminds whose desk it is, then who assigns there, then the centre, each step once, until it is answered', async () => {
  const received = await office.receive();
  const place = { kind: 'place', unitId: 'abone-deneme', colleagueId: await idOf('su') };
  expect(outcome(await office.action(received, 'su', place))).toBe(201);
  expect((await office.caseOf(received, 'su')).dueOn).toBe('2026-12-23');
  expect(await at('2026-12-15T08:00:00Z')).toBe(0);
  expect([await at('2026-12-16T08:00:00Z'), await at('2026-12-17T08:00:00Z')]).toEqual([1, 0]);
  expect(await told(received.id)).toEqual(['1 Ekin Deneme']);
  await at('2026-12-22T08:00:00Z');
  expect(await told(received.id)).toEqual(['1 Ekin Deneme', '2 Ekin Deneme', '2 Şef Deneme']);
  await at('2026-12-24T08:00:00Z');
  expect((await told(received.id)).slice(3)).toEqual(['3 Can Deneme', '3 Ekin Deneme', '3 Şef Deneme']);
  for (const cookie of [office.cookies.su, office.cookies.centre, head])
    expect(await listed(cookie)).toEqual([received.id]);
  for (const cookie of [office.cookies.dort, otherHead]) expect(await listed(cookie)).toEqual([]);

  expect(outcome(await office.reply(received, 'su', 'Onarıldı.'))).toBe(201);
  expect(await listed(office.cookies.su)).toEqual([]);
  await at('2026-12-24T09:00:00Z');
  expect(await told(received.id)).toEqual([]);
});

it('reminds who assigns of what lies on nobody’s desk, and of what is seen late in the step of its day alone', async () => {
  const received = await office.receive();
  await at('2026-12-28T08:00:00Z');
  expect(await told(received.id)).toEqual(['3 Can Deneme', '3 Öbür Şef', '3 Şef Deneme']);
  await at('2026-12-29T08:00:00Z');
  expect(await told(received.id)).toHaveLength(3);
});

it('begins anew with another day, and forgets the one before', async () => {
  const received = await office.receive();
  await at('2026-12-22T08:00:00Z');
  expect(await told(received.id)).toEqual(['2 Öbür Şef', '2 Şef Deneme']);
  expect(outcome(await office.action(received, 'su', { kind: 'extend', reason: 'Keşif.' }))).toBe(201);
  expect(await listed(head)).not.toContain(received.id);
  await at('2027-01-14T08:00:00Z');
  expect(await told(received.id)).toEqual([]);
  await at('2027-01-15T08:00:00Z');
  expect(await told(received.id)).toEqual(['1 Öbür Şef', '1 Şef Deneme']);
});

it('reminds who heads the unit above, and the centre where nobody is who assigns', async () => {
  const { test, su } = office;
  await test.pool.query(
    `insert into unit (id, institution_id, name, parent_id) values ('sayac-deneme', $1, 'Sayaç', 'abone-deneme')`,
    [su],
  );
  const lying = async (unitId: string) => {
    const received = await office.receive();
    const place = { kind: 'place', unitId, colleagueId: null };
    expect(outcome(await office.action(received, 'centre', place))).toBe(201);
    return received.id;
  };
  const [under, alone] = [await lying('sayac-deneme'), await lying('ariza-deneme')];
  await test.pool.query(`update staff_account set disabled_at = now() where name = 'Öbür Şef'`);
  await at('2026-12-16T08:00:00Z');
  expect(await told(under)).toEqual(['1 Şef Deneme']);
  expect(await told(alone)).toEqual(['1 Can Deneme']);
});
