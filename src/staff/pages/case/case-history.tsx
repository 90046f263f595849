// What has happened to a case, oldest first.

import type { ThreadEvent } from '../../../domain/wire.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { formatInstant } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useTexts } from '../../shell/texts.tsx';

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
