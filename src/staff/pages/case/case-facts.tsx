// The facts of a case beside its text, each with its name. What the citizen was not asked has no row.

import type { StaffCase } from '../../../domain/wire-staff.ts';
import { formatDate, formatInstant } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { SummaryList, type SummaryRow } from '../../../ui/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { dueFrom, dueUrgency, dueWords } from '../../due.ts';
import { useTexts } from '../../shell/texts.tsx';

export interface CaseFactsProps {
  staffCase: StaffCase;
  isCentre: boolean;
  nowMs: number;
}

export function CaseFacts({ staffCase, isCentre, nowMs }: CaseFactsProps) {
  const { t, tag } = useTexts();
  const { place, placeDetail, beforeCourt } = staffCase;
  const rows: SummaryRow[] = [
    { key: t('staff.case.number'), value: staffCase.number },
    { key: t('staff.case.due'), value: <DueDate staffCase={staffCase} nowMs={nowMs} /> },
    { key: t('staff.case.kind'), value: t(`kind.${staffCase.kind}`) },
    { key: t('staff.case.state'), value: t(`state.${staffCase.state}`) },
    { key: t('staff.case.received'), value: formatInstant(tag, staffCase.receivedAt) },
    { key: t('staff.case.written'), value: formatInstant(tag, staffCase.writtenAt) },
    ...(isCentre
      ? [{ key: t('staff.case.holder'), value: staffCase.holder ?? t('staff.cases.noHolder') }]
      : []),
    {
      key: t('staff.case.addressedTo'),
      value: <bdi>{staffCase.addressedTo ?? t('staff.case.addressedToNone')}</bdi>,
    },
    ...(place === null ? [] : [{ key: t('staff.case.place'), value: place }]),
    ...(placeDetail === null ? [] : [{ key: t('staff.case.placeDetail'), value: <bdi>{placeDetail}</bdi> }]),
    ...(beforeCourt === null ? [] : [{ key: t('staff.case.court'), value: courtWords(t, beforeCourt) }]),
  ];
  return (
    <section class="case-facts">
      <h2>{t('staff.case.factsHeading')}</h2>
      <SummaryList rows={rows} />
    </section>
  );
}

function courtWords(t: Translate, isBeforeCourt: boolean): string {
  return t(isBeforeCourt ? 'staff.case.courtYes' : 'staff.case.courtNo');
}

function DueDate({ staffCase, nowMs }: { staffCase: StaffCase; nowMs: number }) {
  const { t, tag } = useTexts();
  const date = formatDate(tag, staffCase.dueOn);
  if (staffCase.state === 'answered') return <>{date}</>;
  const due = dueFrom(staffCase.dueOn, nowMs);
  const urgency = dueUrgency(due);
  const words = dueWords(t, due);
  return (
    <>
      {date}{' '}
      {urgency === 'calm' ? (
        <span class="quiet">{`(${words})`}</span>
      ) : (
        <Tag kind={urgency === 'late' ? 'danger' : 'waiting'} label={words} />
      )}
    </>
  );
}
