// One page of a list of cases: how many there are, the table, the way to the next page. Turning pages is a change of
// page like any other (the heading says where); refreshing stays where the officer is and says what came.

import {
  SEARCH_COUNT_MAX,
  STAFF_COUNT_MAX,
  type StaffCases,
  type StaffSession,
} from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { type CasesRoute, casesAddress, FIRST_ROUTE, firstPageOf } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { casesHeading, pageCount } from '../../shell/view.ts';
import type { Failure } from '../../staff-call.ts';
import { ListCount, rangeOf } from '../list/list-count.tsx';
import { ListPages } from '../list/list-pages.tsx';
import { CaseSearch } from './case-search.tsx';
import { CasesTable } from './cases-table.tsx';
import { ListLinks } from './list-links.tsx';
import './cases.css';

export interface CasesPageProps {
  route: CasesRoute;
  cases: StaffCases;
  session: StaffSession;
  /** Cases with an unsent reply in this tab. */
  draftedIds: readonly string[];
  previousAddress: string | undefined;
  /** The new list comes as `cases`. */
  onRefresh: () => Promise<Failure | undefined>;
  /** An address of the console. */
  onOpen: (address: string) => void;
  now: () => number;
}

export function CasesPage(props: CasesPageProps) {
  const { route, cases, session, draftedIds, onOpen, now } = props;
  const whole = { ...FIRST_ROUTE, list: route.list };
  const { t } = useTexts();
  const isEmpty = cases.cases.length === 0;
  return (
    <div class="stack cases">
      <PageHeading>{casesHeading(route, pageCount(cases), t)}</PageHeading>
      <CaseSearch
        query={route.query}
        wholeAddress={casesAddress(whole)}
        onSearch={(query) => onOpen(casesAddress(query === undefined ? whole : { ...whole, query }))}
      />
      {route.list === 'answered' ? null : <ListLinks route={route} session={session} />}
      <Count {...props} />
      {isEmpty ? (
        <Empty route={route} />
      ) : (
        <CasesTable
          cases={cases.cases}
          list={route.list}
          isCentre={session.institutionId === null}
          draftedIds={draftedIds}
          nowMs={now()}
        />
      )}
      <Pages {...props} />
    </div>
  );
}

function Count({ route, cases, onRefresh }: CasesPageProps) {
  const { t } = useTexts();
  return (
    <ListCount
      total={t(totalKey(route, cases), { count: cases.total })}
      range={rangeOf(route.pageNumber, cases.cases.length, cases.total)}
      isFirstPage={route.pageNumber === 1}
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

function Empty({ route }: { route: CasesRoute }) {
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
  const [title, body] = emptyKeys(route);
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
