// Says what this device does not hold yet (missing.ts): spoken when it is noticed, and standing there until it has come
// or is closed. Of a language that is missing it says so in that language first.

import said from 'virtual:absent';
import { useEffect, useState } from 'preact/hooks';
import { LOCALE_NAMES, type Locale } from '../../i18n/locale.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { MISSING_CHANGED, type Missing, missing } from './missing.ts';
import { useTexts } from './texts.tsx';

const KEYS = {
  aloud: 'status.aloudMissing',
  language: 'status.languageMissing',
  page: 'status.pageFailed',
} as const;

/** @returns what is said in the missing language; undefined where nothing more than Turkish can be said */
function sayIn(locale: string | undefined): string | undefined {
  return said[locale ?? ''] && `${LOCALE_NAMES[locale as Locale]}: ${said[locale ?? '']}`;
}

/** @returns what is missing and has not been closed, and the way to close it */
export function useMissing(): [absent: readonly Missing[], close: () => void] {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [absent, setAbsent] = useState<readonly Missing[]>([]);

  useEffect(() => {
    const tell = (what: Missing): void => {
      if (missing.has(what)) announce(`${sayIn(missing.get(what)) ?? ''} ${t(KEYS[what])}`.trim());
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
      {absent.map((what) => {
        const own = sayIn(missing.get(what));
        return (
          <div key={what}>
            {own && (
              <p lang={missing.get(what)} dir="auto">
                {own}
              </p>
            )}
            <p>{t(KEYS[what])}</p>
          </div>
        );
      })}
      <Button kind="secondary" onPress={onClose}>
        {t('status.newsClose')}
      </Button>
    </aside>
  );
}
