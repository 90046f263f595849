// What has happened to a case, oldest first, and the answers that were given.

import type { ThreadEvent } from '../../../domain/wire.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { SOURCE_LOCALE } from '../../../i18n/locale.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useTexts } from '../../shell/texts.tsx';
import { CitizenText } from './citizen-text.tsx';

export function CaseHistory({ staffCase }: { staffCase: StaffCase }) {
  const { t, tag } = useTexts();
  return (
    <section class="case-facts">
      <h2>{t('staff.case.historyHeading')}</h2>
      <ol class="case-events">
        {staffCase.events.map((event) => (
          <li key={`${event.kind} ${event.at}`}>
            <span>{eventWords(event, t)}</span>{' '}
            <time class="quiet" dateTime={event.at}>
              {formatInstant(tag, event.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function eventWords(event: ThreadEvent, t: Translate): string {
  switch (event.kind) {
    case 'received':
      return t('staff.case.eventReceived');
    case 'assigned':
      return t('staff.case.eventAssigned', { institution: event.institution });
    case 'answered':
      return t('staff.case.eventAnswered', { institution: event.institution });
  }
}

/** The state answers in Turkish (Law 3071), whatever language the console is used in. */
export function Answers({ staffCase }: { staffCase: StaffCase }) {
  const { t, tag } = useTexts();
  return (
    <>
      {staffCase.replies.map(({ id, institution, at, text }) => (
        <article class="case-answer" key={id}>
          <CitizenText text={text} locale={SOURCE_LOCALE} />
          <p class="quiet">{t('staff.case.answerBy', { institution, when: formatInstant(tag, at) })}</p>
        </article>
      ))}
    </>
  );
}
