// One page of a list of cases: how many there are, the table, the way to the next page. Turning pages is a change of
// page like any other (the heading says where); refreshing stays where the officer is and says what came.

import { useEffect, useRef, useState } from 'preact/hooks';
import { STAFF_PAGE_SIZE, type StaffCases, type StaffSession } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Pagination } from '../../../ui/pagination/pagination.tsx';
import type { Failure } from '../../api.ts';
import { type CasesRoute, casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { casesHeading, pageCount } from '../../shell/view.ts';
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

type Refreshing = 'rest' | 'working' | 'done' | 'failed';

function Count({ route, cases, onRefresh }: CasesPageProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [refreshing, setRefreshing] = useState<Refreshing>('rest');
  const total = t(route.list === 'open' ? 'staff.cases.openTotal' : 'staff.cases.answeredTotal', {
    count: cases.total,
  });
  const range = rangeOf(route, cases);
  const rangeText = range ? t('staff.cases.range', range) : undefined;

  const isFirstPage = route.pageNumber === 1;
  const told = useRef(false);
  useEffect(() => {
    if (told.current || isFirstPage || rangeText === undefined) return;
    told.current = true;
    announce(rangeText);
  }, [announce, isFirstPage, rangeText]);

  // Said when the new total is on the page, so that both say the same.
  useEffect(() => {
    if (refreshing !== 'done') return;
    setRefreshing('rest');
    announce(`${t('staff.cases.refreshed')} ${total}`);
  }, [refreshing, announce, t, total]);

  const refresh = async (): Promise<void> => {
    setRefreshing('working');
    const failure = await onRefresh();
    if (failure) announce(t('staff.cases.refreshFailed'), { assertive: true });
    setRefreshing(failure ? 'failed' : 'done');
  };

  return (
    <>
      <div class="cases-count">
        <p>
          {total} {rangeText}
        </p>
        <Button onPress={() => void refresh()} isDisabled={refreshing === 'working'}>
          {t('staff.cases.refresh')}
        </Button>
      </div>
      {refreshing === 'failed' ? <Notice kind="warning">{t('staff.cases.refreshFailed')}</Notice> : null}
    </>
  );
}

/** Which of all this page shows; undefined when it shows all of them, or none. */
function rangeOf(route: CasesRoute, { cases, total }: StaffCases): { from: number; to: number } | undefined {
  if (cases.length === 0 || cases.length >= total) return undefined;
  const from = (route.pageNumber - 1) * STAFF_PAGE_SIZE + 1;
  return { from, to: from + cases.length - 1 };
}

function Pages({ route, cases, previousAddress }: CasesPageProps) {
  const { t } = useTexts();
  const first = casesAddress({ ...FIRST_ROUTE, list: route.list });
  const previous =
    route.after === undefined
      ? undefined
      : previousAddress === undefined
        ? { href: first, label: t('staff.cases.first') }
        : { href: previousAddress, label: t('staff.cases.previous') };
  const next =
    cases.next === null
      ? undefined
      : {
          href: casesAddress({ list: route.list, after: cases.next, pageNumber: route.pageNumber + 1 }),
          label: t('staff.cases.next'),
        };
  return <Pagination label={t('staff.cases.pages')} previous={previous} next={next} />;
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
