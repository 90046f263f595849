// What a file of an answer is called. Pure.

import type { Translate } from '../../../../i18n/translate.ts';
import type { Medium } from '../../../answer-media/medium.ts';

/** Numbered among those of its kind; the name of its file says nothing to the ear. */
export function mediumName(one: Medium, all: readonly Medium[], t: Translate): string {
  const ofKind = all.filter(({ kind }) => kind === one.kind);
  return t(`staff.medium.name.${one.kind}`, { number: ofKind.findIndex(({ id }) => id === one.id) + 1 });
}

/** What a document may be called, by its file: without the ending, and with gaps where file names have none. */
export function titleOfFile(name: string | undefined): string | undefined {
  const title = name
    ?.replace(/\.\w{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return title === '' ? undefined : title;
}
