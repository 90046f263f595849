// Whose accounts and whose rows of the directory an institution's administrator keeps, over HTTP: its own, and of others' accounts not even
// that they are there.

import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInvitation } from '../../server/identity/invitations.ts';
import { DESK_PATHS } from '../../src/domain/desk-wire.ts';
import { keptResultSchema, keptRowSchema } from '../../src/domain/directory-keeping.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { pathOf } from '../../src/domain/wire.ts';
import { ACCESS_PATHS, accountsSchema } from '../../src/domain/wire-access.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let ours: string;
let theirs: string;
let cookie = '';

const invite = (institutionId: string | null, name: string, role: StaffRole) =>
  createInvitation(test.database, { name, institutionId, role }, test.clock.nowMs);

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
  const { rows } = await test.pool.query(
    'select id from institution where not is_centre order by id limit 2',
  );
  [ours, theirs] = rows.map(({ id }) => String(id)) as [string, string];
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  test.app.inject({ method, url, headers: cookie ? { cookie } : {}, ...(payload && { payload }) });
const change = (accountId: string, changes: object) =>
  call('PUT', pathOf(ACCESS_PATHS.account, { accountId }), {
    role: 'officer',
    institutionId: ours,
    isDisabled: false,
    ...changes,
  });
const recover = (accountId: string) => call('POST', pathOf(ACCESS_PATHS.recovery, { accountId }));
const handOver = (accountId: string) =>
  call('POST', pathOf(DESK_PATHS.handOver, { accountId }), { to: 'spread' });
const codeOf = (answer: { statusCode: number; json: () => { code?: string } }) => [
  answer.statusCode,
  answer.json().code,
];
/** What was done to others. */
const auditOf = async (ids: readonly string[]) =>
  test.database.selectFrom('audit_entry').select('action').where('account_id', 'in', ids).execute();

it('an institution’s administrator keeps its accounts, and neither another’s nor the centre’s', async () => {
  const { accountId: own, token } = await invite(ours, 'Yonca Kurum', 'administrator');
  const signedIn = await call('POST', '/api/staff/session', { invitation: token });
  cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const { accountId: colleague } = await invite(ours, 'Umut Kurum', 'officer');
  const strangers = [
    (await invite(theirs, 'Umut Uzak', 'officer')).accountId,
    (await invite(null, 'Can Merkez', 'coordinator')).accountId,
  ];
  const before = await auditOf(strangers);

  const list = v.parse(accountsSchema, (await call('GET', ACCESS_PATHS.accounts)).json());
  expect(list.accounts.map(({ id }) => id).toSorted()).toEqual([own, colleague].toSorted());
  expect(list.institutions.map(({ id }) => id)).toEqual([ours]);
  for (const id of strangers)
    for (const answer of [await change(id, {}), await recover(id), await handOver(id)])
      expect(codeOf(answer)).toEqual([404, 'not-found']);
  for (const institutionId of [theirs, null]) {
    const invitee = { name: 'Umut Davetli', role: 'coordinator', institutionId };
    const answers = [
      await call('POST', ACCESS_PATHS.accounts, invitee),
      await change(colleague, { institutionId }),
    ];
    for (const answer of answers) expect(codeOf(answer)).toEqual([404, 'institution-unknown']);
  }
  expect(await auditOf(strangers)).toEqual(before);

  expect((await change(colleague, { role: 'approver' })).statusCode).toBe(200);
  expect((await recover(colleague)).statusCode).toBe(201);
});

it('an institution’s administrator keeps its rows of the directory, and no rule, no other’s row, no holiday', async () => {
  const { token } = await invite(ours, 'Yonca Rehber', 'administrator');
  const signedIn = await call('POST', '/api/staff/session', { invitation: token });
  cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const at = (path: string) => `/api/staff/directory/${path}`;
  const change = (path: string, values: object, version: string | null = null) =>
    call('PUT', at(path), { values, version });
  const own = v.parse(keptRowSchema, (await call('GET', at(`institutions/rows/${ours}`))).json());
  const renamed = await change(
    `institutions/rows/${ours}`,
    { name: 'Yeni Ad', needs_approval: 'yes' },
    own.version,
  );
  expect(v.parse(keptResultSchema, renamed.json()).row?.values).toMatchObject({ name: 'Yeni Ad' });
  const unit = await change('units/rows/kendi-birimim', { institution: ours, name: 'Birim' });
  expect(v.parse(keptResultSchema, unit.json()).faults).toEqual([]);
  expect((await call('GET', at('units'))).payload.trim().split('\r\n')).toHaveLength(2);
  expect((await call('GET', at('institutions/names'))).json().names).toMatchObject([{ id: ours }]);

  const given = await change('units/rows/kendi-birimim', { institution: theirs }, unit.json().row.version);
  expect(given.json().faults).toMatchObject([{ column: 'institution', code: 'notOwn' }]);
  const rule = { institution: ours, kind: 'complaint' };
  for (const answer of [
    await change(`institutions/rows/${theirs}`, { needs_approval: '' }, own.version),
    await change('institutions/rows/yeni-kurum', { name: 'Yeni', scope: 'national' }),
    await change('rules/rows/benim-kuralim', rule),
    await call('PUT', '/api/staff/holidays/2027', { days: [], version: 1, isDryRun: false }),
  ])
    expect(codeOf(answer)).toEqual([403, 'forbidden']);
});

it('the centre’s last administrator is not moved to an institution', async () => {
  const { token } = await invite(null, 'Ayla Merkez', 'administrator');
  const signedIn = await call('POST', '/api/staff/session', { invitation: token });
  cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const list = v.parse(accountsSchema, (await call('GET', ACCESS_PATHS.accounts)).json());
  const me = list.accounts.find(({ isMe }) => isMe)?.id ?? '';
  const moved = { role: 'administrator', institutionId: ours };
  expect(codeOf(await change(me, moved))).toEqual([409, 'last-administrator']);
  await invite(null, 'Deniz Merkez', 'administrator');
  expect(codeOf(await change(me, moved))).toEqual([409, 'own-account']);
});
