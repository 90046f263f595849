// Each older schema is upgraded with an application inside, and the application is still answered for.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { verifyAudit } from '../../server/audit/verify.ts';
import { createReceiptSigner } from '../../server/intake/receipt-signer.ts';
import { trackingMac } from '../../server/intake/tracking-mac.ts';
import { contextStatements, INTAKE } from '../../server/store/access.ts';
import { migrate } from '../../server/store/migrate.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openPool } from '../../server/store/pool.ts';
import { asOwner, forEachDatabase, makeTemporaryFolder, silentLogger, startTimeoutMs } from './databases.ts';
import { freshId, openTestApp } from './http-app.ts';

/** As the first release wrote one; the keys of that server are those of `openTestApp`'s folder. */
const WRITE = `
  with a as (
    insert into application (id, number, digest, tracking_mac, kind, subject, description, hide_identity, formats,
      locale, notice_version, written_at, received_at, due_on, receipt, province)
    values ($1, '2026-0000001', $2, $3, 'thanks', 'Teşekkür', 'Sağ olun.', false, '{text}', 'tr', '1', now(), now(),
      '2026-12-23', $4, '06')
  ), c as (
    insert into case_file (application_id, state, received_at, due_on, changed_at)
    values ($1, 'received', now(), '2026-12-23', now())
  ), j as (
    insert into job (kind, application_id, run_after) values ('assign', $1, now())
  )
  insert into case_event (application_id, sequence, kind, at) values ($1, 1, 'received', now())`;

forEachDatabase((fresh) => {
  it(
    'brings an application of the first two schemas into the newest, with its thread and its job',
    async () => {
      const folder = await makeTemporaryFolder();
      const keyed = await openTestApp(await fresh(), folder);
      const { newest } = keyed.keys.trackingSecrets;
      const id = freshId();
      const receipt = createReceiptSigner(keyed.keys)({
        id,
        number: '2026-0000001',
        digest: randomBytes(32).toString('base64url'),
        receivedAt: '2026-11-23T08:00:00.000Z',
        dueOn: '2026-12-23',
      });
      await keyed.close();
      const database = await fresh();
      const pool = openPool(asOwner(database), { databasePoolSize: 2 }, silentLogger, {
        applicationName: 'upgrade',
      });
      expect(await migrate(pool.pg, MIGRATIONS.slice(0, 2))).toEqual({ ok: true, applied: [1, 2] });
      const trackingKey = randomBytes(32).toString('base64url');
      const mac = trackingMac(newest, trackingKey);
      await pool.pg.query(WRITE, [id, randomBytes(32), mac, receipt]);
      await pool.close();
      const test = await openTestApp(database, folder);
      const payload = { trackingKey };
      const answer = await test.app.inject({ method: 'POST', url: '/api/threads/open', payload });
      expect(answer.json().threads).toMatchObject([{ subject: 'Teşekkür', state: 'received' }]);
      expect(answer.json().threads[0]).not.toHaveProperty('attachments');
      const { rows } = await test.pool.query('select kind, attachment_id from job order by kind');
      expect(rows).toEqual(['assign', 'index', 'topic'].map((kind) => ({ kind, attachment_id: null })));
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
    startTimeoutMs,
  );

  it(
    'takes what a server of the version before writes meanwhile, and knows what it is about',
    async () => {
      const folder = await makeTemporaryFolder();
      const test = await openTestApp(await fresh(), folder);
      const id = freshId();
      const client = await test.appPool.connect();
      await client.query(`begin; ${contextStatements(INTAKE)}`);
      await client.query(WRITE, [id, randomBytes(32), randomBytes(32), 'a.b.c']);
      await client.query('commit');
      client.release();
      const { rows } = await test.pool.query(
        'select kind, province from case_file where application_id = $1',
        [id],
      );
      expect(rows).toEqual([{ kind: 'thanks', province: '06' }]);
      const { givenFaults, fromBefore } = await verifyAudit(test.database, [], test.keys.published);
      expect([givenFaults, fromBefore]).toEqual([[], 1]);
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
    startTimeoutMs,
  );
});
