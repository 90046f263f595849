// A server with two institutions and their officers, a citizen's device, and what both send: for the tests of a case's life.

import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { assignCases } from '../../server/casework/assignment.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import { type Life, readLife } from '../../src/domain/thread-life.ts';
import { type Thread, threadsSchema } from '../../src/domain/wire.ts';
import { type StaffCase, staffCaseSchema, staffCasesSchema } from '../../src/domain/wire-staff.ts';
import { makeTemporaryFolder, startTestDatabase, type TestDatabases } from './databases.ts';
import {
  anApplication,
  freshId,
  openTestApp,
  putApplication,
  type TestApp,
  type TestAppOptions,
} from './http-app.ts';

export interface Received {
  id: string;
  trackingKey: string;
}

const WHO = ['su', 'interpreter', 'dort', 'approver', 'centre', 'nobody'] as const;
export type Who = (typeof WHO)[number];

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** @param given elsewhere than in the PostgreSQL that the tests share; whoever gives it stops it */
export async function openOffice(options: TestAppOptions = {}, given?: Pick<TestDatabases, 'fresh'>) {
  const databases = given ? { ...given, stop: async () => undefined } : await startTestDatabase();
  const folder = await makeTemporaryFolder();
  const test = await openTestApp(await databases.fresh(), folder, options);
  // Two that are not the centre; the second wants four eyes.
  const { rows } = await test.pool.query(
    'select id from institution where not is_centre order by id limit 2',
  );
  const [su, dort] = rows.map(({ id }) => String(id)) as [string, string];
  await test.pool.query('update institution set needs_approval = true where id = $1', [dort]);
  const cookies: Record<Who, string> = {
    su: await signIn(test, { name: 'Ekin Deneme', institutionId: su, role: 'officer' }),
    interpreter: await signIn(test, { name: 'Derya Deneme', institutionId: su, role: 'interpreter' }),
    dort: await signIn(test, { name: 'Umut Deneme', institutionId: dort, role: 'coordinator' }),
    approver: await signIn(test, { name: 'Evren Deneme', institutionId: dort, role: 'coordinator' }),
    centre: await signIn(test, { name: 'Can Deneme', institutionId: null, role: 'coordinator' }),
    nobody: '',
  };

  const ask = (who: Who, method: 'GET' | 'PUT', url: string, payload?: object) =>
    test.app.inject({ method, url, headers: { cookie: cookies[who] }, ...(payload && { payload }) });
  const read = ({ id }: Received, who: Who) => ask(who, 'GET', `/api/staff/cases/${id}`);
  const threadOf = async ({ trackingKey }: Received): Promise<Thread> => {
    const payload = { trackingKey };
    const answer = await test.app.inject({ method: 'POST', url: '/api/threads/open', payload });
    const [thread] = v.parse(threadsSchema, answer.json()).threads;
    if (!thread) throw new Error('no thread');
    return thread;
  };

  return {
    test,
    folder,
    su,
    dort,
    cookies,
    /** Signed in, and in no case. */
    administrator: () => signIn(test, { name: 'Yonca Deneme', institutionId: null, role: 'administrator' }),
    /** A cookie of somebody else's. */
    signedIn: (invitee: Parameters<typeof createInvitation>[1]) => signIn(test, invitee),
    ask,
    read,
    threadOf,
    /** An application, assigned to whom it is addressed. */
    receive: async (changes: object = {}): Promise<Received> => {
      const id = freshId();
      const addressee = { kind: 'institution', institutionId: su, name: 'Kurum' };
      const application = anApplication({ addressee, formats: ['text'], ...changes });
      const put = await putApplication(test.app, id, application);
      if (put.statusCode !== 201) throw new Error(`not accepted: ${put.body}`);
      await test.database
        .transaction()
        .execute((transaction) => assignCases(transaction, [id], test.clock.nowMs));
      return { id, trackingKey: application.trackingKey };
    },
    act: ({ id, trackingKey }: Received, body: object, actId = freshId()) =>
      test.app.inject({
        method: 'PUT',
        url: `/api/applications/${id}/acts/${actId}`,
        headers: { authorization: `Bearer ${trackingKey}`, 'content-type': 'application/json' },
        payload: JSON.stringify({ writtenAt: '2026-11-23T08:00:00.000Z', locale: 'tr', ...body }),
      }),
    action: ({ id }: Received, who: Who, body: object, actionId = freshId()) =>
      ask(who, 'PUT', `/api/staff/cases/${id}/actions/${actionId}`, body),
    reply: ({ id }: Received, who: Who, text: string, replyId = freshId()) =>
      ask(who, 'PUT', `/api/staff/cases/${id}/replies/${replyId}`, { text }),
    caseOf: async (received: Received, who: Who) => {
      const found = v.parse(staffCaseSchema, (await read(received, who)).json());
      if (!found.life) throw new Error('no life');
      return found as StaffCase & { life: NonNullable<StaffCase['life']> };
    },
    lifeOf: async (received: Received): Promise<Life> => {
      const life = readLife(await threadOf(received));
      if (!life) throw new Error('no life');
      return life;
    },
    /** Ids of the cases on a list's first page. */
    listed: async (who: Who, list: string): Promise<string[]> => {
      const answer = await ask(who, 'GET', `/api/staff/cases?list=${list}`);
      return v.parse(staffCasesSchema, answer.json()).cases.map(({ applicationId }) => applicationId);
    },
    close: async () => {
      await test.close();
      await databases.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function signIn(
  test: TestApp,
  invitee: Parameters<typeof createInvitation>[1],
): Promise<string> {
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const payload = { invitation: token };
  const session = await test.app.inject({ method: 'POST', url: '/api/staff/session', payload });
  return String(session.headers['set-cookie']).split(';')[0] ?? '';
}

/** 201, or '409 case-closed'. */
export function outcome(answer: { statusCode: number; json: () => { code?: string } }): number | string {
  return answer.statusCode < 300 ? answer.statusCode : `${answer.statusCode} ${answer.json().code}`;
}
