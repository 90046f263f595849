// The name of a file within a sentence, kept together where they run in different directions: in Arabic "500.mp4" was shown as
// "mp4.500". Pure.

import { directionOf, type Locale } from '../../i18n/locale.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufeff]/;

export function nameInSentence(name: string, locale: Locale): string {
  const mayRunOtherwise = directionOf(locale) === 'rtl' || RIGHT_TO_LEFT.test(name);
  return mayRunOtherwise ? FIRST_STRONG_ISOLATE + name + POP_ISOLATE : name;
}
