// What a sign video or sound of an answer is called. Pure.

import type { Translate } from '../../../../i18n/translate.ts';
import type { Medium } from '../../../answer-media/medium.ts';

/** Numbered among those of its kind; the name of its file says nothing to the ear. */
export function mediumName(one: Medium, all: readonly Medium[], t: Translate): string {
  const ofKind = all.filter(({ kind }) => kind === one.kind);
  return t(`staff.medium.name.${one.kind}`, { number: ofKind.findIndex(({ id }) => id === one.id) + 1 });
}
