// The languages of the app: names in themselves, language tags, direction, and the choice from what a browser asks for.
// Easy Turkish is a language of its own here, because every text is rewritten; to a browser it is Turkish.

export const LOCALES = ['tr', 'tr-simple', 'en', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

export const SOURCE_LOCALE: Locale = 'tr';

/** Each language's own name: a list of languages is read by people who cannot read the others. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  tr: 'Türkçe',
  'tr-simple': 'Kolay Türkçe',
  en: 'English',
  ar: 'العربية',
};

/** The value of `lang`. */
export const LANGUAGE_TAGS: Readonly<Record<Locale, string>> = {
  tr: 'tr',
  'tr-simple': 'tr',
  en: 'en',
  ar: 'ar',
};

export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && (LOCALES as readonly string[]).includes(text);
}

/** The value of `dir`. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/**
 * The tag that numbers and dates are written by: the reader's own region where it is one of this language, because
 * Arabic is written with Arabic digits in Damascus and with Latin ones in Rabat.
 * @param asked BCP 47 tags of the browser, most wanted first
 */
export function formatTagOf(locale: Locale, asked: readonly string[]): string {
  const language = LANGUAGE_TAGS[locale];
  return asked.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
}

/** The first of the asked languages that we have, else Turkish. @param asked BCP 47 tags, most wanted first */
export function chooseLocale(asked: readonly string[]): Locale {
  for (const tag of asked) {
    const primary = tag.toLowerCase().split('-')[0];
    if (isLocale(primary)) return primary;
  }
  return SOURCE_LOCALE;
}
