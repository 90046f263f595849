// How long the wait still is, in words.

import type { Translate } from '../../i18n/translate.ts';

/** E.g. "30 saniye", "2 dakika"; never less than is left. */
export function pauseInWords(t: Translate, leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1_000);
  return seconds < 60
    ? t('lock.seconds', { count: Math.max(seconds, 1) })
    : t('lock.minutes', { count: Math.ceil(seconds / 60) });
}
