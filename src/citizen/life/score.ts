// A rating in words: a number alone says nothing of which end is the good one.

import type { Translate } from '../../i18n/translate.ts';

export const SCORES = [1, 2, 3, 4, 5] as const;

export function scoreWords(score: number | undefined, t: Translate): string {
  const known = SCORES.find((one) => one === score);
  return known ? t(`life.score.${known}`) : '';
}
