// The languages of the app: names in themselves, language tags, direction, and the choice from what a browser asks for.

export const LOCALES = ['tr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const SOURCE_LOCALE: Locale = 'tr';

/** Each language's own name: a list of languages is read by people who cannot read the others. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { tr: 'Türkçe', en: 'English' };

/** The value of `lang`. */
export const LANGUAGE_TAGS: Readonly<Record<Locale, string>> = { tr: 'tr', en: 'en' };

export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && (LOCALES as readonly string[]).includes(text);
}

/** The first of the asked languages that we have, else Turkish. @param asked BCP 47 tags, most wanted first */
export function chooseLocale(asked: readonly string[]): Locale {
  for (const tag of asked) {
    const primary = tag.toLowerCase().split('-')[0];
    if (isLocale(primary)) return primary;
  }
  return SOURCE_LOCALE;
}
