// Where the case is now, who holds it, and until when they must answer: as a date, and as what is left of the time.

import { type CivilDate, daysUntil } from '../../domain/calendar.ts';
import type { ApplicationKind } from '../../domain/kinds.ts';
import type { Life } from '../../domain/thread-life.ts';
import { type TimeLeft, timeLeft } from '../../domain/time-left.ts';
import { formatDate } from '../../i18n/format.ts';
import { formatMoney } from '../../i18n/money.ts';
import type { Translate } from '../../i18n/translate.ts';
import { useTexts } from '../shell/texts.tsx';
import { Ground } from './ground.tsx';

export interface NowProps {
  kind: ApplicationKind;
  life: Life;
  today: CivilDate;
}

export function Now({ kind, life, today }: NowProps) {
  const { t, tag } = useTexts();
  const { state, holder, hours, dueOn, dueReason, events, question } = life;
  const left = timeLeft(kind, life, today);
  const refusal = events.findLast((event) => event.kind === 'not-examined');
  return (
    <section class="life-now">
      <h2>{t('life.now.heading')}</h2>
      <p>
        <strong>{t(`life.state.${state}`)}</strong>
      </p>
      {state === 'not-examined' && refusal && <Ground event={refusal} />}
      {holder !== undefined && (
        <p>{t(left ? 'thread.holder' : 'life.lastHolder', { institution: holder })}</p>
      )}
      {hours && (
        <p>
          {t('life.now.hours')} <span lang="tr">{hours}</span>
        </p>
      )}
      {left && question?.fee && (
        <p>
          {t('life.due.fee', {
            sum: formatMoney(tag, question.fee.amount),
            date: formatDate(tag, question.fee.until),
          })}
        </p>
      )}
      {left && !question?.fee && (
        <>
          <p>{t('applications.due', { date: formatDate(tag, dueOn) })}</p>
          <p>
            <strong>{leftWords(left, t)}</strong>
          </p>
          {dueReason && <DueReason kind={kind} reason={dueReason} />}
        </>
      )}
    </section>
  );
}

interface DueReasonProps {
  kind: ApplicationKind;
  reason: NonNullable<Life['dueReason']>;
}

function DueReason({ kind, reason }: DueReasonProps) {
  const { t } = useTexts();
  return (
    <>
      <p>{t(`life.due.${reason.kind}`)}</p>
      {reason.kind === 'extended' && (
        <p>{t(`life.due.law.${kind === 'information' ? 'information' : 'petition'}`)}</p>
      )}
      {reason.text && (
        <>
          <p>{t('life.reasonLabel')}</p>
          <p class="citizen-text" dir="auto" lang="tr">
            {reason.text}
          </p>
        </>
      )}
    </>
  );
}

/** "12 iş günü kaldı", or plainly that it is late. */
function leftWords({ unit, count, isOver }: TimeLeft, t: Translate): string {
  if (!isOver) return count === 0 ? t('life.left.today') : t(`life.left.${unit}`, { count });
  const over = t('life.due.overdue');
  return count === 0 ? over : `${t(`life.late.${unit}`, { count })} ${over}`;
}

/** Of a day until which the citizen may do something, which is not over yet. */
export function daysLeftWords(until: CivilDate, today: CivilDate, t: Translate): string {
  return leftWords({ unit: 'days', count: daysUntil(today, until), isOver: false }, t);
}
