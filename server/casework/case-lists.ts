// The lists of cases, page by page: open ones by due date, the most urgent first; answered ones by the time of the answer, the latest
// first. A case that is not theirs does not exist for who reads (visibility.ts).

import { type ExpressionBuilder, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { THREAD_STATE_OF } from '../../src/domain/thread-state.ts';
import {
  NOT_GIVEN,
  SEARCH_COUNT_MAX,
  type STAFF_CASE_LISTS,
  STAFF_COUNT_MAX,
  STAFF_PAGE_SIZE,
  type StaffCaseRow,
  type StaffCases,
} from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { type Narrowing, narrowTo } from './case-narrowing.ts';
import { type Search, searchFor } from './case-search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { NOT_LAPSED } from './deadline-watch.ts';
import { readGroupDraft } from './likeness/group-drafts.ts';
import { askedOf, askedOfUnit, heldBy } from './visibility.ts';

export type List = (typeof STAFF_CASE_LISTS)[number];

export interface CasesQuery extends Narrowing {
  list: List;
  after?: string | undefined;
  /** Words of the application, or its number. */
  query?: string | undefined;
}

export async function listCases(
  database: Kysely<Database>,
  officer: Officer,
  { list, after, query, ...narrowing }: CasesQuery,
): Promise<StaffCases> {
  const how = { isOpen: list !== 'answered', isWhole: officer.institutionId === null };
  const search = query === undefined ? undefined : await searchFor(database, query, how);
  const wanted = { list, search, narrow: narrowTo(officer, narrowing) };
  const { likeness } = narrowing;
  const [rows, total, names, groupDraft] = await Promise.all([
    selectPage(database, officer, wanted, after).execute(),
    countCases(database, officer, wanted),
    readNames(database, narrowing),
    likeness === undefined ? undefined : readGroupDraft(database, officer, likeness),
  ]);
  const page = rows.slice(0, STAFF_PAGE_SIZE);
  const last = rows.length > STAFF_PAGE_SIZE ? page.at(-1) : undefined;
  return {
    cases: page.map((row) => toCaseRow(row, officer)),
    total,
    next: last
      ? writeCursor({
          list,
          key: list === 'answered' ? last.changed_at.toISOString() : last.due_on,
          id: last.id,
        })
      : null,
    ...(names && { names }),
    ...(groupDraft !== undefined && { groupDraft }),
  };
}

/** Nobody has it yet, or the centre itself. */
const IN_POOL = sql<boolean>`(case_file.institution_id is null or case_file.institution_id in (
  select id from institution where is_centre))`;

/** Which cases of which list: for `where` in a query that reads case_file. */
export function belongsTo(list: List, officer: Officer) {
  return (builder: ExpressionBuilder<Pick<Database, 'case_file'>, 'case_file'>) => {
    if (list === 'erasures')
      return builder.and([heldBy(officer)(builder), builder('case_file.erasure_due_on', 'is not', null)]);
    const isOpen = builder('case_file.is_open', '=', list !== 'answered');
    if (list === 'opinions') {
      const { institutionId, unitId } = officer;
      return builder.and([
        isOpen,
        builder.or([
          institutionId === null ? builder.lit(false) : askedOf(institutionId),
          unitId == null ? builder.lit(false) : builder.and([heldBy(officer)(builder), askedOfUnit(unitId)]),
        ]),
      ]);
    }
    if (list === 'reminders') return builder.and([isOpen, remindedOf(officer)]);
    const isOfPart = {
      open: [],
      answered: [],
      'due-soon': [builder('case_file.due_soon_at', 'is not', null), NOT_LAPSED],
      overdue: [builder('case_file.escalated_at', 'is not', null)],
      pool: [officer.institutionId === null ? IN_POOL : builder.lit(false)],
      approval: [builder('case_file.state', '=', 'drafted')],
      objections: [builder('case_file.state', '=', 'objected')],
      news: [builder('case_file.news', 'is not', null)],
    };
    return builder.and([isOpen, heldBy(officer)(builder), ...isOfPart[list]]);
  };
}

/** Of which the clock has reminded them, of the day that it is due now. */
function remindedOf({ accountId }: Officer) {
  return sql<boolean>`exists (select 1 from staff_reminder where staff_reminder.account_id = ${accountId}::uuid
    and staff_reminder.application_id = case_file.application_id and staff_reminder.due_on = case_file.due_on)`;
}

export const EVERY = sql<SqlBool>`true`;

interface Wanted {
  list: List;
  search: Search | undefined;
  narrow: RawBuilder<SqlBool> | undefined;
}

/** One row more than a page: whether it is there says whether there is a next page. */
function selectPage(database: Kysely<Database>, officer: Officer, wanted: Wanted, after: string | undefined) {
  // First which they are, by an index alone where it can be; then what is shown of them.
  const found = selectIds(database, officer, wanted, after).as('found');
  const page = database
    .selectFrom(found)
    .innerJoin('case_file', 'case_file.application_id', 'found.application_id')
    .innerJoin('application', 'application.id', 'case_file.application_id')
    .leftJoin('institution as holder', 'holder.id', 'case_file.institution_id')
    .leftJoin('unit', 'unit.id', 'case_file.unit_id')
    .leftJoin('staff_account as colleague', 'colleague.id', 'case_file.colleague_id')
    .select([
      'application.id',
      'application.number',
      'application.kind',
      'application.subject',
      'application.formats',
      'case_file.received_at',
      'case_file.due_on',
      'case_file.changed_at',
      'case_file.state',
      'case_file.is_open',
      'case_file.news',
      'case_file.institution_id',
      'case_file.due_soon_at',
      'case_file.escalated_at',
      'holder.name as holder',
      'holder.is_centre',
      'unit.name as unit',
      'colleague.name as colleague',
    ]);
  return wanted.list === 'answered'
    ? page.orderBy('case_file.changed_at', 'desc').orderBy('case_file.application_id')
    : page.orderBy('case_file.due_on').orderBy('case_file.application_id');
}

type PageRow = Awaited<ReturnType<ReturnType<typeof selectPage>['execute']>>[number];

function selectIds(
  database: Kysely<Database>,
  officer: Officer,
  { list, search, narrow }: Wanted,
  after: string | undefined,
) {
  const cursor = readCursor(after, list);
  const all = database
    .selectFrom('case_file')
    .select('case_file.application_id')
    .where(belongsTo(list, officer))
    .where(search?.matches ?? EVERY)
    .where(narrow ?? EVERY)
    .limit(STAFF_PAGE_SIZE + 1);
  if (list !== 'answered') {
    const open = all.orderBy('case_file.due_on').orderBy('case_file.application_id');
    return cursor
      ? open.where(
          sql<boolean>`(case_file.due_on, case_file.application_id) > (${cursor.key}::date, ${cursor.id}::uuid)`,
        )
      : open;
  }
  const answered = all.orderBy('case_file.changed_at', 'desc').orderBy('case_file.application_id');
  if (!cursor) return answered;
  const changedAt = new Date(cursor.key);
  return answered
    .where('case_file.changed_at', '<=', changedAt)
    .where(({ or, eb }) =>
      or([eb('case_file.changed_at', '<', changedAt), eb('case_file.application_id', '>', cursor.id)]),
    );
}

async function countCases(
  database: Kysely<Database>,
  officer: Officer,
  { list, search, narrow }: Wanted,
): Promise<number> {
  // Every case of such a list is the centre's to see, so it is known already that there are more.
  const isWhole = narrow === undefined && officer.institutionId === null;
  if (search?.isOften && isWhole && (list === 'open' || list === 'answered')) return SEARCH_COUNT_MAX;
  const ofList = database
    .selectFrom('case_file')
    .where(belongsTo(list, officer))
    .where(narrow ?? EVERY);
  const whole = search ? ofList.where(search.matches) : ofList;
  const max = search ? SEARCH_COUNT_MAX : STAFF_COUNT_MAX;
  const counted = database
    .selectFrom(whole.select('application_id').limit(max).as('found'))
    .select(({ fn }) => fn.countAll<string>().as('total'));
  const { total } = await counted.executeTakeFirstOrThrow();
  return Number(total);
}

/** In words, what the list is narrowed to by an id of the directory. */
async function readNames(
  database: Kysely<Database>,
  { topic, institution }: Pick<Narrowing, 'topic' | 'institution'>,
): Promise<StaffCases['names']> {
  if (topic === undefined && institution === undefined) return undefined;
  const nameIn = async (table: 'topic' | 'institution', id: string | undefined) => {
    if (id === undefined || id === NOT_GIVEN) return undefined;
    const row = await database.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst();
    return row?.name;
  };
  const [topicName, institutionName] = await Promise.all([
    nameIn('topic', topic),
    nameIn('institution', institution),
  ]);
  return { topic: topicName, institution: institutionName };
}

function toCaseRow(row: PageRow, officer: Officer): StaffCaseRow {
  return {
    applicationId: row.id,
    number: row.number,
    kind: row.kind,
    subject: row.subject,
    receivedAt: row.received_at.toISOString(),
    dueOn: row.due_on,
    state: THREAD_STATE_OF[row.state],
    caseState: row.state,
    ...alertOf(row),
    ...newsFor(officer, row),
    holder: row.holder,
    isInPool: row.is_centre ?? true,
    unit: row.unit,
    colleague: row.colleague,
    formats: row.formats,
  };
}

function alertOf({ is_open, due_soon_at, escalated_at }: PageRow): Pick<StaffCaseRow, 'alert'> {
  if (!is_open) return {};
  if (escalated_at !== null) return { alert: 'overdue' };
  return due_soon_at === null ? {} : { alert: 'due-soon' };
}

/** It waits for the holder: whoever was asked for an opinion is not told. */
function newsFor({ institutionId }: Officer, row: PageRow): Pick<StaffCaseRow, 'news'> {
  const isTheirs = institutionId === null || row.institution_id === institutionId;
  return row.is_open && row.news !== null && isTheirs ? { news: row.news } : {};
}
