// Until when an answer is owed, how many working days are left, and why it is not the day of the receipt. Working days, because
// the office works on those; the list, which has no calendar, counts days.

import { istanbulDate } from '../../../../domain/calendar.ts';
import { workingDaysLeft } from '../../../../domain/deadline.ts';
import type { StaffLife } from '../../../../domain/staff-life.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { formatDate } from '../../../../i18n/format.ts';
import { formatMoney } from '../../../../i18n/money.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Tag } from '../../../../ui/tag/tag.tsx';
import { dueFrom, dueUrgency, dueWords } from '../../../due.ts';
import { useTexts } from '../../../shell/texts.tsx';

export function DueDate({ staffCase, nowMs }: { staffCase: StaffCase; nowMs: number }) {
  const { t, tag } = useTexts();
  const { life } = staffCase;
  const dueOn = life?.dueOn ?? staffCase.dueOn;
  const date = formatDate(tag, dueOn);
  if (staffCase.state === 'answered') return <>{date}</>;
  const due = dueFrom(dueOn, nowMs);
  const urgency = dueUrgency(due);
  const fee = life?.question?.fee;
  if (fee)
    return <>{t('staff.due.fee', { sum: formatMoney(tag, fee.amount), date: formatDate(tag, fee.until) })}</>;
  const words = life ? workingDaysInWords(life, nowMs, t) : dueWords(t, due);
  return (
    <>
      {date}{' '}
      {urgency === 'calm' ? (
        <span class="quiet">{`(${words})`}</span>
      ) : (
        <Tag kind={urgency === 'late' ? 'danger' : 'waiting'} label={words} />
      )}
      {life?.dueReason ? <DueReason reason={life.dueReason} /> : null}
    </>
  );
}

function DueReason({ reason: { kind, text } }: { reason: NonNullable<StaffLife['dueReason']> }) {
  const { t } = useTexts();
  return (
    <p>
      {t(`staff.due.reason.${kind}`)}
      {text === undefined ? null : (
        <>
          {' '}
          <bdi lang="">{text}</bdi>
        </>
      )}
    </p>
  );
}

/** @param nowMs of a clock that may be wrong: this is a help, the server keeps the date */
export function workingDaysInWords(
  { dueOn, holidays }: Pick<StaffLife, 'dueOn' | 'holidays'>,
  nowMs: number,
  t: Translate,
): string {
  const today = istanbulDate(nowMs);
  if (today === dueOn) return t('staff.due.lastDay');
  const left = workingDaysLeft(today, dueOn, holidays);
  if (today > dueOn) return t('staff.due.workingOverdue', { count: -left });
  return t('staff.due.workingLeft', { count: left });
}
