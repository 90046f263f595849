// Lengths and sizes in words, for eyes and ears alike. Pure.

import type { Translate } from './translate.ts';

/** "1 dakika 5 saniye" */
export function durationInWords(durationMs: number, t: Translate): string {
  const seconds = Math.round(durationMs / 1000);
  const minutes = Math.floor(seconds / 60);
  const rest = t('media.seconds', { count: seconds % 60 });
  if (minutes === 0) return rest;
  const whole = t('media.minutes', { count: minutes });
  return seconds % 60 === 0 ? whole : `${whole} ${rest}`;
}

/** "8 saniye, 0,3 MB". Not by Intl.ListFormat: its list of units has no comma in Turkish. */
export function factsInWords(facts: readonly string[], t: Translate): string {
  return facts.length === 0 ? '' : facts.reduce((first, second) => t('media.facts', { first, second }));
}

/** "1,2 MB"; under a tenth of one in kB. */
export function sizeInWords(bytes: number, tag: string): string {
  const isSmall = bytes < 100_000;
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(isSmall ? Math.max(1, Math.round(bytes / 1024)) : bytes / (1024 * 1024));
}
