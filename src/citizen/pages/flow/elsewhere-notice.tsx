// Says that another tab has changed, sent or deleted the draft that is open here.

import { useEffect } from 'preact/hooks';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface ElsewhereNoticeProps {
  what: 'changed' | 'gone';
  onReload: () => void;
}

export function ElsewhereNotice({ what, onReload }: ElsewhereNoticeProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const title = t(`flow.elsewhere.${what}Title`);

  useEffect(() => announce(title, { assertive: true }), [announce, title]);

  return (
    <StatusBanner kind="problem" title={title}>
      <p>{t(`flow.elsewhere.${what}Body`)}</p>
      {what === 'changed' ? (
        <Button kind="secondary" onPress={onReload}>
          {t('flow.elsewhere.reload')}
        </Button>
      ) : (
        <p>
          <a href="/basvurularim/">{t('flow.missing.applications')}</a>
        </p>
      )}
    </StatusBanner>
  );
}
