// The tab's title begins with "Hata:" while a page shows errors, so that it is heard before anything else:
// set before the summary takes the focus.

import { useLayoutEffect } from 'preact/hooks';
import { useTexts } from './texts.tsx';

export function useErrorTitle(hasErrors: boolean): void {
  const { t } = useTexts();
  useLayoutEffect(() => {
    if (!hasErrors) return undefined;
    const before = document.title;
    const marked = t('app.wrongTitle', { title: before });
    document.title = marked;
    return () => {
      if (document.title === marked) document.title = before;
    };
  }, [hasErrors, t]);
}
