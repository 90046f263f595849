// Runs in the page's head before anything is drawn (build/before-paint-plugin.ts puts it there; the content policy
// allows it by its hash), so that nobody sees a flash of another theme, size or language. It imports nothing but the
// list of languages, because every byte of it stands in the way of the first paint.
//
// 1. After "exit this page", whoever goes back in this tab is sent away again (src/ui/modes/leave.ts).
// 2. `?dil=ar` chooses a language: the links that offer one work before the app has come.
// 3. The modes that style sheets know are put on <html> (modes.ts), and `data-locale` for the app.
// 4. A page that was drawn in Turkish stays hidden until the words of the chosen language have come (`data-words`).

import { chooseLocale, directionOf, isLocale, LANGUAGE_TAGS, SOURCE_LOCALE } from '../../i18n/locale.ts';

/** Longest time without a word: if the app does not come, Turkish is better than nothing. */
const WORDS_WAIT_MS = 6_000;

const root = document.documentElement;
const asked = new URLSearchParams(location.search).get('dil');
let stored: string | null = null;

/** @throws DOMException where the browser blocks storage: then everything is as the system has it */
function readChoices(): void {
  const away = sessionStorage.getItem('kopru.away');
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (away && entry?.type === 'back_forward') {
    root.hidden = true;
    location.replace(away);
  } else sessionStorage.removeItem('kopru.away');

  if (isLocale(asked)) localStorage.setItem('kopru.locale', asked);
  stored = localStorage.getItem('kopru.locale');
  const modes = localStorage.getItem('kopru.display');
  if (modes) Object.assign(root.dataset, { known: '' }, JSON.parse(modes));
}

try {
  readChoices();
} catch {
  stored ??= asked;
}
const locale = isLocale(stored) ? stored : chooseLocale(navigator.languages);
Object.assign(root, { lang: LANGUAGE_TAGS[locale], dir: directionOf(locale) });
root.dataset.locale = locale;
if (asked) history.replaceState(null, '', location.pathname);
if (locale !== SOURCE_LOCALE) {
  root.dataset.words = 'coming';
  setTimeout(() => delete root.dataset.words, WORDS_WAIT_MS);
}
