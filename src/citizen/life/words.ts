// The words of a case's life. A petition is in Turkish, in whatever language the app is read.

import { flatten } from '../../i18n/message-tree.ts';
import { createTranslate, type Translate } from '../../i18n/translate.ts';
import { createPartWords } from '../acts/part-words.tsx';

const bring = () => import('virtual:messages/tr/life');

export const { loadWords, withWords } = createPartWords('life', bring);

/** @throws Error when they cannot be had */
export async function loadTurkish(): Promise<Translate> {
  return createTranslate('tr', flatten((await bring()).messages));
}
