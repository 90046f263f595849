// Said where the device's store cannot be read: an empty list would be a lie.

import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { useTexts } from './texts.tsx';

export function Unreadable() {
  const { t } = useTexts();
  return (
    <StatusBanner kind="danger" title={t('storage.unreadable')}>
      <p>{t('storage.unreadableBody')}</p>
    </StatusBanner>
  );
}
