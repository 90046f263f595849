// Above a page that is kept because of an unsent reply: the session is over, and how to go on. When another tab has
// signed in again, this is said and the banner goes.

import { useEffect, useRef } from 'preact/hooks';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { SignInLink } from './sign-in-link.tsx';
import { useTexts } from './texts.tsx';

export function SessionEnded({ hasEnded }: { hasEnded: boolean }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const before = useRef(false);
  useEffect(() => {
    if (hasEnded !== before.current) announce(t(hasEnded ? 'staff.ended.title' : 'staff.ended.over'));
    before.current = hasEnded;
  }, [hasEnded, announce, t]);
  if (!hasEnded) return null;
  return (
    <StatusBanner kind="problem" title={t('staff.ended.title')}>
      <p>{t('staff.ended.body')}</p>
      <SignInLink />
    </StatusBanner>
  );
}
