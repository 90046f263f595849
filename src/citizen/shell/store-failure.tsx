// Says beside a button, and aloud, that the device's store did not do what was asked, and that nothing has changed.

import { useEffect } from 'preact/hooks';
import type { StorageFaultReason } from '../../offline/storage-fault.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { useTexts } from './texts.tsx';

export function StoreFailure({ reason }: { reason: StorageFaultReason | undefined }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const title = reason && t(`storage.failed.${reason}`);

  useEffect(() => {
    if (title) announce(title, { assertive: true });
  }, [announce, title]);

  if (!reason || !title) return null;
  return (
    <StatusBanner kind="problem" title={title}>
      <p>{t(`storage.failed.${reason}Body`)}</p>
    </StatusBanner>
  );
}
