// What the citizen did after the application, each where it belongs: what was added and answered beside their text, an
// objection and a rating with the answer that they are about, a withdrawal at the top.

import type { StaffLife } from '../../../../domain/staff-life.ts';
import type { LifeAct } from '../../../../domain/thread-life.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { formatDate, formatInstant } from '../../../../i18n/format.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { CitizenText } from '../citizen-text.tsx';
import '../life/life.css';

/** Added and answered, in their order. */
export function AddedByCitizen({ staffCase }: { staffCase: StaffCase }) {
  const { t, tag } = useTexts();
  const { life, locale } = staffCase;
  const added = life?.acts.filter(({ kind }) => kind === 'addition' || kind === 'information') ?? [];
  return (
    <>
      {added.map((act) => {
        const question = questionOf(act, life);
        return (
          <article key={act.id} class="case-act">
            <h3>{t(`staff.acts.${act.kind === 'addition' ? 'addition' : 'information'}`)}</h3>
            {question === undefined ? null : (
              <>
                <p class="quiet">{t('staff.acts.asked')}</p>
                <CitizenText text={question} locale={SOURCE_LOCALE} />
                <p class="quiet">{t('staff.acts.answer')}</p>
              </>
            )}
            <Said text={act.text} locale={locale} />
            <p class="quiet">
              <time dateTime={act.at}>{formatInstant(tag, act.at)}</time>
            </p>
          </article>
        );
      })}
      {life?.question ? <OpenQuestion question={life.question} /> : null}
    </>
  );
}

/** As it was written; what was told by a recording lies with the case's files. */
function Said({ text, locale }: { text: string | undefined; locale: StaffCase['locale'] }) {
  const { t } = useTexts();
  return text === undefined ? <p>{t('staff.acts.recorded')}</p> : <CitizenText text={text} locale={locale} />;
}

function questionOf({ questionId }: LifeAct, life: StaffLife | undefined): string | undefined {
  const asked = life?.events.find(({ id }) => id === questionId);
  return asked?.kind === 'information-asked' ? asked.text : undefined;
}

/** Asked, and not answered yet. */
function OpenQuestion({ question }: { question: NonNullable<StaffLife['question']> }) {
  const { t, tag } = useTexts();
  return (
    <article class="case-act">
      <h3>{t('staff.acts.waiting')}</h3>
      <CitizenText text={question.text} locale={SOURCE_LOCALE} />
      <p class="quiet">
        {t('staff.case.answerBy', { institution: question.by, when: formatInstant(tag, question.at) })}
      </p>
    </article>
  );
}

/** Of one answer: how it was rated, and what the citizen objects to. */
export function ActsOnAnswer({ staffCase, replyId }: { staffCase: StaffCase; replyId: string }) {
  const { t, tag } = useTexts();
  const acts = staffCase.life?.acts.filter((act) => act.replyId === replyId) ?? [];
  return (
    <>
      {acts.map(({ id, kind, at, text, score = 0 }) => (
        <section key={id} class="case-act">
          <h3>{t(kind === 'objection' ? 'staff.acts.objection' : 'staff.acts.rating', { score })}</h3>
          {/* A rating needs no word. */}
          {text === undefined && kind === 'rating' ? null : <Said text={text} locale={staffCase.locale} />}
          <p class="quiet">
            <time dateTime={at}>{formatInstant(tag, at)}</time>
          </p>
        </section>
      ))}
    </>
  );
}

/** What has to be known before anything else is read. */
export function LifeNotice({ staffCase }: { staffCase: StaffCase }) {
  const { t, tag } = useTexts();
  const { life } = staffCase;
  if (life?.events.some(({ kind }) => kind === 'erased'))
    return (
      <StatusBanner kind="info" title={t('staff.acts.erased')}>
        <p>{t('staff.acts.erasedBody')}</p>
      </StatusBanner>
    );
  const waiting = life?.erasures?.find(({ until }) => until !== undefined);
  // Beside it why it was withdrawn, which stands nowhere else; what is objected to stands with its answer.
  if (waiting?.until !== undefined)
    return (
      <>
        <StatusBanner kind="problem" title={t('staff.acts.erasure')}>
          <p>{t('staff.acts.erasureBody', { date: formatDate(tag, waiting.until) })}</p>
          {waiting.text === undefined ? null : <CitizenText text={waiting.text} locale={staffCase.locale} />}
        </StatusBanner>
        {life?.state === 'withdrawn' && <StateNotice staffCase={staffCase} />}
      </>
    );
  return <StateNotice staffCase={staffCase} />;
}

function StateNotice({ staffCase }: { staffCase: StaffCase }) {
  const { t, tag } = useTexts();
  const { life } = staffCase;
  const newest = (wanted: LifeAct['kind']) => life?.acts.findLast(({ kind }) => kind === wanted);
  switch (life?.state) {
    case 'withdrawn': {
      const act = newest('withdrawal');
      return (
        <StatusBanner kind="info" title={t('staff.acts.withdrawn')}>
          <p>{t('staff.acts.withdrawnBody', { when: act ? formatInstant(tag, act.at) : '' })}</p>
          {act?.text === undefined ? null : <CitizenText text={act.text} locale={staffCase.locale} />}
        </StatusBanner>
      );
    }
    case 'objected':
      return (
        <StatusBanner kind="problem" title={t('staff.acts.objected')}>
          <p>{t('staff.acts.objectedBody')}</p>
          <Said text={newest('objection')?.text} locale={staffCase.locale} />
        </StatusBanner>
      );
    case 'not-examined':
      return (
        <StatusBanner kind="info" title={t('staff.acts.notExamined')}>
          <p>{t('staff.acts.notExaminedBody')}</p>
        </StatusBanner>
      );
    default:
      return null;
  }
}
