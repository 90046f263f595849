// A ground of the law in words, with the article that gives it.

import { type Ground, lawOf } from '../../../../domain/case-ground.ts';
import type { Translate } from '../../../../i18n/translate.ts';

export function groundInWords(ground: Ground, t: Translate): string {
  return t('staff.ground.withLaw', { ground: t(`staff.ground.${ground}`), ...lawOf(ground) });
}
