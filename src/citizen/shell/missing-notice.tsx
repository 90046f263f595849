// Says what this device does not hold yet (missing.ts): spoken when it is noticed, and standing there until it has come
// or is closed. Of a language that is missing it says so in that language first.

import { languageMissing } from 'virtual:language-missing';
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

/** @returns the sentence in the missing language itself; undefined where its reader reads Turkish, or no language is missing */
function sayInItself(what: Missing): string | undefined {
  return what === 'language' ? languageMissing[missing.get(what) ?? ''] : undefined;
}

/** @returns what is missing and has not been closed, and the way to close it */
export function useMissing(): [absent: readonly Missing[], close: () => void] {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [absent, setAbsent] = useState<readonly Missing[]>([]);

  useEffect(() => {
    const tell = (what: Missing): void => {
      if (missing.has(what)) announce(`${sayInItself(what) ?? ''} ${t(KEYS[what])}`.trim());
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
        const own = sayInItself(what);
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
