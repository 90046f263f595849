// Where an account is open: this session first, each told apart by browser, system and how it began.

import type { OwnSession } from '../../../domain/wire-access.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface SessionsProps {
  sessions: readonly OwnSession[];
  isBusy: boolean;
  onEnd: (id: string) => Promise<boolean>;
  onEndOthers: () => Promise<boolean>;
}

export function Sessions({ sessions, isBusy, onEnd, onEndOthers }: SessionsProps) {
  const { t, tag } = useTexts();
  const time = (instant: string): string => formatInstant(tag, Date.parse(instant));
  return (
    <section class="stack" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">{t('staff.sessions.heading')}</h2>
      <p>{t('staff.sessions.lead')}</p>
      <ul class="plain-list account-list">
        {sessions.map((session) => {
          const device = t('staff.sessions.device', {
            browser: t(`staff.sessions.browser.${session.browser}`),
            system: t(`staff.sessions.system.${session.system}`),
          });
          return (
            <li class="stack account-item" key={session.id}>
              <p>
                <strong>{session.isThis ? t('staff.sessions.this', { device }) : device}</strong>
                <br />
                {t(`staff.sessions.by.${session.method}`, { time: time(session.startedAt) })}{' '}
                {t('staff.sessions.lastUsed', { time: time(session.lastUsedAt) })}
              </p>
              {session.isThis ? null : (
                <Button isDisabled={isBusy} onPress={() => void onEnd(session.id)}>
                  {t('staff.sessions.end', { device, time: time(session.startedAt) })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 ? (
        <Button kind="danger" isDisabled={isBusy} onPress={() => void onEndOthers()}>
          {t('staff.sessions.endOthers')}
        </Button>
      ) : null}
    </section>
  );
}
