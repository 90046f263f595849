// The one answer to many that is being written: for its writer, on whatever machine, until the group has no open case or they see none
// of it any more.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice, outcome, type Received, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
let members: [Received, Received];
/** A group has the id of its first application. */
let group: string;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);
beforeEach(async () => {
  members = [await office.receive(), await office.receive()];
  group = members[0].id;
  const { pool } = office.test;
  await pool.query(`insert into likeness (id, begun_at, size, document) values ($1, now(), 2, '')`, [group]);
  await pool.query('insert into case_likeness (application_id, likeness_id) select unnest($1::uuid[]), $2', [
    members.map(({ id }) => id),
    group,
  ]);
});

const path = (of = group) => `/api/staff/likenesses/${of}/reply-draft`;
const keep = (who: Who, content: string, of = group) => office.ask(who, 'PUT', path(of), { content });
const read = async (who: Who) =>
  (await office.ask(who, 'GET', `/api/staff/cases?likeness=${group}`)).json().groupDraft;
const count = async () => {
  const { rows } = await office.test.pool.query(
    'select count(*)::int from group_draft where likeness_id = $1',
    [group],
  );
  return rows[0].count;
};

it('is there again as it was last kept, for its writer alone, whoever else sees the group', async () => {
  expect(outcome(await keep('su', 'Ekip'))).toBe(204);
  expect(outcome(await keep('su', 'Ekip geliyor'))).toBe(204);
  expect(outcome(await keep('centre', 'Merkezin'))).toBe(204);
  expect([await read('su'), await read('centre')]).toEqual(['Ekip geliyor', 'Merkezin']);
  expect(await read('dort')).toBeUndefined();
  expect(outcome(await keep('dort', 'Başkasının'))).toBe('404 not-found');
  expect(outcome(await keep('interpreter', 'Tercümanın'))).toBe('403 forbidden');
  expect(outcome(await keep('su', 'Yok', freshId()))).toBe('404 not-found');
  expect(outcome(await keep('su', 'x'.repeat(300_001)))).toBe('400 malformed-request');
  expect(outcome(await keep('su', 'a\u0000b'))).toBe('400 malformed-request');
  expect(await count()).toBe(2);
  // Nowhere but in the group's own list.
  const whole = (await office.ask('su', 'GET', '/api/staff/cases')).json();
  expect(whole).not.toHaveProperty('groupDraft');
});

it('is thrown away by its writer, and nobody else’s with it', async () => {
  await keep('su', 'a');
  await keep('centre', 'b');
  const drop = () =>
    office.test.app.inject({ method: 'DELETE', url: path(), headers: { cookie: office.cookies.su } });
  expect([(await drop()).statusCode, (await drop()).statusCode]).toEqual([204, 204]);
  expect([await read('su'), await read('centre')]).toEqual([undefined, 'b']);
});

it('stays while one case of the group is open, and goes with the last one, everybody’s', async () => {
  await keep('su', 'a');
  await keep('centre', 'b');
  expect(outcome(await office.reply(members[0], 'su', 'Onarıldı.'))).toBe(201);
  expect(await count()).toBe(2);
  expect(outcome(await office.act(members[1], { kind: 'withdrawal' }))).toBe(201);
  expect(await count()).toBe(0);
  expect(outcome(await keep('su', 'Geç kalan'))).toBe('404 not-found');
});

it('is out of sight when its writer sees no case of the group any more', async () => {
  await keep('su', 'a');
  const moved = { kind: 'transfer', to: office.dort, reason: 'Sizin.' };
  expect(outcome(await office.action(members[0], 'su', moved))).toBe(201);
  expect(await read('su')).toBe('a');
  expect(outcome(await office.action(members[1], 'su', moved))).toBe(201);
  expect(await read('su')).toBeUndefined();
  expect(await read('dort')).toBeUndefined();
});

it('goes with a closed account, and with the group', async () => {
  await keep('su', 'a');
  await keep('centre', 'b');
  const { pool } = office.test;
  await pool.query(`update staff_account set disabled_at = now() where name = 'Ekin Deneme'`);
  expect(await count()).toBe(1);
  await pool.query(`update staff_account set disabled_at = null where name = 'Ekin Deneme'`);
  await pool.query('delete from case_likeness where likeness_id = $1', [group]);
  await pool.query('delete from likeness where id = $1', [group]);
  expect(await count()).toBe(0);
});
