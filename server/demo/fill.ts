// Fills a database with the demo's content through the real parts: the HTTP layer and its intake receive, the job
// that assigns assigns, officers with real sessions answer. Only the clock is turned.
//
// One thing is written directly: the jobs of applications that the demo shows as 'received' are put off, a minute
// apart, because the server that starts afterwards would assign all of them in its first second.

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { missingForms } from '../../src/domain/answer-in-kind.ts';
import type { Addressee } from '../../src/domain/application.ts';
import type { HolidayCalendar } from '../../src/domain/calendar.ts';
import { freeze } from '../../src/domain/freeze.ts';
import { isPlace } from '../../src/domain/places.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { PATHS, pathOf } from '../../src/domain/wire.ts';
import type { Jobs } from '../casework/jobs.ts';
import { sendReply } from '../casework/replies.ts';
import type { App } from '../http/valibot-provider.ts';
import { createInvitation } from '../identity/invitations.ts';
import type { Officer } from '../identity/officer.ts';
import { readSession, redeemInvitation } from '../identity/sessions.ts';
import type { Database } from '../store/schema.ts';
import {
  chooseTracked,
  type DemoApplication,
  type DemoContent,
  type DemoStep,
  planTimeline,
  toAnswers,
} from './content.ts';
import { makeLostKey, makeTracking } from './tracking.ts';

export interface DemoSystem {
  app: App;
  database: Kysely<Database>;
  jobs: Jobs;
  /** What the app and the jobs take for now. */
  clock: { nowMs: number };
  calendar: HolidayCalendar;
  institutionNames: ReadonlyMap<string, string>;
  centreId: string;
  descriptionMaxLength: number;
}

/** An application that a visitor can open in the app. */
export interface TrackedApplication {
  subject: string;
  outcome: DemoApplication['outcome'];
  /** 20 digits. */
  code: string;
}

const HELD_BACK_MS = 60_000;

/** @returns the applications whose tracking codes are known; of all others nobody knows them */
export async function fillDemo(
  system: DemoSystem,
  content: DemoContent,
  officerNames: readonly string[],
  nowMs: number,
): Promise<TrackedApplication[]> {
  const trackings = new Map(
    await Promise.all(chooseTracked(content).map(async (index) => [index, await makeTracking()] as const)),
  );
  const officers = createOfficers(system, officerNames);
  const ids = new Map<number, string>();
  let heldBack = 0;
  for (const step of planTimeline(content, nowMs)) {
    system.clock.nowMs = step.atMs;
    if (step.kind === 'receive') {
      const trackingKey = trackings.get(step.index)?.key ?? makeLostKey();
      const id = await receive(system, content, step, trackingKey);
      ids.set(step.index, id);
      if (content.applications[step.index]?.outcome === 'received') {
        heldBack++;
        await holdBack(system.database, id, nowMs + heldBack * HELD_BACK_MS);
      }
    } else if (step.kind === 'assign') {
      await system.jobs.drain();
    } else {
      await reply(system, content, officers, required(ids.get(step.index)), step);
    }
  }
  return [...trackings].map(([index, { code }]) => {
    const { subject, outcome } = required(content.applications[index]);
    return { subject, outcome, code };
  });
}

async function receive(
  { app, institutionNames, descriptionMaxLength }: DemoSystem,
  { applications, applicants }: DemoContent,
  step: Extract<DemoStep, { kind: 'receive' }>,
  trackingKey: string,
): Promise<string> {
  const application = required(applications[step.index]);
  const applicant = required(applicants[application.applicantKey]);
  const name = application.addressee === null ? undefined : institutionNames.get(application.addressee);
  const addressee: Addressee =
    application.addressee === null
      ? { kind: 'unknown' }
      : { kind: 'institution', institutionId: application.addressee, name: required(name) };
  const frozen = freeze(
    toAnswers(application, applicant, addressee),
    { writtenAtMs: step.writtenAtMs, locale: 'tr', trackingKey },
    { descriptionMaxLength, isPlace },
  );
  if (!frozen.ok) {
    throw new Error(
      `Application ${step.index} of the demo is not valid: ${JSON.stringify(frozen.violations)}`,
    );
  }
  const id = uuidv7(step.writtenAtMs, randomBytes(10));
  const response = await app.inject({
    method: 'PUT',
    url: pathOf(PATHS.application, { id }),
    headers: { 'content-type': 'application/json' },
    payload: frozen.body,
  });
  if (response.statusCode !== 201) {
    throw new Error(`Application ${step.index} of the demo was answered with ${response.statusCode}`);
  }
  return id;
}

async function holdBack(database: Kysely<Database>, applicationId: string, untilMs: number): Promise<void> {
  await database
    .updateTable('job')
    .set({ run_after: new Date(untilMs) })
    .where('application_id', '=', applicationId)
    .execute();
}

type OfficerOf = (holder: string) => Promise<Officer>;

/** One coordinator for each institution, invited and signed in when their first answer is due. */
function createOfficers({ database, clock, centreId }: DemoSystem, names: readonly string[]): OfficerOf {
  const officers = new Map<string, Officer>();
  return async (holder) => {
    const known = officers.get(holder);
    if (known) return known;
    const name = required(names[officers.size % names.length]);
    const institutionId = holder === centreId ? null : holder;
    const { token } = await createInvitation(
      database,
      { name, institutionId, role: 'coordinator' },
      clock.nowMs,
    );
    const redeemed = await redeemInvitation(database, token, clock.nowMs);
    const session = redeemed.ok ? await readSession(database, redeemed.token, clock.nowMs) : undefined;
    const { officer } = required(session);
    officers.set(holder, officer);
    return officer;
  };
}

async function reply(
  { database, calendar, clock }: DemoSystem,
  { applications, overrideReason }: DemoContent,
  officerOf: OfficerOf,
  applicationId: string,
  { text, summary, index }: Extract<DemoStep, { kind: 'reply' }>,
): Promise<void> {
  const { institution_id } = await database
    .selectFrom('case_file')
    .select('institution_id')
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const officer = await officerOf(required(institution_id));
  const replyId = uuidv7(clock.nowMs, randomBytes(10));
  const { formats } = required(applications[index]);
  const isInKind = missingForms(formats, { summary, media: [] }).length === 0;
  const override = isInKind ? undefined : { reason: overrideReason };
  const sent = await sendReply(
    database,
    officer,
    { applicationId, replyId, text, summary, override },
    { nowMs: clock.nowMs, calendar },
  );
  if (!sent.ok) throw new Error(`Application ${index} of the demo could not be answered: ${sent.code}`);
}

/** For references inside the demo's own content, which its tests hold together. */
function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The content of the demo refers to nothing');
  return value;
}
