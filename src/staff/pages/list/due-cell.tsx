// Until when an answer is due: how much is left, and the date.

import { formatShortDate } from '../../../i18n/format.ts';
import { Tag } from '../../../ui/tag/tag.tsx';
import { dueFrom, dueUrgency, dueWords } from '../../due.ts';
import { useTexts } from '../../shell/texts.tsx';

export interface DueCellProps {
  /** A civil date. */
  dueOn: string;
  /** Nothing runs any more. */
  isOver: boolean;
  /** An earlier last day went by without an answer (decision 0057). */
  hasLapsed?: boolean;
  nowMs: number;
}

export function DueCell({ dueOn, isOver, hasLapsed = false, nowMs }: DueCellProps) {
  const { t, tag } = useTexts();
  // A civil date has no hour: noon in Istanbul is on the same day everywhere that we show it.
  const date = formatShortDate(tag, `${dueOn}T12:00:00+03:00`);
  if (isOver) return <>{date}</>;
  const due = dueFrom(dueOn, nowMs);
  const urgency = dueUrgency(due);
  return (
    // Blocks: of two spans in a flexible box the ear got "21 gün kaldı17.12.2026", whatever stood between them.
    <div class="cases-due">
      <div>
        {urgency === 'calm' ? (
          dueWords(t, due)
        ) : (
          <Tag kind={urgency === 'late' ? 'danger' : 'waiting'} label={dueWords(t, due)} />
        )}
      </div>
      <div class="quiet">{date}</div>
      {hasLapsed && urgency !== 'late' ? <div class="quiet">{t('staff.cases.lapsedBefore')}</div> : null}
    </div>
  );
}
