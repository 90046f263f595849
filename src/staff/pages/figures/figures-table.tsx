// One table of figures: by what, how many were received, answered, answered in time, and how fast. On a narrow screen each row
// is a block, as in the lists of cases.

import type { ComponentChildren } from 'preact';
import { formatCount, formatShare } from '../../../i18n/format.ts';
import { Table } from '../../../ui/table/table.tsx';
import { type Texts, useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import { Bar } from './bars.tsx';
import '../cases/cases.css';
import './figures.css';

/** null in place of what is hidden. */
export interface FiguresLine {
  key: string;
  name: ComponentChildren;
  received: number | null;
  /** Of those received; where it is told. */
  withdrawn?: number;
  answered: number | null;
  inTime: number | null;
  medianDays: number | null;
  more?: string | undefined;
}

export interface FiguresTableProps {
  /** What is counted by, in words: the first column. */
  part: string;
  lines: readonly FiguresLine[];
  /** Of one more column. */
  moreLabel?: string | undefined;
}

export function FiguresTable({ part, lines, moreLabel }: FiguresTableProps) {
  const texts = useTexts();
  const { t } = texts;
  const largest = Math.max(0, ...lines.map(({ received }) => received ?? 0));
  const hasWithdrawn = lines.some(({ withdrawn }) => withdrawn !== undefined);
  const labels = [
    part,
    t('staff.figures.received'),
    ...(hasWithdrawn ? [t('staff.figures.withdrawn')] : []),
    t('staff.figures.answered'),
    t('staff.figures.inTime'),
    t('staff.figures.medianDays'),
    ...(moreLabel === undefined ? [] : [moreLabel]),
  ];
  const cells = (line: FiguresLine): ComponentChildren[] => [
    line.name,
    <Received key="received" line={line} largest={largest} />,
    ...(hasWithdrawn ? [formatCount(texts.tag, line.withdrawn ?? 0)] : []),
    <Share
      key="answered"
      part={line.answered}
      whole={line.received && line.received - (line.withdrawn ?? 0)}
    />,
    <Share key="inTime" part={line.inTime} whole={line.answered} />,
    medianOf(line, texts),
    ...(moreLabel === undefined ? [] : [line.more]),
  ];
  return (
    <div class="cases-table">
      <Table
        caption={t('staff.figures.caption', { part })}
        columns={labels.map((label) => ({ label }))}
        rows={lines.map((line) => ({
          key: line.key,
          cells: cells(line).map((cell, index) => labelled(labels[index], cell)),
        }))}
      />
    </div>
  );
}

function Received({ line: { received, answered }, largest }: { line: FiguresLine; largest: number }) {
  const { tag } = useTexts();
  if (received === null) return <Hidden />;
  return (
    <>
      {formatCount(tag, received)}
      <Bar received={received} answered={answered ?? 0} largest={largest} />
    </>
  );
}

/** A count, and of how many it is a part. */
function Share({ part, whole }: { part: number | null; whole: number | null }) {
  const { t, tag } = useTexts();
  if (part === null) return <Hidden />;
  if (!whole) return <>{formatCount(tag, part)}</>;
  const percent = formatShare(tag, part / whole);
  return <>{t('staff.figures.ofWhole', { count: formatCount(tag, part), percent })}</>;
}

function medianOf({ answered, medianDays }: FiguresLine, { tag }: Texts): ComponentChildren {
  if (medianDays !== null) return formatCount(tag, medianDays);
  return answered === null ? <Hidden /> : '–';
}

function Hidden() {
  const { t } = useTexts();
  return <span class="figures-hidden">{t('staff.figures.hidden')}</span>;
}
