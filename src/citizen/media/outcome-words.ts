// What became of a file that was chosen: what was taken out of it, and why it is not taken, with the figures. Pure.

import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Taken } from '../../media/take-file.ts';

/** @param size bytes in words */
export function outcomeInWords(
  name: string,
  taken: Taken,
  limits: AttachmentLimits,
  t: Translate,
  size: (bytes: number) => string,
): string {
  if (!taken.ok) {
    if (taken.fault !== 'too-large')
      return t(`media.file.fault.${taken.fault}`, { name, count: limits.count });
    const { sizeBytes, mostBytes } = taken;
    return t('media.file.fault.too-large', { name, size: size(sizeBytes), most: size(mostBytes) });
  }
  const { removed, isSmaller, isShort } = taken;
  const sentences = [t('media.file.added', { name })];
  if (isSmaller) sentences.push(t('media.file.smaller'));
  if (removed?.place) sentences.push(t(`media.file.removed.${removed.details ? 'both' : 'place'}`));
  else if (removed?.details) sentences.push(t('media.file.removed.details'));
  if (isShort) sentences.push(t('media.file.short'));
  return sentences.join(' ');
}
