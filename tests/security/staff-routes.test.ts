// Every staff route, and that of attachments, × every role × own, another's, none, and the centre's: what comes is what the
// matrix says, and what is refused tells nothing.
// The routes are those that the router itself names.

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../server/http/staff-session.ts';
import { beginSession } from '../../server/identity/begin-session.ts';
import { LINK_PROVES_MS } from '../../server/identity/fresh-proof.ts';
import { STAFF_ROLES, type StaffRole } from '../../src/domain/role.ts';
import { STAFF_ACTION_PATH } from '../../src/domain/staff-action.ts';
import {
  makeTemporaryFolder,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from '../contracts/databases.ts';
import { openTestApp, type TestApp } from '../contracts/http-app.ts';
import { newId, seedCase, seedOfficer } from '../fixtures/casework.ts';
import { ACTIONS } from './staff-action-matrix.ts';
import { MATRIX, type Row, SHARED_TABLES, type Target } from './staff-route-matrix.ts';

type Subject = 'own' | 'other' | 'none';
const DEVICE = { browser: 'unknown', system: 'unknown' } as const;
/** Of every seeded case: what nobody may read who is refused. */
const SECRETS = /Nuriye|Taşdelen|Sokağımızda|Üç gündür|11111111110|Gizli ad/;

let databases: TestDatabases;
let folder: string;
let test: TestApp;
/** Institutions of the shipped directory. */
let ours: string;
let theirs: string;
let third: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
  const rows = await test.database
    .selectFrom('institution')
    .select('id')
    .where('is_centre', '=', false)
    .orderBy('id')
    .limit(3)
    .execute();
  [ours = '', theirs = '', third = ''] = rows.map(({ id }) => id);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

interface Actor {
  accountId: string;
  cookie: string;
}

/** @param provenAgoMs how old the actor's last proof is */
async function makeActor(
  role: StaffRole,
  { provenAgoMs = 0, at = ours }: { provenAgoMs?: number; at?: string | null } = {},
): Promise<Actor> {
  const { database } = test;
  const { accountId } = await seedOfficer(database, at, role);
  const begun = await database
    .transaction()
    .execute((transaction) =>
      beginSession(transaction, { accountId, method: 'passkey', device: DEVICE }, test.clock.nowMs),
    );
  if (provenAgoMs > 0)
    await database
      .updateTable('staff_session')
      .set({ proven_at: new Date(test.clock.nowMs - provenAgoMs) })
      .where('account_id', '=', accountId)
      .execute();
  return { accountId, cookie: `${SESSION_COOKIE}=${begun.token}` };
}

/** Fills the parts of a path, or of a body, with something that is the actor's, another's or nobody's. */
async function place(
  target: Target | undefined,
  subject: Subject,
  actor: Actor,
): Promise<(template: string) => string> {
  const ids = subject === 'none' || target === undefined ? {} : await seed(target, subject, actor);
  return (template) =>
    template.replace(/:([A-Za-z]\w+)/g, (_, part: string) => {
      if (part === 'ours') return ours;
      if (part === 'third') return third;
      if (part === 'me') return actor.accountId;
      if (part === 'slot') return 'page-help';
      if (part === 'rendition') return 'mp4';
      if (part === 'table') return 'units';
      if (part === 'year') return '2027';
      ids[part] ??= newId();
      return ids[part];
    });
}

async function seed(target: Target, subject: Subject, actor: Actor): Promise<Record<string, string>> {
  const { database } = test;
  const accountId = subject === 'own' ? actor.accountId : (await seedOfficer(database, theirs)).accountId;
  const id = newId();
  switch (target) {
    case 'clip':
      return {};
    case 'account':
      return { accountId };
    case 'unit':
      await database
        .insertInto('unit')
        .values({ id, name: 'Gizli ad', institution_id: subject === 'own' ? ours : theirs })
        .execute();
      return { rowId: id };
    case 'passkey':
      await Promise.all([seedPasskey(accountId, id), seedPasskey(accountId, newId())]);
      return { passkeyId: id };
    case 'view':
      await database
        .insertInto('saved_view')
        .values({
          id,
          account_id: accountId,
          name: 'Gizli ad',
          address: '#/basvurular',
          created_at: new Date(test.clock.nowMs),
        })
        .execute();
      return { viewId: id };
    case 'session':
      await database
        .insertInto('staff_session')
        .values({
          id,
          token_hash: Buffer.from(id.replaceAll('-', '').repeat(2).slice(0, 64), 'hex'),
          account_id: accountId,
          created_at: new Date(test.clock.nowMs),
          last_used_at: new Date(test.clock.nowMs),
          proven_at: new Date(test.clock.nowMs),
          expires_at: new Date(test.clock.nowMs + 3_600_000),
        })
        .execute();
      return { sessionId: id };
    case 'group':
      return { id: await seedGroup(subject === 'own' ? ours : theirs) };
    case 'case':
    case 'medium':
    case 'recording': {
      const applicationId = await seedCase(database, {
        heldBy: subject === 'own' ? ours : theirs,
        formats: ['text'],
      });
      if (target === 'case') return { id: applicationId };
      await seedRecording(applicationId, id, target);
      return target === 'medium' ? { id: applicationId, attachmentId: id } : { id };
    }
  }
}

/** Of one open case, whose id it has. */
async function seedGroup(heldBy: string): Promise<string> {
  const { database } = test;
  const id = await seedCase(database, { heldBy, formats: ['text'] });
  await database
    .insertInto('likeness')
    .values({ id, province: null, topic_id: null, begun_at: new Date(test.clock.nowMs), document: '' })
    .execute();
  await database.insertInto('case_likeness').values({ application_id: id, likeness_id: id }).execute();
  return id;
}

async function seedPasskey(accountId: string, id: string): Promise<void> {
  await test.database
    .insertInto('staff_passkey')
    .values({
      id,
      account_id: accountId,
      credential_id: id,
      public_key: Buffer.alloc(1),
      counter: 0,
      transports: [],
      name: 'Gizli ad',
      is_synced: false,
      created_at: new Date(test.clock.nowMs),
    })
    .execute();
}

async function seedRecording(
  applicationId: string,
  id: string,
  target: 'medium' | 'recording',
): Promise<void> {
  await test.database
    .insertInto('attachment')
    .values({
      id,
      application_id: applicationId,
      kind: target === 'medium' ? 'sign-video' : 'voice',
      role: target === 'medium' ? 'answer' : 'description',
      media_type: 'audio/webm',
      byte_length: 4,
      digest: Buffer.alloc(32),
      duration_ms: 1_000,
      state: 'ready',
      problem: null,
      position: 1,
      stored_at: new Date(test.clock.nowMs),
      created_at: new Date(test.clock.nowMs),
      reply_id: null,
      captions: null,
    })
    .execute();
  const { key, byteLength } = await test.stores.blobs.put(once(Buffer.from('ses\n')));
  await test.database
    .insertInto('rendition')
    .values({
      attachment_id: id,
      name: 'mp4',
      media_type: 'video/mp4',
      byte_length: byteLength,
      blob_key: key,
      created_at: new Date(test.clock.nowMs),
    })
    .execute();
}

async function* once(bytes: Buffer) {
  yield bytes;
}

function filled(body: object | Buffer, fill: (template: string) => string): object | Buffer {
  return Buffer.isBuffer(body) ? body : JSON.parse(JSON.stringify(body).replace(/":\w+"/g, fill));
}

async function ask(route: string, row: Row, subject: Subject, actor: Actor | undefined) {
  const [method, path = ''] = route.split(' ');
  const nobody = { accountId: newId(), cookie: '' };
  const fill = await place(row.target, subject, actor ?? nobody);
  const answer = await test.app.inject({
    method: method as 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: fill(path) + (row.query ?? ''),
    headers: { ...row.headers, ...(actor ? { cookie: actor.cookie } : {}) },
    ...(row.body === undefined ? {} : { payload: filled(row.body, fill) }),
  });
  return { status: answer.statusCode, text: answer.payload };
}

it('every staff route of the router has a row, and every row a route', () => {
  const routes = [...test.app.methodsByPath]
    .filter(([path]) => path.startsWith('/api/staff') || path.startsWith('/api/attachments/'))
    .flatMap(([path, methods]) =>
      [...methods].filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`),
    );
  expect(Object.keys(MATRIX).toSorted()).toEqual(routes.toSorted());
});

const ACTION_ROUTE = `PUT ${STAFF_ACTION_PATH}`;
const READS_NO_NAME: readonly StaffRole[] = ['interpreter', 'auditor'];
const SUBJECTS = ['own', 'other', 'none'] as const;

it.each(Object.entries(MATRIX))('%s', judgeRow);

it.each(Object.entries(SHARED_TABLES))('of the centre alone: %s', judgeRow);

it.each(Object.entries(ACTIONS))('the action %s', (kind, row) =>
  judgeRow(ACTION_ROUTE, { ...row, body: { ...row.body, kind } }),
);

async function judgeRow(route: string, row: Row): Promise<void> {
  const subjects = SUBJECTS.filter((subject) => row[subject] !== undefined);
  const expected: Record<string, number> = {};
  const seen: Record<string, number> = {};
  const { refused = 403, centre = {} } = row;
  const bare = await ask(route, row, 'none', undefined);
  expected.nobody = row.who === 'anyone' ? row.own : 401;
  seen.nobody = bare.status;
  const judge = async (role: StaffRole, index: number): Promise<void> => {
    const isAllowed = row.who === 'anyone' || row.who[index] !== '.';
    const texts: Partial<Record<Subject, string>> = {};
    for (const subject of subjects) {
      const { status, text } = await ask(route, row, subject, await makeActor(role));
      const isIn = isAllowed || (subject !== 'own' && (row.within?.[index] ?? '.') !== '.');
      expected[`${role}, ${subject}`] = isIn ? (row[subject] ?? row.own) : refused;
      seen[`${role}, ${subject}`] = status;
      texts[subject] = text;
      if (status >= 400) expect(text).not.toMatch(SECRETS);
      // Who may read a case at all may still not read who wrote it.
      if (READS_NO_NAME.includes(role)) expect(text).not.toMatch(/Nuriye|11111111110/);
    }
    // That something exists is told to nobody whose it is not.
    if ((row.other === 404 && row.none === 404) || !isAllowed)
      expect(texts.other).toEqual(row.other && texts.none);
  };
  // Of what is another's to an institution: the centre holds no case less than all.
  const judgeCentre = async (role: StaffRole, index: number): Promise<void> => {
    const who = centre.who ?? row.who;
    const subject = row.other === undefined ? 'own' : 'other';
    const reached = ['case', 'medium', 'recording'].includes(row.target ?? '') ? row.own : row[subject];
    const isAllowed = who === 'anyone' || who[index] !== '.';
    const { status, text } = await ask(route, row, subject, await makeActor(role, { at: null }));
    expected[`${role} of the centre`] = isAllowed ? (centre.status ?? reached ?? row.own) : refused;
    seen[`${role} of the centre`] = status;
    if (status >= 400) expect(text).not.toMatch(SECRETS);
    if (READS_NO_NAME.includes(role)) expect(text).not.toMatch(/Nuriye|11111111110/);
  };
  await Promise.all([...STAFF_ROLES.map(judge), ...STAFF_ROLES.map(judgeCentre)]);
  expect(seen).toEqual(expected);
}

// Of what asks for a session itself no proof is asked.
const SIGNED_IN = Object.entries(MATRIX).filter(
  ([route, { who }]) => who !== 'anyone' && route.includes('/api/staff/') && /[^.]/.test(who),
);

it.each(SIGNED_IN)(
  '%s asks of an old proof what its row says, and of the role before that',
  async (route, row) => {
    // Of what needs no proof one role tells as much as all.
    const roles = STAFF_ROLES.filter((_, index) => row.proof || row.who.search(/[^.]/) === index);
    const judge = async (role: StaffRole): Promise<void> => {
      const isAllowed = row.who[STAFF_ROLES.indexOf(role)] !== '.';
      const { status, text } = await ask(
        route,
        row,
        'own',
        await makeActor(role, { provenAgoMs: LINK_PROVES_MS }),
      );
      if (isAllowed && !row.proof) expect([role, status]).toEqual([role, row.own]);
      else expect([role, JSON.parse(text).code]).toEqual([role, isAllowed ? 'proof-needed' : 'forbidden']);
    };
    await Promise.all(roles.map(judge));
  },
);
