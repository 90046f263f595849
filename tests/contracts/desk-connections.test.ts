// Citizens have taken all of their connections and wait in the database: an officer is answered none the less.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareConnections } from '../../server/store/connection-shares.ts';
import { type Office, openOffice, outcome, type Received } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

it('an officer’s list, case and answer do not stand in the queue of citizens', async () => {
  const { pool, appPool } = office.test;
  const { citizens } = shareConnections(10);
  const other = await office.receive();
  const held: Received[] = [];
  for (let count = 0; count < citizens + 2; count++) held.push(await office.receive());
  const holder = await pool.connect();
  const waiting = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity
        where application_name = 'test' and datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.count ?? 0;
  };
  let acts: Promise<unknown>[] = [];
  try {
    await holder.query('begin');
    const ids = held.map(({ id }) => id);
    await holder.query('select from case_file where application_id = any($1) for update', [ids]);
    // Each has a connection and waits for the lock; the last ones wait for a connection.
    acts = held.map((one) => office.act(one, { kind: 'addition', text: 'Bir şey daha.' }).then(outcome));
    await expect.poll(waiting).toBe(citizens);
    expect(appPool.waitingCount).toBe(2);

    expect(await office.listed('su', 'open')).toContain(other.id);
    expect((await office.caseOf(other, 'su')).applicationId).toBe(other.id);
    expect(outcome(await office.reply(other, 'su', 'Yapıldı.'))).toBe(201);
    expect(await waiting()).toBe(citizens);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  expect(await Promise.all(acts)).toEqual(acts.map(() => 201));
});
