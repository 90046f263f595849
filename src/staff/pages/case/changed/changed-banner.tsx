// Above everything: the case is not as it is shown any more, and how to see it as it is. Nothing is exchanged under the hands
// of whoever is reading or writing; what was typed stays when they do.

import { useEffect } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../../shell/texts.tsx';

export function ChangedBanner({ onShow }: { onShow: () => void }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  useEffect(() => announce(t('staff.changed.title')), [announce, t]);
  return (
    <StatusBanner kind="problem" title={t('staff.changed.title')}>
      <p>{t('staff.changed.body')}</p>
      <p>
        <Button onPress={onShow}>{t('staff.changed.show')}</Button>
      </p>
    </StatusBanner>
  );
}
