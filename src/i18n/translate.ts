// Looks a text up, fills its placeholders and chooses its plural form. About 400 bytes, because every library
// for it weighs more than the rest of the first screen's words. tests/checks/locales.ts holds every locale
// to the same keys, placeholders and plural categories, so nothing is checked here at run time.

import type source from '../../locales/tr.json';

type EntryKey = keyof typeof source;
type PluralBase<Key> = Key extends `${infer Base}.other` ? Base : never;
/** A key of locales/tr.json; of a text with plural forms (`steps.one`, `steps.other`) its stem (`steps`). */
export type MessageKey = EntryKey | PluralBase<EntryKey>;

/** Texts of one locale, key → text, without the translator's notes. */
export type Messages = Readonly<Record<string, string>>;

/** Values for the `{name}` placeholders; `count` also chooses the plural form. */
export type MessageParams = Readonly<Record<string, string | number>>;

export type Translate = (key: MessageKey, params?: MessageParams) => string;

/**
 * @param languageTag BCP 47, for the plural rules and the digits
 * @param messages all texts of that locale
 */
export function createTranslate(languageTag: string, messages: Messages): Translate {
  const plural = new Intl.PluralRules(languageTag);
  const number = new Intl.NumberFormat(languageTag);
  return (key, params = {}) => {
    const { count } = params;
    const form = typeof count === 'number' ? messages[`${key}.${plural.select(count)}`] : undefined;
    const text = form ?? messages[key] ?? messages[`${key}.other`] ?? key;
    return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = params[name];
      return typeof value === 'number' ? number.format(value) : (value ?? placeholder);
    });
  };
}
