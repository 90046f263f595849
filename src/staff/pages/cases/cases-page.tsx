// One page of a list of cases: how many there are, the table, the way to the next page. Turning pages is a change of
// page like any other (the heading says where); refreshing stays where the officer is and says what came.

import { SEARCH_COUNT_MAX, type StaffCases, type StaffSession } from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { type CasesRoute, casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { casesHeading, pageCount } from '../../shell/view.ts';
import type { Failure } from '../../staff-call.ts';
import { ListCount, rangeOf } from '../list/list-count.tsx';
import { ListPages } from '../list/list-pages.tsx';
import { CaseSearch } from './case-search.tsx';
import { CasesTable } from './cases-table.tsx';
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
  return list === 'open' ? 'staff.cases.openTotal' : 'staff.cases.answeredTotal';
}

function Pages({ route, cases, previousAddress }: CasesPageProps) {
  const { after, ...first } = route;
  return (
    <ListPages
      isFirstPage={after === undefined}
      firstAddress={casesAddress({ ...first, pageNumber: 1 })}
      previousAddress={previousAddress}
      nextAddress={
        cases.next === null
          ? undefined
          : casesAddress({ ...first, after: cases.next, pageNumber: first.pageNumber + 1 })
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
          <Link href={casesAddress({ ...FIRST_ROUTE, list: route.list })}>{t('staff.cases.first')}</Link>
        </p>
      </section>
    );
  }
  if (route.query !== undefined) {
    return (
      <section class="cases-empty stack">
        <h2>{t('staff.cases.searchEmptyTitle')}</h2>
        <p>{t('staff.cases.searchEmpty')}</p>
      </section>
    );
  }
  const isOpen = route.list === 'open';
  return (
    <section class="cases-empty stack">
      <h2>{t(isOpen ? 'staff.cases.openEmptyTitle' : 'staff.cases.answeredEmptyTitle')}</h2>
      <p>{t(isOpen ? 'staff.cases.openEmpty' : 'staff.cases.answeredEmpty')}</p>
    </section>
  );
}
