// Why the application was not accepted when it was sent: in general, and what no row of the review can show.

import type { Refusal } from '../../../domain/refusal.ts';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { violationText } from './violation-text.ts';

export function RefusalNotice({ problem, violations }: Refusal) {
  const { t } = useTexts();
  return (
    <StatusBanner kind="problem" title={t('outbox.refused')}>
      <p>{t(`problem.${problem}`)}</p>
      {violations.length > 0 && (
        <ul>
          {violations.map((violation) => (
            <li key={violation.field}>{violationText(t, violation)}</li>
          ))}
        </ul>
      )}
    </StatusBanner>
  );
}
