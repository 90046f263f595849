// The app's words in each language, as the build puts them together (build/messages-plugin.ts).

import { readFileSync } from 'node:fs';
import { LANGUAGE_TAGS, LOCALES, type Locale } from '../../src/i18n/locale.ts';
import { createTranslate, type Messages, type Translate } from '../../src/i18n/translate.ts';

function readLocale(locale: Locale): Messages {
  const url = new URL(`../../locales/${locale}.json`, import.meta.url);
  const entries: Record<string, { text: string }> = JSON.parse(readFileSync(url, 'utf8'));
  return Object.fromEntries(Object.entries(entries).map(([key, { text }]) => [key, text]));
}

const turkish = readLocale('tr');

/** Texts of each language by key; easy Turkish lies over Turkish. */
export const WORDS: Readonly<Record<Locale, Messages>> = {
  tr: turkish,
  'tr-simple': { ...turkish, ...readLocale('tr-simple') },
  en: readLocale('en'),
  ar: readLocale('ar'),
};

export const TRANSLATE: Readonly<Record<Locale, Translate>> = Object.fromEntries(
  LOCALES.map((locale) => [locale, createTranslate(LANGUAGE_TAGS[locale], WORDS[locale])]),
) as Record<Locale, Translate>;
