// The state of an application on this device, in words: never only a colour or an icon.

import type { ComponentChildren } from 'preact';
import type { OutboxEntry } from '../../offline/outbox.ts';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { violationText } from '../pages/flow/violation-text.ts';
import { useTexts } from './texts.tsx';
import { useOperator } from './use-operator.ts';

export interface StatusOfEntryProps {
  entry: OutboxEntry;
  headingLevel: 2 | 3;
  /** The state has answered since. */
  isAnswered?: boolean;
  /** What can be done about it. */
  children?: ComponentChildren;
}

export function StatusOfEntry({ entry, headingLevel, isAnswered, children }: StatusOfEntryProps) {
  const { t } = useTexts();
  const { emergencyPhone } = useOperator();
  const { status, application } = entry;
  const isDisaster = application.kind === 'disaster';
  switch (status.state) {
    case 'waiting':
      return (
        <StatusBanner
          kind={isDisaster ? 'danger' : 'waiting'}
          title={t('outbox.waiting')}
          headingLevel={headingLevel}
        >
          {isDisaster && <p>{t('outbox.waitingDisaster', { phone: emergencyPhone })}</p>}
          <p>{t(status.isPaused ? 'outbox.paused' : 'outbox.waitingBody')}</p>
          {status.mayHaveArrived && <p>{t('outbox.cannotCancel')}</p>}
          {children && <div key="actions">{children}</div>}
        </StatusBanner>
      );
    case 'asking':
      return (
        <StatusBanner kind="danger" title={t('outbox.asking')} headingLevel={headingLevel}>
          <p>{t('outbox.askingBody')}</p>
          <p>{t('outbox.waitingDisaster', { phone: emergencyPhone })}</p>
          {status.mayHaveArrived && <p>{t('outbox.cannotCancel')}</p>}
          {children && <div key="actions">{children}</div>}
        </StatusBanner>
      );
    case 'sending':
      return (
        <StatusBanner kind="waiting" title={t('outbox.sending')} headingLevel={headingLevel}>
          <p>{t('outbox.sendingBody')}</p>
          {children && <div key="actions">{children}</div>}
        </StatusBanner>
      );
    case 'received':
      return (
        <StatusBanner
          kind="success"
          title={isAnswered ? t('state.answered') : t('outbox.received', { number: status.claims.number })}
          headingLevel={headingLevel}
        >
          {children && <div key="actions">{children}</div>}
        </StatusBanner>
      );
    case 'refused':
      return (
        <StatusBanner kind="problem" title={t('outbox.refused')} headingLevel={headingLevel}>
          <p>{t('outbox.refusedBody')}</p>
          <ul>
            {status.violations.length === 0 && <li>{t(`problem.${status.problem}`)}</li>}
            {status.violations.map((violation) => (
              <li key={violation.field}>{violationText(t, violation)}</li>
            ))}
          </ul>
          {children && <div key="actions">{children}</div>}
        </StatusBanner>
      );
  }
}
