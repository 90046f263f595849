// What officers read: the list of their cases, page by page, and one case whole.
//
// Invariants: 1. A case that is not theirs does not exist for them (visibility.ts). 2. Whoever reads an identity is
// written down in the same transaction: no entry, no identity.

import { type ExpressionBuilder, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { PROVINCES } from '../../src/domain/places.ts';
import { THREAD_STATE_OF } from '../../src/domain/thread-state.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { ThreadReply } from '../../src/domain/wire.ts';
import {
  SEARCH_COUNT_MAX,
  type STAFF_CASE_LISTS,
  STAFF_COUNT_MAX,
  STAFF_PAGE_SIZE,
  type StaffCaseRow,
  type StaffCases,
} from '../../src/domain/wire-staff.ts';
import { SEALED_COLUMNS, type SealedCase, type SealedIdentity } from '../applicant/identity-cipher.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { type Narrowing, narrowTo } from './case-narrowing.ts';
import { type Search, searchFor } from './case-search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { countAlike } from './likeness/likenesses.ts';
import type { Moment } from './moment.ts';
import { toStaffLife } from './staff-life-rows.ts';
import {
  inSnapshot,
  selectAttachments,
  selectEvents,
  selectReplies,
  selectThreads,
  toThread,
} from './thread-rows.ts';
import { askedOf, heldBy, maySeeIdentity, visibleTo } from './visibility.ts';

type List = (typeof STAFF_CASE_LISTS)[number];

export interface CasesQuery extends Narrowing {
  list: List;
  after?: string | undefined;
  /** Words of the application, or its number. */
  query?: string | undefined;
}

/** Open cases by due date, the most urgent first; answered ones by the time of the answer, the latest first. */
export async function listCases(
  database: Kysely<Database>,
  officer: Officer,
  { list, after, query, ...narrowing }: CasesQuery,
): Promise<StaffCases> {
  const how = { isOpen: list !== 'answered', isWhole: officer.institutionId === null };
  const search = query === undefined ? undefined : await searchFor(database, query, how);
  const wanted = { list, search, narrow: narrowTo(officer, narrowing) };
  const [rows, total] = await Promise.all([
    readPage(selectPage(database, officer, wanted), list, after),
    countCases(database, officer, wanted),
  ]);
  const page = rows.slice(0, STAFF_PAGE_SIZE);
  const last = rows.length > STAFF_PAGE_SIZE ? page.at(-1) : undefined;
  return {
    cases: page.map(toCaseRow),
    total,
    next: last
      ? writeCursor({
          list,
          key: list === 'answered' ? last.changed_at.toISOString() : last.due_on,
          id: last.id,
        })
      : null,
  };
}

/** Nobody has it yet, or the centre itself. */
const IN_POOL = sql<boolean>`(case_file.institution_id is null or case_file.institution_id in (
  select id from institution where is_centre))`;

/** Which cases of which list. */
function belongsTo(list: List, officer: Officer) {
  return (builder: ExpressionBuilder<Pick<Database, 'case_file'>, 'case_file'>) => {
    if (list === 'erasures')
      return builder.and([heldBy(officer)(builder), builder('case_file.erasure_due_on', 'is not', null)]);
    const isOpen = builder('case_file.is_open', '=', list !== 'answered');
    if (list === 'opinions') {
      const { institutionId } = officer;
      return institutionId === null ? builder.lit(false) : builder.and([isOpen, askedOf(institutionId)]);
    }
    const isOfPart = {
      open: [],
      answered: [],
      'due-soon': [
        builder('case_file.due_soon_at', 'is not', null),
        builder('case_file.escalated_at', 'is', null),
      ],
      overdue: [builder('case_file.escalated_at', 'is not', null)],
      pool: [officer.institutionId === null ? IN_POOL : builder.lit(false)],
      approval: [builder('case_file.state', '=', 'drafted')],
      objections: [builder('case_file.state', '=', 'objected')],
    };
    return builder.and([isOpen, heldBy(officer)(builder), ...isOfPart[list]]);
  };
}

const EVERY = sql<SqlBool>`true`;

interface Wanted {
  list: List;
  search: Search | undefined;
  narrow: RawBuilder<SqlBool> | undefined;
}

function selectPage(database: Kysely<Database>, officer: Officer, { list, search, narrow }: Wanted) {
  return database
    .selectFrom('case_file')
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
      'case_file.due_soon_at',
      'case_file.escalated_at',
      'holder.name as holder',
      'unit.name as unit',
      'colleague.name as colleague',
    ])
    .where(belongsTo(list, officer))
    .where(search?.matches ?? EVERY)
    .where(narrow ?? EVERY)
    .limit(STAFF_PAGE_SIZE + 1);
}

type Page = ReturnType<typeof selectPage>;
type PageRow = Awaited<ReturnType<Page['execute']>>[number];

/** One row more than a page: whether it is there says whether there is a next page. */
function readPage(page: Page, list: List, after: string | undefined): Promise<PageRow[]> {
  const cursor = readCursor(after, list);
  if (list !== 'answered') {
    const open = page.orderBy('case_file.due_on').orderBy('case_file.application_id');
    return cursor
      ? open
          .where(
            sql<boolean>`(case_file.due_on, case_file.application_id) > (${cursor.key}::date, ${cursor.id}::uuid)`,
          )
          .execute()
      : open.execute();
  }
  const answered = page.orderBy('case_file.changed_at', 'desc').orderBy('case_file.application_id');
  if (!cursor) return answered.execute();
  const changedAt = new Date(cursor.key);
  return answered
    .where('case_file.changed_at', '<=', changedAt)
    .where(({ or, eb }) =>
      or([eb('case_file.changed_at', '<', changedAt), eb('case_file.application_id', '>', cursor.id)]),
    )
    .execute();
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

function toCaseRow(row: PageRow): StaffCaseRow {
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
    holder: row.holder,
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

/**
 * Whom it is of stays sealed, and is not read at all for those who may not know.
 * @returns undefined when there is no such case, or it is not theirs: the two cannot be told apart
 */
export async function readCase(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  moment: Moment,
): Promise<SealedCase | undefined> {
  if (!isUuidv7(applicationId)) return undefined;
  return inSnapshot(database, async (snapshot) => {
    const row = await selectThreads(snapshot)
      .select([
        'application.formats',
        'application.locale',
        'application.addressed_name',
        'application.province',
        'application.district',
        'application.place_detail',
        'application.coordinates',
        'application.before_court',
        'application.hide_identity',
        'case_file.due_soon_at',
        'case_file.escalated_at',
      ])
      .where('application.id', '=', applicationId)
      .where(visibleTo(officer))
      .executeTakeFirst();
    if (!row) return undefined;
    const events = await selectEvents(snapshot).where('application.id', '=', applicationId).execute();
    const replies = await selectReplies(snapshot).where('application.id', '=', applicationId).execute();
    const attachments = await selectAttachments(snapshot)
      .where('application.id', '=', applicationId)
      .execute();
    const thread = toThread(row, { events, replies, attachments }, moment);
    return {
      ...thread,
      replies: thread.replies.map((reply) => withSource(reply, replies)),
      life: await toStaffLife(snapshot, officer, { row, events, life: thread.life, moment }),
      formats: row.formats,
      locale: row.locale,
      addressedTo: row.addressed_name,
      place: placeInWords(row.province, row.district),
      placeDetail: row.place_detail,
      coordinates: row.coordinates,
      beforeCourt: row.before_court,
      hideIdentity: row.hide_identity,
      ...(await countAlike(snapshot, officer, applicationId, moment.nowMs)),
      applicant: maySeeIdentity(officer, row.hide_identity)
        ? await readIdentity(snapshot, officer, applicationId, moment.nowMs)
        : null,
    };
  });
}

/** As the officer wrote it: an answer that is the same as a draft in the console is told by it. */
function withSource(reply: ThreadReply, rows: readonly { id: string; source: string | null }[]) {
  const source = rows.find(({ id }) => id === reply.id)?.source ?? null;
  return { ...reply, ...(source !== null && { source }) };
}

async function readIdentity(
  snapshot: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  nowMs: number,
): Promise<SealedIdentity | null> {
  const applicant = await snapshot
    .selectFrom('applicant')
    .select(['application_id', 'address_kind', 'key_id', ...SEALED_COLUMNS])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!applicant) return null;
  await snapshot
    .insertInto('audit_entry')
    .values({
      at: new Date(nowMs),
      action: 'identity-read',
      actor_id: officer.accountId,
      application_id: applicationId,
    })
    .execute();
  return applicant;
}

/** "District, Province", as addresses are written in Türkiye's forms from the smaller to the larger. */
function placeInWords(plate: string | null, district: string | null): string | null {
  const province = PROVINCES.find((candidate) => candidate.plate === plate)?.province;
  if (province === undefined) return null;
  return district === null ? province : `${district}, ${province}`;
}
