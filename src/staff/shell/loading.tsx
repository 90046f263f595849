// "Loading", for whoever waits longer than a moment: to the eye by a delay in the style sheet, to the ear after a
// second. A page that comes at once says nothing.

import { useEffect } from 'preact/hooks';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useTexts } from './texts.tsx';

const LONG_MS = 1_000;

export function Loading({ isLoading }: { isLoading: boolean }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  useEffect(() => {
    if (!isLoading) return undefined;
    const timer = setTimeout(() => announce(t('staff.loading')), LONG_MS);
    return () => clearTimeout(timer);
  }, [isLoading, announce, t]);
  return isLoading ? <p class="console-loading">{t('staff.loading')}</p> : null;
}
