// The language that this person reads on this device, for both apps of the address. before-paint.ts decided it before
// anything was drawn and put it on <html>; here it is read from there, and a new choice is kept for the next page.

import { chooseLocale, isLocale, type Locale } from '../../i18n/locale.ts';

/** Key in localStorage: it must be known before the first paint, and IndexedDB answers too late. */
const LOCALE_KEY = 'kopru.locale';

/** The chosen language, else the first that the browser asks for and we have, else Turkish. */
export function readLocale(): Locale {
  const { locale } = document.documentElement.dataset;
  return isLocale(locale) ? locale : chooseLocale(navigator.languages);
}

/** Keeps a choice made without leaving the page. */
export function writeLocale(locale: Locale): void {
  document.documentElement.dataset.locale = locale;
  try {
    localStorage.setItem(LOCALE_KEY, locale);
  } catch {
    // Storage is blocked in this browser: the choice holds until the page is closed.
  }
}

/** The address of this page in another language; a link to it works before the app has come. */
export function addressIn(locale: Locale, pathname: string): string {
  return `${pathname}?dil=${locale}`;
}
