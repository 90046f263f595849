// One page of a list of cases: how many there are, the table, the way to the next page. Turning pages is a change of
// page like any other (the heading says where); refreshing stays where the officer is and says what came.

import { useState } from 'preact/hooks';
import type { SavedView } from '../../../domain/desk-wire.ts';
import { may } from '../../../domain/role.ts';
import {
  type CaseCounts,
  SEARCH_COUNT_MAX,
  STAFF_COUNT_MAX,
  type StaffCaseRow,
  type StaffCases,
  type StaffSession,
} from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { AnswerMediaKeeper } from '../../answer-media/answer-media.ts';
import type { StaffApi } from '../../api.ts';
import type { EachRow } from '../../bulk/run-each.ts';
import { narrowedBy } from '../../narrowing/narrowed-by.ts';
import type { ReplyDraftKeeper } from '../../reply-draft-keeper.ts';
import type { ReplyDrafts } from '../../reply-drafts.ts';
import { casesHeading } from '../../shell/list-heading.ts';
import { type CasesRoute, casesAddress, firstPageOf } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import type { Failure, Result } from '../../staff-call.ts';
import { ListCount, rangeOf } from '../list/list-count.tsx';
import { ListPages } from '../list/list-pages.tsx';
import { BulkPanel, bulkKinds } from './bulk/bulk-panel.tsx';
import { GroupAnswer } from './bulk/group-answer.tsx';
import { type ReportErrors, usePageErrors } from './bulk/page-errors.ts';
import { type Selection, useSelection } from './bulk/use-selection.ts';
import { CaseSearch } from './case-search.tsx';
import { CasesTable } from './cases-table.tsx';
import { DeskLinks } from './desk-links.tsx';
import { ListLinks } from './list-links.tsx';
import { Narrow } from './narrow/narrow.tsx';
import { SavedViews } from './views/saved-views.tsx';
import './cases.css';

export interface CasesPageProps {
  route: CasesRoute;
  cases: StaffCases;
  /** What stands behind the links above it. */
  counts: CaseCounts | undefined;
  session: StaffSession;
  /** What is written in this tab and not sent. */
  drafts: ReplyDrafts;
  /** Those of answers to groups, on the server. */
  groupKeeper: ReplyDraftKeeper;
  media: AnswerMediaKeeper;
  previousAddress: string | undefined;
  /** The new list comes as `cases`. */
  onRefresh: () => Promise<Failure | undefined>;
  /** An address of the console. */
  onOpen: (address: string) => void;
  now: () => number;
  views: readonly SavedView[];
  api: StaffApi;
  makeId: () => string;
  onSessionEnded: () => void;
}

export function CasesPage(props: CasesPageProps) {
  const { route, cases, session, drafts, onOpen, now } = props;
  const { query: _query, ...whole } = firstPageOf(route);
  const selection = useSelection(cases.cases);
  const isOpenList = route.list !== 'answered';
  const canChoose = isOpenList && bulkKinds(session).length > 0;
  const { t } = useTexts();
  const { summary, report } = usePageErrors();
  useErrorTitle(summary !== undefined);
  const isEmpty = cases.cases.length === 0;
  const narrowed = narrowedBy(route, cases.names, t);
  return (
    <div class="stack cases">
      {summary ? <ErrorSummary key={summary.attempt} title={summary.title} errors={summary.errors} /> : null}
      <PageHeading>{casesHeading(route, cases, t)}</PageHeading>
      <CaseSearch
        query={route.query}
        wholeAddress={casesAddress(whole)}
        onSearch={(query) => onOpen(casesAddress(query === undefined ? whole : { ...whole, query }))}
      />
      {isOpenList ? <ListLinks route={route} session={session} counts={props.counts?.lists} /> : null}
      {isOpenList ? (
        <DeskLinks
          route={route}
          session={session}
          counts={props.counts?.desks}
          onReadPlaces={() => props.api.desk.readPlaces()}
          onOpen={onOpen}
        />
      ) : null}
      <Narrow
        route={route}
        narrowed={narrowed}
        names={cases.names}
        session={session}
        api={props.api}
        onOpen={onOpen}
        onErrors={report}
      />
      <SavedViews
        views={props.views}
        address={casesAddress(firstPageOf(route))}
        onKeep={props.api.desk.keepView}
        makeId={props.makeId}
        onSessionEnded={props.onSessionEnded}
      />
      <Count {...props} isNarrowed={narrowed.length > 0} />
      {isEmpty ? (
        <Empty route={route} isNarrowed={narrowed.length > 0} />
      ) : (
        <CasesTable
          cases={cases.cases}
          list={route.list}
          isCentre={session.institutionId === null}
          draftedIds={drafts.unsent()}
          nowMs={now()}
          selection={canChoose ? selection : undefined}
        />
      )}
      <Pages {...props} />
      {canChoose ? <Several {...props} selection={selection} onErrors={report} /> : null}
    </div>
  );
}

/** What can be done to several: what is chosen stands beside the way to choose all of the page, or none. */
function Several({
  selection,
  onErrors,
  ...props
}: CasesPageProps & { selection: Selection; onErrors: ReportErrors }) {
  const { route, cases, session, api, makeId, onSessionEnded, onRefresh } = props;
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const common = { rows: selection.chosen, api, makeId, onErrors, onSessionEnded, onOver: onRefresh };
  const { likeness } = route;
  // What is open stays when its last case has gone: it tells what became of them.
  const hasCases = cases.cases.length > 0;
  return (
    <div class="stack">
      {hasCases ? (
        <div class="cluster">
          <Button onPress={selection.all}>{t('staff.bulk.all')}</Button>
          <Button onPress={selection.none}>{t('staff.bulk.none')}</Button>
          {isOpen ? null : (
            <Button id="bulk-open" onPress={() => setOpen(true)}>
              {t('staff.bulk.open')}
            </Button>
          )}
        </div>
      ) : null}
      {isOpen ? <BulkPanel {...common} session={session} /> : null}
      {likeness !== undefined && may(session.role, 'case.answer') ? (
        <GroupAnswer
          {...common}
          likeness={likeness}
          all={cases.cases}
          total={cases.total}
          drafts={props.drafts}
          keeper={props.groupKeeper}
          kept={cases.groupDraft}
          media={props.media}
          onReadAll={() => readAll(api, route)}
        />
      ) : null}
    </div>
  );
}

/** More have to be answered in two goes. */
const READ_MAX_PAGES = 100;

/** All that the list shows, page by page: of a group that is narrowed, nobody who was left out of it. */
async function readAll(
  api: StaffApi,
  { list, page: _page, after: _after, pageNumber: _pageNumber, ...filter }: CasesRoute,
): Promise<Result<EachRow[]>> {
  const rows: StaffCaseRow[] = [];
  let after: string | undefined;
  for (let page = 0; page < READ_MAX_PAGES; page += 1) {
    const listed = await api.listCases(list, after, filter);
    if (!listed.ok) return listed;
    rows.push(...listed.value.cases);
    if (listed.value.next === null) break;
    after = listed.value.next;
  }
  return { ok: true, value: rows };
}

function Count({ route, cases, onRefresh, isNarrowed }: CasesPageProps & { isNarrowed: boolean }) {
  const { t } = useTexts();
  return (
    <ListCount
      total={t(totalKey(route, cases), { count: cases.total })}
      range={rangeOf(route.pageNumber, cases.cases.length, cases.total)}
      isFirstPage={route.pageNumber === 1}
      isNarrowed={isNarrowed}
      onRefresh={onRefresh}
    />
  );
}

function totalKey({ list, query }: CasesRoute, { total }: StaffCases) {
  if (query !== undefined)
    return total < SEARCH_COUNT_MAX ? 'staff.cases.foundTotal' : 'staff.cases.foundMany';
  if (total >= STAFF_COUNT_MAX) return 'staff.cases.many';
  if (list === 'open') return 'staff.cases.openTotal';
  return list === 'answered' ? 'staff.cases.answeredTotal' : 'staff.lists.total';
}

function Pages({ route, cases, previousAddress }: CasesPageProps) {
  return (
    <ListPages
      isFirstPage={route.after === undefined}
      firstAddress={casesAddress(firstPageOf(route))}
      previousAddress={previousAddress}
      nextAddress={
        cases.next === null
          ? undefined
          : casesAddress({ ...route, after: cases.next, pageNumber: route.pageNumber + 1 })
      }
    />
  );
}

function Empty({ route, isNarrowed }: { route: CasesRoute; isNarrowed: boolean }) {
  const { t } = useTexts();
  if (route.after !== undefined) {
    return (
      <section class="cases-empty stack">
        <h2>{t('staff.cases.pageEmptyTitle')}</h2>
        <p>{t('staff.cases.pageEmpty')}</p>
        <p>
          <Link href={casesAddress(firstPageOf(route))}>{t('staff.cases.first')}</Link>
        </p>
      </section>
    );
  }
  const [title, body] = isNarrowed
    ? (['staff.narrow.emptyTitle', 'staff.narrow.empty'] as const)
    : emptyKeys(route);
  return (
    <section class="cases-empty stack">
      <h2>{t(title)}</h2>
      <p>{t(body)}</p>
    </section>
  );
}

function emptyKeys({ list, query }: CasesRoute) {
  if (query !== undefined) return ['staff.cases.searchEmptyTitle', 'staff.cases.searchEmpty'] as const;
  if (list === 'open') return ['staff.cases.openEmptyTitle', 'staff.cases.openEmpty'] as const;
  return list === 'answered'
    ? (['staff.cases.answeredEmptyTitle', 'staff.cases.answeredEmpty'] as const)
    : (['staff.lists.emptyTitle', 'staff.lists.empty'] as const);
}
