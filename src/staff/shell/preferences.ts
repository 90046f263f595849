// The language of the console on this machine: the same choice as in the citizen's app of the same address.

import { chooseLocale, isLocale, type Locale } from '../../i18n/locale.ts';

const LOCALE_KEY = 'kopru.locale';

/** The chosen language, else the first that the browser asks for and we have, else Turkish. */
export function readLocale(): Locale {
  try {
    const stored = localStorage.getItem(LOCALE_KEY);
    if (isLocale(stored)) return stored;
  } catch {
    // Storage is blocked in this browser: the browser's own languages decide.
  }
  return chooseLocale(navigator.languages);
}

export function writeLocale(locale: Locale): void {
  try {
    localStorage.setItem(LOCALE_KEY, locale);
  } catch {
    // Storage is blocked in this browser: the choice holds until the page is closed.
  }
}
