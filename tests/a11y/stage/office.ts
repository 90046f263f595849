// The state's side of the stage: applications of the demo's content at the server, officers with a session, answers.

import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DEMO_CONTENT, toAnswers } from '../../../server/demo/content.ts';
import { freeze } from '../../../src/domain/freeze.ts';
import { isPlace } from '../../../src/domain/places.ts';
import { DIGEST_HEADER, PATHS, pathOf } from '../../../src/domain/wire.ts';
import { STAFF_PATHS, type StaffCase } from '../../../src/domain/wire-staff.ts';
import { inviteOfficer, signIn } from '../../e2e/office.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import { newId } from './lay-records.ts';

/** More than one page of the list, so that its pages can be turned. */
const CASES = 27;
const ANSWERED = 3;
/** An institution to which nothing of the content is addressed here. */
const IDLE = { id: 'halk-kitapliklari-kurumu', name: 'Halk Kitaplıkları Kurumu' };

export interface Office {
  /** Redeems the link of an officer of the centre. */
  officerLink: string;
  /** Of an institution without a case. */
  idleLink: string;
  /** A link that nobody redeems. */
  unusedLink: string;
  openIds: string[];
  answeredIds: string[];
  reply: (applicationId: string, text: string) => Promise<void>;
  /** Until a job has found who answers it: lists and histories tell that, too. @returns the institution's name */
  untilAssigned: (applicationId: string) => Promise<string>;
}

const ASSIGNED_WITHIN_MS = 60_000;

export async function openOffice(server: ServerProcess, origin: string): Promise<Office> {
  const links = await Promise.all([
    inviteOfficer(server, origin, { name: 'Memur Bir' }),
    inviteOfficer(server, origin, { name: 'Memur Deneme' }),
    inviteOfficer(server, origin, { name: 'Memur Üç', institution: IDLE.id }),
    inviteOfficer(server, origin, { name: 'Memur Dört' }),
  ]);
  const [own = '', officerLink = '', idleLink = '', unusedLink = ''] = links;
  const cookie = await signIn(origin, own);
  const untilAssigned = async (applicationId: string): Promise<string> => {
    const until = Date.now() + ASSIGNED_WITHIN_MS;
    while (Date.now() < until) {
      const answer = await fetch(origin + pathOf(STAFF_PATHS.case, { id: applicationId }), {
        headers: { cookie },
      });
      if (answer.ok) {
        const { holder }: Pick<StaffCase, 'holder'> = await answer.json();
        if (holder !== null) return holder;
      } else if (answer.status !== 404)
        throw new Error(`The case was refused: ${answer.status} ${await answer.text()}`);
      await delay(100);
    }
    throw new Error(`Nobody was found for ${applicationId}`);
  };
  const reply = async (applicationId: string, text: string): Promise<void> => {
    await untilAssigned(applicationId);
    const path = pathOf(STAFF_PATHS.reply, { id: applicationId, replyId: newId() });
    const answer = await fetch(origin + path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ text }),
    });
    if (!answer.ok) throw new Error(`The reply was refused: ${answer.status} ${await answer.text()}`);
  };
  const ids: string[] = [];
  for (const application of DEMO_CONTENT.applications
    .filter(({ kind }) => kind !== 'disaster')
    .slice(0, CASES)) {
    ids.push(await deliver(origin, application));
  }
  const answeredIds = ids.slice(0, ANSWERED);
  for (const id of answeredIds)
    await reply(id, 'Başvurunuz incelenmiş ve gereği yapılmıştır. Bilginize sunulur.');
  const openIds = ids.slice(ANSWERED);
  for (const id of openIds)
    if ((await untilAssigned(id)) === IDLE.name)
      throw new Error(`${IDLE.name} has a case: its lists are not empty`);
  return { officerLink, idleLink, unusedLink, openIds, answeredIds, reply, untilAssigned };
}

async function deliver(
  origin: string,
  application: (typeof DEMO_CONTENT.applications)[number],
): Promise<string> {
  const applicant = DEMO_CONTENT.applicants[application.applicantKey];
  if (!applicant) throw new Error('The demo names an applicant that it does not have');
  const frozen = freeze(
    toAnswers(application, applicant, { kind: 'unknown' }),
    { writtenAtMs: Date.now(), locale: 'tr', trackingKey: randomBytes(32).toString('base64url') },
    { descriptionMaxLength: 5000, isPlace },
  );
  if (!frozen.ok)
    throw new Error(`The demo's application is not valid: ${JSON.stringify(frozen.violations)}`);
  const id = newId();
  const digest = createHash('sha256').update(frozen.body).digest('base64');
  const answer = await fetch(origin + pathOf(PATHS.application, { id }), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', [DIGEST_HEADER]: `sha-256=:${digest}:` },
    body: frozen.body,
  });
  if (!answer.ok) throw new Error(`The application was refused: ${answer.status} ${await answer.text()}`);
  return id;
}
