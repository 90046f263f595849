// What the acceptor relies on, of PostgreSQL's statements and of those in memory that stand for them in the simulation
// (tests/simulation/server/committed-rows.ts): one suite for both.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toApplicationRow } from '../../server/intake/application-row.ts';
import {
  type ApplicationRow,
  createIntakeStatements,
  type IntakeStatements,
} from '../../server/intake/statements.ts';
import { openPool } from '../../server/store/pool.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { CommittedRows } from '../simulation/server/committed-rows.ts';
import { Tally } from '../simulation/tally.ts';
import { silentLogger, startTestDatabase, type TestDatabases } from './databases.ts';
import { anApplication, freshId } from './http-app.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());

const DIGEST = Buffer.alloc(32, 1);

function aRow(number: string, attachments?: Attachment[], id = freshId()): ApplicationRow {
  const acceptance = {
    id,
    number,
    digest: DIGEST,
    trackingMac: Buffer.alloc(32, 2),
    trackingSecretId: 'one',
    receivedAtMs: Date.parse('2026-11-23T09:00:00Z'),
    dueOn: '2026-12-23',
    receipt: `receipt of ${number}`,
  };
  const application = anApplication(attachments ? { attachments } : {});
  return toApplicationRow(application, acceptance, (_, plain) => ({ ...plain, key_id: 'none' }));
}

const anAttachment = (): Attachment => ({
  id: freshId(),
  kind: 'voice',
  role: 'supporting',
  mediaType: 'audio/webm',
  byteLength: 3,
  digest: DIGEST.toString('base64url'),
});

const OPENINGS: Record<string, () => Promise<{ statements: IntakeStatements; close: () => Promise<void> }>> =
  {
    PostgreSQL: async () => {
      const options = { applicationName: 'test' };
      const pool = openPool(await databases.migrated(), { databasePoolSize: 2 }, silentLogger, options);
      return { statements: createIntakeStatements(pool.pg), close: pool.close };
    },
    memory: async () => {
      const rows = new CommittedRows({ trip: () => Promise.resolve() }, new Tally());
      return { statements: rows.statementsFor(() => true), close: () => Promise.resolve() };
    },
  };

describe.each(Object.keys(OPENINGS))('the statements of acceptance over %s', (name) => {
  let statements: IntakeStatements;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await OPENINGS[name]?.();
    if (!opened) throw new Error(name);
    ({ statements, close } = opened);
  });
  afterAll(() => close());

  it('draw each number once, of the year that was asked for', async () => {
    const drawn = [...(await statements.drawNumbers(2026, 3)), ...(await statements.drawNumbers(2026, 2))];
    expect(new Set(drawn).size).toBe(5);
    expect(drawn.every((number) => /^2026-\d{7,}$/.test(number))).toBe(true);
    expect((await statements.drawNumbers(2027, 1))[0]).toMatch(/^2027-/);
  });

  it('store a row once: the second time it is not among those that were stored, and the first stays', async () => {
    const row = aRow('2026-0000101');
    expect(await statements.store([row])).toEqual({ kind: 'stored', ids: new Set([row.id]) });
    const again = { ...aRow('2026-0000102', undefined, row.id), receipt: 'another' };
    const other = aRow('2026-0000103');
    expect(await statements.store([again, other])).toEqual({ kind: 'stored', ids: new Set([other.id]) });
    const found = await statements.find([row.id, other.id, freshId()]);
    expect([...found.keys()].sort()).toEqual([row.id, other.id].sort());
    expect(found.get(row.id)).toEqual({ digest: DIGEST, receipt: 'receipt of 2026-0000101' });
  });

  it('refuse a batch whole where an attachment belongs to another application, as PostgreSQL says it', async () => {
    const attachment = anAttachment();
    await statements.store([aRow('2026-0000201', [attachment])]);
    const neighbour = aRow('2026-0000202');
    const thief = aRow('2026-0000203', [attachment]);
    await expect(statements.store([neighbour, thief])).rejects.toMatchObject({
      code: '23505',
      constraint: 'attachment_pkey',
    });
    expect((await statements.find([neighbour.id, thief.id])).size).toBe(0);
  });
});
