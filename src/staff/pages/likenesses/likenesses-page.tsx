// Groups of open applications that are like each other, the most since yesterday first: one row each, with the way to its cases.

import type { Likeness } from '../../../domain/desk-wire.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { LANGUAGE_TAGS } from '../../../i18n/locale.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { DueCell } from '../list/due-cell.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import '../cases/cases.css';

export function LikenessesPage({ likenesses, nowMs }: { likenesses: readonly Likeness[]; nowMs: number }) {
  const { t, tag } = useTexts();
  const labels = [
    t('staff.cases.subject'),
    t('staff.alike.count'),
    t('staff.alike.since'),
    t('staff.alike.province'),
    t('staff.alike.topic'),
    t('staff.alike.first'),
    t('staff.cases.due'),
  ];
  const cells = ({ id, subject, open, sinceYesterday, province, topic, firstAt, dueOn }: Likeness) => [
    <a key="subject" href={casesAddress({ ...FIRST_ROUTE, likeness: id })}>
      <bdi lang="">{subject}</bdi>
    </a>,
    t('staff.alike.number', { count: open }),
    t('staff.alike.number', { count: sinceYesterday }),
    province ?? t('staff.alike.nowhere'),
    topic === null ? (
      t('staff.alike.noTopic')
    ) : (
      <bdi key="topic" lang={LANGUAGE_TAGS.tr}>
        {topic}
      </bdi>
    ),
    formatShortDate(tag, firstAt),
    <DueCell key="due" dueOn={dueOn} isOver={false} nowMs={nowMs} />,
  ];
  return (
    <div class="stack cases">
      <Link href={casesAddress(FIRST_ROUTE)} kind="back">
        {t('staff.cases.openHeading')}
      </Link>
      <PageHeading>{t('staff.alike.heading')}</PageHeading>
      <p>{t('staff.alike.lead')}</p>
      {likenesses.length === 0 ? (
        <p>{t('staff.alike.none')}</p>
      ) : (
        <div class="cases-table">
          <Table
            caption={t('staff.alike.heading')}
            columns={labels.map((label) => ({ label }))}
            rows={likenesses.map((one) => ({
              key: one.id,
              cells: cells(one).map((cell, index) => labelled(labels[index], cell)),
            }))}
          />
        </div>
      )}
    </div>
  );
}
