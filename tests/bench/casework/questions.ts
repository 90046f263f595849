// What is asked of the filled database: each list of a large institution's officer and of the centre, their desks, the groups of
// like cases, searches from a rare word to the commonest, suggestions, a case, a citizen's threads, and for an auditor who has read
// whose identity. `ask` takes the round's number, to ask for another each time.

import { type Kysely, sql } from 'kysely';
import { listIdentityReads } from '../../../server/audit/identity-reads.ts';
import { countLists } from '../../../server/casework/case-counts.ts';
import { listCases } from '../../../server/casework/case-lists.ts';
import type { Narrowing } from '../../../server/casework/case-narrowing.ts';
import { readCase } from '../../../server/casework/cases.ts';
import { listLikenesses } from '../../../server/casework/likeness/likenesses.ts';
import { suggestHolders } from '../../../server/casework/suggestions.ts';
import { readThreads } from '../../../server/casework/threads.ts';
import { loadHolidays } from '../../../server/directory/holidays.ts';
import { readFigures } from '../../../server/figures/read-figures.ts';
import type { Officer } from '../../../server/identity/officer.ts';
import { type Access, SYSTEM } from '../../../server/store/access.ts';
import type { Database } from '../../../server/store/schema.ts';
import { istanbulDate } from '../../../src/domain/calendar.ts';
import { addMonths } from '../../../src/domain/figures.ts';
import { toCalendar } from '../../../src/domain/holidays.ts';
import { NOT_GIVEN, STAFF_CASE_LISTS, STAFF_DESKS } from '../../../src/domain/wire-staff.ts';

export interface Question {
  name: string;
  /** For whom it is asked. */
  access: (round: number) => Access;
  ask: (round: number) => Promise<unknown>;
}

const ASKED_ABOUT = 50;
/** From the rarest to the commonest, some as they are typed without Turkish letters. */
const SEARCHES = [
  'gülovalar sokağı',
  'engelli rampası',
  'basvurularimizin',
  'su kesintisi',
  'belediye',
  'sokağı',
];

/**
 * The first is the baseline.
 * @param system looks around for what to ask
 * @param db what is asked, each question within its `access`
 */
export async function questionsOn(
  system: Kysely<Database>,
  db: Kysely<Database>,
  nowMs: number,
): Promise<Question[]> {
  const holidays = await loadHolidays(undefined);
  if (!holidays.ok) throw new Error('No holidays');
  const moment = { nowMs, calendar: toCalendar(holidays.holidays.years) };
  const open = await system
    .selectFrom('case_file')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .select(['application.id', 'application.number', 'application.tracking_mac'])
    .where('is_open', '=', true)
    .orderBy('case_file.due_on', 'desc')
    .limit(ASKED_ABOUT)
    .execute();
  const nth = (round: number) => {
    const found = open[round % open.length];
    if (!found) throw new Error('No open case');
    return found;
  };
  const account = await system
    .selectFrom('case_file')
    .innerJoin('staff_account', 'staff_account.institution_id', 'case_file.institution_id')
    .select(['staff_account.id', 'staff_account.institution_id', 'staff_account.unit_id'])
    .where('is_open', '=', true)
    .groupBy(['staff_account.id', 'staff_account.institution_id', 'staff_account.unit_id'])
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const ofCentre = await system
    .selectFrom('staff_account')
    .select('id')
    .where('institution_id', 'is', null)
    .executeTakeFirstOrThrow();
  const centre: Officer = { accountId: ofCentre.id, name: 'Ekin', role: 'coordinator', institutionId: null };
  const held: Officer = {
    ...centre,
    accountId: account.id,
    role: 'unit-head',
    institutionId: account.institution_id,
    unitId: account.unit_id,
  };
  const inUnit = await officerOfUnit(system);
  const likeness = await largestGroup(system, account.institution_id);

  const narrowed = await narrowings(system, account.institution_id);
  const { cases: toGive } = await listCases(system, held, { list: 'opinions' });
  const asked = toGive.map(({ applicationId }) => applicationId);

  const questions: Question[] = [
    {
      name: 'baseline: one row by its key',
      access: () => SYSTEM,
      ask: (round) => db.selectFrom('application').selectAll().where('id', '=', nth(round).id).execute(),
    },
  ];
  for (const [who, officer] of [
    ['centre', centre],
    ['institution', held],
  ] as const) {
    const access = accessOf(officer);
    for (const list of STAFF_CASE_LISTS) {
      questions.push({ name: `${who}: list ${list}`, access, ask: () => listCases(db, officer, { list }) });
    }
    questions.push(
      ...STAFF_DESKS.map((desk) => ({
        name: `${who}: desk ${desk}`,
        access,
        ask: () => listCases(db, officer, { list: 'open', desk }),
      })),
      { name: `${who}: one group`, access, ask: () => listCases(db, officer, { list: 'open', likeness }) },
      { name: `${who}: groups`, access, ask: () => listLikenesses(db, officer, nowMs) },
    );
    questions.push({
      name: `${who}: counts`,
      access,
      ask: () => countLists(db, officer, { list: 'open' }),
    });
    for (const [words, narrowing] of narrowed) {
      questions.push(
        ...(['open', 'answered'] as const).map((list) => ({
          name: `${who}: list ${list} of ${words}`,
          access,
          ask: () => listCases(db, officer, { list, ...narrowing }),
        })),
        {
          name: `${who}: counts of ${words}`,
          access,
          ask: () => countLists(db, officer, { list: 'open', ...narrowing }),
        },
        {
          name: `${who}: search answered “belediye” of ${words}`,
          access,
          ask: () => listCases(db, officer, { list: 'answered', query: 'belediye', ...narrowing }),
        },
      );
    }
    for (const list of ['open', 'answered'] as const) {
      const { next } = await listCases(system, officer, { list });
      if (next)
        questions.push({
          name: `${who}: list ${list}, page 2`,
          access,
          ask: () => listCases(db, officer, { list, after: next }),
        });
      for (const query of SEARCHES) {
        questions.push({
          name: `${who}: search ${list} “${query}”`,
          access,
          ask: () => listCases(db, officer, { list, query }),
        });
      }
    }
    questions.push({
      name: `${who}: search by number`,
      access,
      ask: (round) => listCases(db, officer, { list: 'open', query: nth(round).number }),
    });
  }
  questions.push(
    ...(['news', 'opinions', 'reminders'] as const).map((list) => ({
      name: `unit: list ${list}`,
      access: accessOf(inUnit),
      ask: () => listCases(db, inUnit, { list }),
    })),
    {
      name: 'unit: counts',
      access: accessOf(inUnit),
      ask: () => countLists(db, inUnit, { list: 'open' }),
    },
    ...[11, 35].flatMap((months) =>
      [centre, held].map((officer) => figuresQuestion(db, officer, months, nowMs)),
    ),
    {
      name: 'suggestion',
      access: accessOf(centre),
      ask: (round) => suggestHolders(db, centre, nth(round).id),
    },
    { name: 'case', access: accessOf(centre), ask: (round) => readCase(db, centre, nth(round).id, moment) },
    {
      name: 'case of another, for an opinion',
      access: accessOf(held),
      ask: (round) => readCase(db, held, asked[round % asked.length] ?? '', moment),
    },
    {
      name: 'threads',
      access: (round) => ({ kind: 'citizen', trackingMacs: [nth(round).tracking_mac] }),
      ask: (round) => readThreads(db, [nth(round).tracking_mac], moment),
    },
    ...(await auditQuestions(system, db, [centre, held], (round) => nth(round).number)),
  );
  return questions;
}

/** Of the centre's auditor and an institution's. */
async function auditQuestions(
  system: Kysely<Database>,
  db: Kysely<Database>,
  officers: readonly Officer[],
  numberOf: (round: number) => string,
): Promise<Question[]> {
  const asked = officers.map(async (officer): Promise<Question[]> => {
    const auditor: Officer = { ...officer, role: 'auditor' };
    const who = officer.institutionId === null ? 'centre' : 'institution';
    const access = accessOf(auditor);
    const { next } = await listIdentityReads(system, auditor, {});
    const list = (name: string, query: (round: number) => Parameters<typeof listIdentityReads>[2]) => ({
      name: `${who}: identity reads${name}`,
      access,
      ask: (round: number) => listIdentityReads(db, auditor, query(round)),
    });
    return [
      list('', () => ({})),
      ...(next ? [list(', page 2', () => ({ after: next }))] : []),
      list(' of one application', (round) => ({ number: numberOf(round) })),
    ];
  });
  return (await Promise.all(asked)).flat();
}

/** What is asked for often, seldom, together, and together although it never occurs so. */
async function narrowings(
  system: Kysely<Database>,
  institutionId: string | null,
): Promise<[string, Narrowing][]> {
  const ranked = async (column: 'kind' | 'topic_id' | 'province'): Promise<string[]> => {
    const { rows } = await sql<{ value: string }>`
      select ${sql.ref(column)} as value from case_file where ${sql.ref(column)} is not null
      group by 1 order by count(*) desc, 1`.execute(system);
    return rows.map(({ value }) => value);
  };
  const [kinds, topics, provinces] = [
    await ranked('kind'),
    await ranked('topic_id'),
    await ranked('province'),
  ];
  const often = { topic: topics[0], province: provinces[0], kind: kinds[0] as Narrowing['kind'] };
  const seldom = {
    topic: topics.at(-1),
    province: provinces.at(-1),
    kind: kinds.at(-1) as Narrowing['kind'],
  };
  return [
    ['the commonest kind', { kind: often.kind }],
    ['the rarest kind', { kind: seldom.kind }],
    ['the commonest topic', { topic: often.topic }],
    ['the rarest topic', { topic: seldom.topic }],
    ['no topic', { topic: NOT_GIVEN }],
    ['the largest province', { province: often.province }],
    ['a topic in a province', { topic: often.topic, province: often.province }],
    ['a common topic in a small province', { topic: often.topic, province: seldom.province }],
    ['all of it', { ...often, institution: institutionId ?? undefined }],
  ];
}

/** Of that which is asked most for its opinion. */
async function officerOfUnit(system: Kysely<Database>): Promise<Officer> {
  const { id, institution_id, unit_id } = await system
    .selectFrom('case_opinion')
    .innerJoin('staff_account', 'staff_account.unit_id', 'case_opinion.asked_of_unit')
    .select(['staff_account.id', 'staff_account.institution_id', 'staff_account.unit_id'])
    .where('given_at', 'is', null)
    .groupBy(['staff_account.id', 'staff_account.institution_id', 'staff_account.unit_id'])
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { accountId: id, name: 'Ekin', role: 'officer', institutionId: institution_id, unitId: unit_id };
}

async function largestGroup(system: Kysely<Database>, institutionId: string | null): Promise<string> {
  const { likeness_id } = await system
    .selectFrom('case_likeness')
    .innerJoin('case_file', 'case_file.application_id', 'case_likeness.application_id')
    .select('likeness_id')
    .where('institution_id', '=', institutionId)
    .groupBy('likeness_id')
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return likeness_id;
}

const accessOf =
  ({ accountId, role, institutionId }: Officer) =>
  (): Access => ({ kind: 'staff', accountId, role, institutionId });

function figuresQuestion(db: Kysely<Database>, officer: Officer, before: number, nowMs: number): Question {
  const to = istanbulDate(nowMs).slice(0, 7);
  const who = officer.institutionId === null ? 'centre' : 'institution';
  return {
    name: `${who}: figures of ${before + 1} months`,
    access: accessOf(officer),
    ask: () => readFigures(db, officer, { from: addMonths(to, -before), to }, nowMs),
  };
}
