// What became of files that were chosen: what was taken out of them, and why one is not taken, with the figures. Pure.

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
    if (!('mostBytes' in taken)) return t(`media.file.fault.${taken.fault}`, { name, count: limits.count });
    const { fault, sizeBytes, mostBytes } = taken;
    return t(`media.file.fault.${fault}`, { name, size: size(sizeBytes), most: size(mostBytes) });
  }
  return [t('media.file.added', { name }), ...changesInWords([taken], t)].join(' ');
}

type Added = Extract<Taken, { ok: true }>;

/** Of several that were chosen together: how many, and what was done with any of them. Each stands on the page by itself. */
export function addedInWords(added: readonly Added[], t: Translate): string {
  return [t('media.file.addedMany', { count: added.length }), ...changesInWords(added, t)].join(' ');
}

function changesInWords(added: readonly Added[], t: Translate): string[] {
  const sentences: string[] = [];
  const has = (is: (one: Added) => boolean | undefined): boolean => added.some(is);
  if (has(({ isSmaller }) => isSmaller)) sentences.push(t('media.file.smaller'));
  const hasDetails = has(({ removed }) => removed?.details);
  if (has(({ removed }) => removed?.place))
    sentences.push(t(`media.file.removed.${hasDetails ? 'both' : 'place'}`));
  else if (hasDetails) sentences.push(t('media.file.removed.details'));
  if (has(({ isShort }) => isShort)) sentences.push(t('media.file.short'));
  return sentences;
}
