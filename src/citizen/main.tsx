// Start of the citizen's app: language, address, the page's code and words, then the screen takes over what was
// prerendered. Everything that can wait (sync, service worker) starts after the first screen is usable.

import { hydrate, render } from 'preact';
import { SOURCE_LOCALE } from '../i18n/locale.ts';
import type { Messages } from '../i18n/translate.ts';
import { readLocale } from '../ui/modes/locale-choice.ts';
import { App } from './shell/app.tsx';
import { holdInstallOffer } from './shell/install-offer.ts';
import { loadMessages as loadPart, type MessagesPart } from './shell/load-messages.ts';
import { noteMissing } from './shell/missing.ts';
import { type Location, resolveLocation } from './shell/router.ts';
import '../ui/tokens.css';
import '../ui/base.css';
// The sheets of the first screen stand in the page itself (build/prerender-plugin.ts); those of other controls and pages
// come with their code.
import '../ui/skip-link/skip-link.css';
import '../ui/button/button.css';
import '../ui/link/link.css';
import '../ui/icon/icon.css';
import '../ui/page-heading/page-heading.css';
import '../ui/language-links/language-links.css';
import './shell/shell.css';
import './pages/start/start-page.css';

let locale = readLocale();
const messages: Record<string, string> = {};
const loaded = new Set<MessagesPart>();

async function loadMessages(parts: readonly MessagesPart[]): Promise<void> {
  const missing = parts.filter((part) => !loaded.has(part));
  const added: Messages = await loadPart(locale, missing);
  Object.assign(messages, added);
  for (const part of missing) loaded.add(part);
}

/**
 * The page of the address in the chosen language. Without a connection one of them may not be on this device: then the
 * app opens in Turkish, or with its first page, and says what is missing. The choice is kept for the next start.
 * @throws when not even the first page can be had in Turkish
 */
async function openFirst(): Promise<Location> {
  const wanted = locale;
  for (const path of [location.pathname, '/']) {
    for (const tried of [wanted, SOURCE_LOCALE]) {
      locale = tried;
      loaded.clear();
      try {
        const first = await resolveLocation(path, loadMessages);
        document.documentElement.dataset.locale = locale;
        if (locale !== wanted) noteMissing('language', wanted);
        if (path !== location.pathname) {
          noteMissing('page', path);
          history.replaceState(null, '', path);
        }
        return first;
      } catch {
        // The next is tried.
      }
    }
  }
  throw new Error('no #app');
}

/** Asks for the PIN, where there is one. Where it cannot be asked for, nothing that it locks is read. */
const passLock = (): Promise<void> =>
  import('./lock/lock.tsx').then(({ passLock }) => passLock(locale)).catch(() => undefined);

async function start(): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('no #app');
  if (document.documentElement.dataset.lock) await passLock();
  const first = await openFirst();
  const prerendered = target.querySelector('[data-path]')?.getAttribute('data-path');
  const isPrerendered = prerendered === first.route.pattern;
  const app = (
    <App
      locale={locale}
      languages={navigator.languages}
      messages={messages}
      loadMessages={loadMessages}
      first={first}
      replacesOther={!isPrerendered}
    />
  );
  if (locale === SOURCE_LOCALE && isPrerendered) hydrate(app, target);
  else {
    target.replaceChildren();
    render(app, target);
  }
  // before-paint.ts hid what was drawn in Turkish until these words came.
  delete document.documentElement.dataset.words;
}

// As src/offline/locked.ts names it: an import would bring that file's whole group to the first screen.
addEventListener('kopru:locked', (event) => {
  event.preventDefault();
  void passLock();
});
holdInstallOffer();
void start();
