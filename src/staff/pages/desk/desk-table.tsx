// The desk as a table, or as blocks on a narrow screen, like the list of cases (cases-table.tsx).

import type { Transcription } from '../../../domain/transcript.ts';
import { durationInWords } from '../../../i18n/figures.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Table, type TableColumn, type TableRow } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { transcriptionAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { DueCell } from '../list/due-cell.tsx';
import { labelled } from '../list/labelled-cell.tsx';

export interface DeskTableProps {
  items: readonly Transcription[];
  draftedIds: readonly string[];
  nowMs: number;
}

export function DeskTable({ items, draftedIds, nowMs }: DeskTableProps) {
  const { t, tag } = useTexts();
  const labels = [
    t('staff.cases.number'),
    t('staff.desk.recording'),
    t('staff.cases.subject'),
    t('staff.desk.length'),
    t('staff.cases.received'),
    t('staff.cases.due'),
    t('staff.desk.state'),
  ];
  const rows = items.map((item): TableRow => {
    const cells = [
      <NumberCell key="number" item={item} />,
      <span key="kind" id={`kind-${item.attachmentId}`}>
        {kindName(item.kind, t)}
      </span>,
      <bdi key="subject" class="cases-subject" id={`subject-${item.attachmentId}`} lang="">
        {item.subject}
      </bdi>,
      <span key="length" id={`length-${item.attachmentId}`}>
        {item.durationMs === undefined ? t('staff.desk.lengthUnknown') : durationInWords(item.durationMs, t)}
      </span>,
      formatShortDate(tag, item.receivedAt),
      <DueCell key="due" dueOn={item.dueOn} isOver={false} nowMs={nowMs} />,
      <State key="state" item={item} isDrafted={draftedIds.includes(item.attachmentId)} />,
    ];
    return { key: item.attachmentId, cells: cells.map((cell, index) => labelled(labels[index], cell)) };
  });
  return (
    <div class="cases-table">
      <Table
        caption={t('staff.desk.caption')}
        columns={labels.map((label): TableColumn => ({ label }))}
        rows={rows}
      />
    </div>
  );
}

function kindName(kind: Transcription['kind'], t: Translate): string {
  switch (kind) {
    case 'sign-video':
      return t('staff.desk.kind.sign-video');
    case 'audio':
      return t('staff.desk.kind.audio');
    case 'voice':
      return t('staff.desk.kind.voice');
    default:
      return t('staff.desk.kind.video');
  }
}

/** Number, kind, subject and length are the link's name: a case may have several recordings (WCAG 2.4.9). */
function NumberCell({ item }: { item: Transcription }) {
  const id = `number-${item.attachmentId}`;
  const parts = ['kind', 'subject', 'length'].map((part) => `${part}-${item.attachmentId}`);
  return (
    <a
      class="cases-number"
      id={id}
      href={transcriptionAddress(item.applicationId, item.attachmentId)}
      aria-labelledby={[id, ...parts].join(' ')}
    >
      {item.number}
    </a>
  );
}

function State({ item, isDrafted }: { item: Transcription; isDrafted: boolean }) {
  const { t } = useTexts();
  return (
    <>
      <Tag
        kind={item.state === 'again' ? 'problem' : 'waiting'}
        label={t(`staff.desk.stateOf.${item.state}`)}
      />
      {isDrafted ? (
        <>
          {' '}
          <Tag kind="info" label={t('staff.desk.draft')} />
        </>
      ) : null}
    </>
  );
}
