// Says what this device does not hold yet (missing.ts): spoken when it is noticed, and standing there until it has come
// or is closed.

import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { MISSING_CHANGED, type Missing, missing } from './missing.ts';
import { useTexts } from './texts.tsx';

const KEYS = {
  aloud: 'status.aloudMissing',
  language: 'status.languageMissing',
  page: 'status.pageFailed',
} as const;

/** @returns what is missing and has not been closed, and the way to close it */
export function useMissing(): [absent: readonly Missing[], close: () => void] {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [absent, setAbsent] = useState<readonly Missing[]>([]);

  useEffect(() => {
    const tell = (what: Missing): void => {
      if (missing.has(what)) announce(t(KEYS[what]));
      setAbsent([...missing.keys()]);
    };
    const hear = ({ detail }: CustomEventInit<Missing>): void => {
      if (detail) tell(detail);
    };
    for (const what of missing.keys()) tell(what);
    addEventListener(MISSING_CHANGED, hear);
    return () => removeEventListener(MISSING_CHANGED, hear);
  }, [announce, t]);

  return [absent, () => setAbsent([])];
}

export function MissingNotice({ absent, onClose }: { absent: readonly Missing[]; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <aside class="background-version" aria-label={t('status.missingTitle')}>
      {absent.map((what) => (
        <p key={what}>{t(KEYS[what])}</p>
      ))}
      <Button kind="secondary" onPress={onClose}>
        {t('status.newsClose')}
      </Button>
    </aside>
  );
}
