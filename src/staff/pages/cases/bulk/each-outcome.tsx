// What is being done to many cases, and what came of each: how many are done, which are not, and why.

import { Button } from '../../../../ui/button/button.tsx';
import { Progress } from '../../../../ui/progress/progress.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import type { EachResult, EachTrouble } from '../../../bulk/run-each.ts';
import { caseAddress } from '../../../shell/routes.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Each } from './use-each.ts';

export function EachOutcomeView({ each, onAgain }: { each: Each; onAgain: () => void }) {
  const { t } = useTexts();
  const { now } = each;
  if (now.state === 'rest') return null;
  if (now.state === 'working') {
    const { done, total } = now;
    return (
      <Progress
        label={t('staff.bulk.progress')}
        value={done}
        max={total}
        valueText={t('staff.bulk.working', { done, total })}
        onCancel={each.stop}
        cancelLabel={t('staff.bulk.stop')}
      />
    );
  }
  const failed = now.results.filter(isFailed);
  const done = now.results.length - failed.length;
  return (
    <StatusBanner
      kind={failed.length === 0 ? 'success' : 'problem'}
      title={t('staff.bulk.over', { done, failed: failed.length })}
    >
      {failed.length > 0 ? (
        <>
          <ul>
            {failed.map(({ row, outcome }) => (
              <li key={row.applicationId}>
                <a href={caseAddress(row.applicationId)}>
                  {row.number} <bdi lang="">{row.subject}</bdi>
                </a>
                {': '}
                {t(`staff.bulk.trouble.${outcome}`)}
              </li>
            ))}
          </ul>
          {failed.some(({ outcome }) => CAN_BE_TRIED.has(outcome)) ? (
            <Button onPress={onAgain}>{t('staff.bulk.again')}</Button>
          ) : null}
        </>
      ) : null}
      <Button onPress={each.clear}>{t('staff.bulk.close')}</Button>
    </StatusBanner>
  );
}

function isFailed(result: EachResult): result is EachResult & { outcome: EachTrouble } {
  return result.outcome !== 'done';
}

const CAN_BE_TRIED: ReadonlySet<EachTrouble> = new Set([
  'unreachable',
  'serverTrouble',
  'signedOut',
  'untried',
]);

/** Those that another try can help. */
export function triedAgain({ now }: Each): readonly EachResult[] {
  return now.state === 'over'
    ? now.results.filter((result) => isFailed(result) && CAN_BE_TRIED.has(result.outcome))
    : [];
}
