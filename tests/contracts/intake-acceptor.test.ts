// Acceptance against a real database: bad neighbours, races between servers, lost connections, years.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncomingApplication } from '../../server/intake/acceptor.ts';
import type { Application } from '../../src/domain/application.ts';
import { forEachDatabase, makeTemporaryFolder } from './databases.ts';
import { anApplication, countRows, freshId, openTestApp, rowsOf, type TestApp } from './http-app.ts';

let folder: string;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function incoming(changes: Partial<Application> = {}, id = freshId()): IncomingApplication {
  const application = anApplication(changes);
  return { id, digest: createHash('sha256').update(JSON.stringify(application)).digest(), application };
}

/** Passes every rule of ours that this test goes around, and no column takes it. */
const REFUSED_BY_THE_DATABASE = { subject: 'a\u0000b' };

forEachDatabase((fresh) => {
  const withApp = async (
    use: (test: TestApp) => Promise<void>,
    ...rest: [Parameters<typeof openTestApp>[2]?]
  ) => {
    const test = await openTestApp(await fresh(), folder, ...rest);
    try {
      await use(test);
    } finally {
      await test.close();
    }
  };

  describe('acceptance', () => {
    it('commits to disk before it answers', () =>
      withApp(async ({ pool }) => {
        const { rows } = await pool.query('show synchronous_commit');
        expect(rows).toEqual([{ synchronous_commit: 'on' }]);
      }));

    it('writes application, applicant, case, event, job and audit row together', () =>
      withApp(async ({ acceptor, pool, wakes }) => {
        const one = incoming();
        expect(await acceptor.accept(one)).toMatchObject({ kind: 'accepted' });
        expect(await countRows(pool)).toEqual(rowsOf(1));
        expect(wakes.count).toBe(1);
        const { rows } = await pool.query(
          `
          select case_file.state, case_file.institution_id, case_file.due_on, case_file.changed_at,
                 case_event.sequence, case_event.kind, case_event.at,
                 job.kind as job, job.attempts, audit_entry.action
          from case_file join case_event using (application_id) join job using (application_id)
          join audit_entry using (application_id) where application_id = $1`,
          [one.id],
        );
        expect(rows).toEqual([
          {
            state: 'received',
            institution_id: null,
            due_on: '2026-12-23',
            changed_at: new Date('2026-11-23T08:00:00Z'),
            sequence: 1,
            kind: 'received',
            at: new Date('2026-11-23T08:00:00Z'),
            job: 'assign',
            attempts: 0,
            action: 'application-received',
          },
        ]);
      }));

    it('of a row that the database refuses hurts no neighbour in its batch', () =>
      withApp(async ({ acceptor, pool }) => {
        const batch = Array.from({ length: 60 }, (_, index) =>
          incoming(index % 20 === 7 ? REFUSED_BY_THE_DATABASE : {}),
        );
        const results = await Promise.allSettled(batch.map((one) => acceptor.accept(one)));
        const accepted = results.filter((one) => one.status === 'fulfilled' && one.value.kind === 'accepted');
        expect(accepted).toHaveLength(57);
        expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(3);
        expect(await countRows(pool)).toEqual(rowsOf(57));
      }));

    it('on two servers at once gives an id one receipt', async () => {
      const database = await fresh();
      const first = await openTestApp(database, folder);
      const second = await openTestApp(database, folder);
      const batch = Array.from({ length: 80 }, () => incoming());
      const results = await Promise.all(
        batch.flatMap((one, index) => {
          const servers = index % 2 === 0 ? [first, second] : [second, first];
          return servers.map(({ acceptor }) => acceptor.accept(one));
        }),
      );
      const receipts = results.map((result) => ('receipt' in result ? result.receipt : result.kind));
      expect(new Set(receipts).size).toBe(80);
      expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(80);
      expect(results.filter(({ kind }) => kind === 'repeated')).toHaveLength(80);
      expect(await countRows(first.pool)).toEqual(rowsOf(80));
      await first.close();
      await second.close();
    });

    it('of two different bodies under one id at once takes one and refuses the other', () =>
      withApp(async ({ acceptor, pool }) => {
        const id = freshId();
        const results = await Promise.all(
          Array.from({ length: 20 }, () => acceptor.accept(incoming({}, id))),
        );
        expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
        expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(19);
        expect(await countRows(pool)).toEqual(rowsOf(1));
      }));

    it.each([
      ['no number is to be had', { drawNumbers: () => Promise.reject(new Error('connection refused')) }],
      [
        'the disk is full: the statement was undone',
        { store: () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' })) },
      ],
    ])('says "unavailable" where nothing can have been written: %s', (_, broken) =>
      withApp(
        async ({ acceptor, pool }) => {
          expect(await acceptor.accept(incoming())).toMatchObject({ kind: 'unavailable' });
          expect(await countRows(pool)).toEqual(rowsOf(0));
        },
        { changeStatements: (statements) => ({ ...statements, ...broken }) },
      ),
    );

    it('says "unavailable" where no connection is to be had, though it has numbers in stock', async () => {
      const { acceptor, appPool, app } = await openTestApp(await fresh(), folder);
      expect(await acceptor.accept(incoming())).toMatchObject({ kind: 'accepted' });
      await appPool.end();
      expect(await acceptor.accept(incoming())).toMatchObject({ kind: 'unavailable' });
      await app.close();
    });

    it('does not claim a rejection when the connection breaks at the commit', async () => {
      let isBroken = true;
      await withApp(
        async ({ acceptor, pool }) => {
          const one = incoming();
          expect(await acceptor.accept(one)).toMatchObject({ kind: 'unknown' });
          expect(await countRows(pool)).toEqual(rowsOf(1));
          isBroken = false;
          expect(await acceptor.accept(one)).toMatchObject({ kind: 'repeated' });
          expect(await countRows(pool)).toEqual(rowsOf(1));
        },
        {
          changeStatements: (statements) => ({
            ...statements,
            store: async (rows) => {
              const stored = await statements.store(rows);
              if (isBroken) throw new Error('Connection terminated unexpectedly');
              return stored;
            },
          }),
        },
      );
    });

    it('numbers by the year on the wall in Istanbul, from 1 in each year', () =>
      withApp(async ({ acceptor, pool, clock }) => {
        clock.nowMs = Date.parse('2026-12-31T20:59:59Z');
        await acceptor.accept(incoming());
        clock.nowMs = Date.parse('2026-12-31T21:00:00Z');
        await acceptor.accept(incoming());
        await acceptor.accept(incoming());
        const { rows } = await pool.query('select number from application order by number');
        expect(rows.map(({ number }) => number)).toEqual(['2026-0000001', '2027-0000001', '2027-0000002']);
      }));

    it(
      'refuses politely when too many wait, and takes everything that it did not refuse',
      () =>
        withApp(async ({ acceptor, pool }) => {
          const results = await Promise.all(Array.from({ length: 1500 }, () => acceptor.accept(incoming())));
          const accepted = results.filter(({ kind }) => kind === 'accepted').length;
          const overloaded = results.filter(({ kind }) => kind === 'overloaded').length;
          expect(accepted).toBeGreaterThanOrEqual(1000);
          expect(overloaded).toBeGreaterThan(0);
          expect(accepted + overloaded).toBe(1500);
          expect(await countRows(pool)).toEqual(rowsOf(accepted));
        }),
      30_000,
    );

    it('keeps the tracking key only as a MAC under the secret', () =>
      withApp(async ({ acceptor, pool }) => {
        const trackingKey = randomBytes(32).toString('base64url');
        await acceptor.accept(incoming({ trackingKey }));
        const { rows } = await pool.query<{ row: string }>(
          'select application::text as row from application',
        );
        const hex = Buffer.from(trackingKey, 'base64url').toString('hex');
        expect(rows[0]?.row).not.toContain(trackingKey);
        expect(rows[0]?.row).not.toContain(hex);
      }));
  });
});
