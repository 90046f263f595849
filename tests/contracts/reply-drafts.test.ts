// The answer that is being written: for its writer, on whatever machine, until it is sent or is not theirs to write any more.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice, outcome, type Received, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';

let office: Office;
let received: Received;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);
beforeEach(async () => {
  received = await office.receive();
});

const path = ({ id }: Received) => `/api/staff/cases/${id}/reply-draft`;
const keep = (who: Who, content: string, of = received) => office.ask(who, 'PUT', path(of), { content });
const read = async (who: Who, of = received) => (await office.read(of, who)).json().replyDraft;
const count = async (of = received) => {
  const { rows } = await office.test.pool.query(
    'select count(*)::int from reply_draft where application_id = $1',
    [of.id],
  );
  return rows[0].count;
};

it('is there again as it was last kept, for its writer alone, whoever else may see the case', async () => {
  expect(outcome(await keep('su', 'Ekip'))).toBe(204);
  expect(outcome(await keep('su', 'Ekip geliyor'))).toBe(204);
  expect(outcome(await keep('centre', 'Merkezin'))).toBe(204);
  expect(await read('su')).toBe('Ekip geliyor');
  expect(await read('centre')).toBe('Merkezin');
  expect(await read('interpreter')).toBeUndefined();
  expect(outcome(await keep('dort', 'Başkasının'))).toBe('404 not-found');
  expect(await count()).toBe(2);
});

it('is thrown away by its writer, and nobody else’s with it', async () => {
  await keep('su', 'a');
  await keep('centre', 'b');
  const dropped = await office.test.app.inject({
    method: 'DELETE',
    url: path(received),
    headers: { cookie: office.cookies.su },
  });
  expect(dropped.statusCode).toBe(204);
  expect([await read('su'), await read('centre')]).toEqual([undefined, 'b']);
});

it('goes when the answer is sent: its writer’s; and with the case’s end everybody’s', async () => {
  await keep('su', 'a');
  await keep('centre', 'b');
  expect(outcome(await office.reply(received, 'su', 'Onarıldı.'))).toBe(201);
  expect([await read('su'), await read('centre')]).toEqual([undefined, 'b']);
  expect(outcome(await office.action(received, 'su', { kind: 'close' }))).toBe(201);
  expect(await count()).toBe(0);
});

it('does not go along with the case to another institution, nor come back with it', async () => {
  await keep('su', 'a');
  const moved = { kind: 'transfer', to: office.dort, reason: 'Sizin.' };
  expect(outcome(await office.action(received, 'su', moved))).toBe(201);
  expect(await count()).toBe(0);
  expect(outcome(await keep('su', 'Geç kalan'))).toBe('404 not-found');
  const back = { kind: 'transfer', to: office.su, reason: 'Değil.' };
  expect(outcome(await office.action(received, 'dort', back))).toBe(201);
  expect(await read('su')).toBeUndefined();
});

it('goes when the citizen withdraws, and with a closed account', async () => {
  const other = await office.receive();
  await keep('su', 'a');
  await keep('su', 'b', other);
  expect(outcome(await office.act(received, { kind: 'withdrawal' }))).toBe(201);
  expect([await count(), await count(other)]).toEqual([0, 1]);
  await office.test.pool.query(`update staff_account set disabled_at = now() where name = 'Ekin Deneme'`);
  expect(await count(other)).toBe(0);
  await office.test.pool.query(`update staff_account set disabled_at = null where name = 'Ekin Deneme'`);
});

it.each([
  ['longer than any answer', 'x'.repeat(300_001)],
  ['with a null, which no database keeps', 'a\u0000b'],
  ['with half a letter, which would come back as another', 'a\ud800b'],
])('%s is refused', async (_, content) => {
  expect(outcome(await keep('su', content))).toBe('400 malformed-request');
  expect(await count()).toBe(0);
});

it('with what an answer may not have is kept as it was typed', async () => {
  expect(outcome(await keep('su', 'a\u202eb\u0007'))).toBe(204);
  expect(await read('su')).toBe('a\u202eb\u0007');
});
