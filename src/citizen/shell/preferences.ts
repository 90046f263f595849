// What this person chose on this device. In localStorage, because it must be known before the first paint, and
// IndexedDB answers too late. Nothing of an application is ever kept here.

import { chooseLocale, isLocale, type Locale } from '../../i18n/locale.ts';

const LOCALE_KEY = 'kopru.locale';

/** The chosen language, else the first that the browser asks for and we have, else Turkish. */
export function readLocale(): Locale {
  const stored = readItem(LOCALE_KEY);
  return isLocale(stored) ? stored : chooseLocale(navigator.languages);
}

export function writeLocale(locale: Locale): void {
  try {
    localStorage.setItem(LOCALE_KEY, locale);
  } catch {
    // Storage is blocked in this browser: the choice holds until the page is closed.
  }
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
