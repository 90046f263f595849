// What somebody else wrote, as they wrote it: their line breaks, their direction, never as HTML.

import { LANGUAGE_TAGS } from '../../../i18n/locale.ts';

export interface CitizenTextProps {
  text: string;
  /** The language in which the writer used the app; the nearest thing we know to the text's own. */
  locale: string;
}

const EASY_TURKISH = 'tr-simple';

export function CitizenText({ text, locale }: CitizenTextProps) {
  return (
    <p class="case-words" dir="auto" lang={locale === EASY_TURKISH ? LANGUAGE_TAGS.tr : locale}>
      {text}
    </p>
  );
}
