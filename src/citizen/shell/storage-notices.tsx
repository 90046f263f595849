// What a person must know about the storage of this device: nearly full, emptied by the browser, or not readable.

import { useEffect, useState } from 'preact/hooks';
import { storageWarning, wasEvicted } from '../../offline/storage.ts';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { useTexts } from './texts.tsx';

export function StorageNotices() {
  const { t } = useTexts();
  const [notice, setNotice] = useState<'almostFull' | 'evicted'>();

  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const found = (await wasEvicted()) ? 'evicted' : (await storageWarning()) ? 'almostFull' : undefined;
      if (!isGone) setNotice(found);
    };
    // A browser that cannot tell how full it is has nothing to warn of.
    look().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);

  if (!notice) return null;
  return (
    <StatusBanner kind="problem" title={t(`storage.${notice}`)}>
      <p>{t(`storage.${notice}Body`)}</p>
    </StatusBanner>
  );
}
