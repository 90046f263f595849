// One page of a list of cases: how many there are, the table, the way to the next page. Turning pages is a change of
// page like any other (the heading says where); refreshing stays where the officer is and says what came.

import type { StaffCases, StaffSession } from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { type CasesRoute, casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { casesHeading, pageCount } from '../../shell/view.ts';
import type { Failure } from '../../staff-call.ts';
import { ListCount, rangeOf } from '../list/list-count.tsx';
import { ListPages } from '../list/list-pages.tsx';
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
  now: () => number;
}

export function CasesPage(props: CasesPageProps) {
  const { route, cases, session, draftedIds, now } = props;
  const { t } = useTexts();
  const isEmpty = cases.cases.length === 0;
  return (
    <div class="stack cases">
      <PageHeading>{casesHeading(route, pageCount(cases), t)}</PageHeading>
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
  const key = route.list === 'open' ? 'staff.cases.openTotal' : 'staff.cases.answeredTotal';
  return (
    <ListCount
      total={t(key, { count: cases.total })}
      range={rangeOf(route.pageNumber, cases.cases.length, cases.total)}
      isFirstPage={route.pageNumber === 1}
      onRefresh={onRefresh}
    />
  );
}

function Pages({ route, cases, previousAddress }: CasesPageProps) {
  const { list, pageNumber } = route;
  return (
    <ListPages
      isFirstPage={route.after === undefined}
      firstAddress={casesAddress({ ...FIRST_ROUTE, list })}
      previousAddress={previousAddress}
      nextAddress={
        cases.next === null
          ? undefined
          : casesAddress({ list, after: cases.next, pageNumber: pageNumber + 1 })
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
  const isOpen = route.list === 'open';
  return (
    <section class="cases-empty stack">
      <h2>{t(isOpen ? 'staff.cases.openEmptyTitle' : 'staff.cases.answeredEmptyTitle')}</h2>
      <p>{t(isOpen ? 'staff.cases.openEmpty' : 'staff.cases.answeredEmpty')}</p>
    </section>
  );
}
