// The desk of interpreters and transcribers: recordings that wait to be put into writing, those due first.

import type { Transcriptions } from '../../../domain/transcript.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { deskHeading, pageCount } from '../../shell/list-heading.ts';
import { type DeskRoute, deskAddress, FIRST_DESK } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { Failure } from '../../staff-call.ts';
import { ListCount, rangeOf } from '../list/list-count.tsx';
import { ListPages } from '../list/list-pages.tsx';
import { DeskTable } from './desk-table.tsx';
import '../cases/cases.css';

export interface DeskPageProps {
  route: DeskRoute;
  desk: Transcriptions;
  /** Recordings with an unsent text in this tab. */
  draftedIds: readonly string[];
  previousAddress: string | undefined;
  /** The new list comes as `desk`. */
  onRefresh: () => Promise<Failure | undefined>;
  now: () => number;
}

export function DeskPage({ route, desk, draftedIds, previousAddress, onRefresh, now }: DeskPageProps) {
  const { t } = useTexts();
  const { items, total, next } = desk;
  const isFirstPage = route.after === undefined;
  return (
    <div class="stack cases">
      <PageHeading>{deskHeading(route, pageCount(desk), t)}</PageHeading>
      <p>{t('staff.desk.lead')}</p>
      <ListCount
        total={t('staff.desk.total', { count: total })}
        range={rangeOf(route.pageNumber, items.length, total)}
        isFirstPage={isFirstPage}
        onRefresh={onRefresh}
      />
      {items.length === 0 ? (
        <section class="cases-empty stack">
          <h2>{t(isFirstPage ? 'staff.desk.emptyTitle' : 'staff.desk.pageEmptyTitle')}</h2>
          <p>{t(isFirstPage ? 'staff.desk.empty' : 'staff.desk.pageEmpty')}</p>
        </section>
      ) : (
        <DeskTable items={items} draftedIds={draftedIds} nowMs={now()} />
      )}
      <ListPages
        isFirstPage={isFirstPage}
        firstAddress={deskAddress(FIRST_DESK)}
        previousAddress={previousAddress}
        nextAddress={
          next === null ? undefined : deskAddress({ after: next, pageNumber: route.pageNumber + 1 })
        }
      />
    </div>
  );
}
