// The cases as a table; on a narrow screen the style sheet turns each row into a block and shows the columns' names
// beside the values. One DOM for both: a screen reader meets a table with headers at every width.

import type { CaseState } from '../../../domain/case.ts';
import type { StaffCaseRow } from '../../../domain/wire-staff.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { Table, type TableColumn, type TableRow } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden/visually-hidden.tsx';
import type { StaffList } from '../../api.ts';
import { caseAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { placeInWords } from '../case/case-facts.tsx';
import { DueCell } from '../list/due-cell.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import type { Selection } from './bulk/use-selection.ts';

export interface CasesTableProps {
  cases: readonly StaffCaseRow[];
  list: StaffList;
  /** The centre sees who holds a case; an institution holds them all. */
  isCentre: boolean;
  draftedIds: readonly string[];
  nowMs: number;
  /** Absent where nothing can be done to several at once. */
  selection?: Pick<Selection, 'has' | 'toggle'> | undefined;
}

export function CasesTable({ cases, list, isCentre, draftedIds, nowMs, selection }: CasesTableProps) {
  const texts = useTexts();
  const { t } = texts;
  const labels = [
    t('staff.cases.number'),
    ...(selection ? [t('staff.bulk.column')] : []),
    t('staff.cases.subject'),
    t('staff.cases.kind'),
    t('staff.cases.received'),
    t('staff.cases.due'),
    t('staff.cases.formats'),
    t('staff.place.desk'),
    ...(isCentre ? [t('staff.cases.holder')] : []),
  ];
  const rows = cases.map((row): TableRow => {
    const isDrafted = draftedIds.includes(row.applicationId);
    const cells = [
      <NumberCell key="number" row={row} />,
      ...(selection ? [<Chooser key="choose" row={row} selection={selection} />] : []),
      <Subject key="subject" row={row} isDrafted={isDrafted} />,
      t(`kind.${row.kind}`),
      formatShortDate(texts.tag, row.receivedAt),
      <DueCell
        key="due"
        dueOn={row.dueOn}
        isOver={list === 'answered'}
        hasLapsed={row.alert === 'overdue'}
        nowMs={nowMs}
      />,
      <Formats key="formats" row={row} />,
      placeInWords(row, t),
      ...(isCentre ? [row.holder ?? t('staff.cases.noHolder')] : []),
    ];
    return { key: row.applicationId, cells: cells.map((cell, index) => labelled(labels[index], cell)) };
  });
  return (
    <div class="cases-table">
      <Table
        caption={t(list === 'answered' ? 'staff.cases.answeredCaption' : 'staff.cases.openCaption')}
        columns={labels.map((label): TableColumn => ({ label }))}
        rows={rows}
      />
    </div>
  );
}

/**
 * The link's name is number and subject, so that a list of all links tells them apart (WCAG 2.4.9); what is new is said with it, to
 * whoever goes from link to link.
 */
function NumberCell({ row }: { row: StaffCaseRow }) {
  const linkId = `number-${row.applicationId}`;
  return (
    <a
      class="cases-number"
      id={linkId}
      href={caseAddress(row.applicationId)}
      aria-labelledby={`${linkId} ${subjectId(row)}`}
      aria-describedby={row.news && newsId(row)}
    >
      {row.number}
    </a>
  );
}

/** Named by the case, so that a list of all checkboxes tells them apart; the eye has the row. */
function Chooser({
  row,
  selection,
}: {
  row: StaffCaseRow;
  selection: NonNullable<CasesTableProps['selection']>;
}) {
  const { t } = useTexts();
  const { applicationId, number, subject } = row;
  return (
    <Checkbox
      id={`choose-${applicationId}`}
      label={<VisuallyHidden>{t('staff.bulk.choose', { number, subject })}</VisuallyHidden>}
      isChecked={selection.has(applicationId)}
      onChange={(isChosen) => selection.toggle(applicationId, isChosen)}
    />
  );
}

/** What the list itself does not say. */
const NOTABLE: ReadonlySet<CaseState['state']> = new Set([
  'information-asked',
  'drafted',
  'objected',
  'withdrawn',
  'not-examined',
]);

function Subject({ row, isDrafted }: { row: StaffCaseRow; isDrafted: boolean }) {
  const { t } = useTexts();
  return (
    <>
      <bdi id={subjectId(row)} class="cases-subject" lang="">
        {row.subject}
      </bdi>
      {isDrafted ? (
        <>
          {' '}
          <Tag kind="info" label={t('staff.cases.draft')} />
        </>
      ) : null}
      {row.news ? (
        <>
          {' '}
          <span id={newsId(row)}>
            <Tag kind="waiting" label={t(`staff.news.${row.news}`)} />
          </span>
        </>
      ) : null}
      {row.caseState && NOTABLE.has(row.caseState) ? (
        <>
          {' '}
          <Tag kind="neutral" label={t(`staff.caseState.${row.caseState}`)} />
        </>
      ) : null}
    </>
  );
}

function subjectId({ applicationId }: StaffCaseRow): string {
  return `subject-${applicationId}`;
}

function newsId({ applicationId }: StaffCaseRow): string {
  return `news-${applicationId}`;
}

function Formats({ row }: { row: StaffCaseRow }) {
  const { t } = useTexts();
  return (
    <ul class="cases-formats">
      {row.formats.map((format) => (
        <li key={format}>
          {format === 'text' ? t('format.text') : <Tag kind="info" label={t(`format.${format}`)} />}
        </li>
      ))}
    </ul>
  );
}
