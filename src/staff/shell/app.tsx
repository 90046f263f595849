// The shell around every page of the console: skip link, header, main, language, the place for messages; and what a
// change of page does: title first, then the focus on the <h1>, then the scroll (docs/accessibility.md).

import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { directionOf, formatTagOf, LANGUAGE_TAGS, type Locale } from '../../i18n/locale.ts';
import { createTranslate, type Messages } from '../../i18n/translate.ts';
import { Details } from '../../ui/details/details.tsx';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { DisplaySettings } from '../../ui/modes/display-settings.tsx';
import { arriveAt } from '../../ui/page-heading/arrive-at.ts';
import { SkipLink } from '../../ui/skip-link/skip-link.tsx';
import type { StaffApi } from '../api.ts';
import { KeyHelp } from '../keys/key-help.tsx';
import { KeySwitch } from '../keys/key-switch.tsx';
import { ProofDialog } from '../proof/proof-dialog.tsx';
import { followBrowser } from './browser-events.ts';
import type { StaffConsole } from './console.ts';
import { Header } from './header.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Loading } from './loading.tsx';
import { Screen } from './screen.tsx';
import { SessionEnded } from './session-ended.tsx';
import { TextsContext } from './texts.tsx';
import { FormDraftsContext } from './use-form-draft.ts';
import { viewTitle } from './view.ts';
import './shell.css';

export interface AppProps {
  staffConsole: StaffConsole;
  api: StaffApi;
  locale: Locale;
  messages: Messages;
  onLocale: (locale: Locale) => void;
  /** Milliseconds since 1970, of this machine. */
  now: () => number;
}

export function App({ staffConsole, api, locale, messages, onLocale, now }: AppProps) {
  const [state, setState] = useState(staffConsole.read);
  const texts = useMemo(() => {
    const tag = formatTagOf(locale, navigator.languages);
    return { locale, tag, t: createTranslate(tag, messages) };
  }, [locale, messages]);
  const { t } = texts;

  useEffect(() => {
    const stopReading = staffConsole.subscribe(() => setState(staffConsole.read()));
    const stopFollowing = followBrowser(staffConsole);
    // What changed between the first rendering and this subscription.
    setState(staffConsole.read());
    return () => {
      stopReading();
      stopFollowing();
    };
  }, [staffConsole]);

  // Before the next frame: at no moment is the focus on a page that is gone.
  useLayoutEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[locale];
    document.documentElement.dir = directionOf(locale);
    delete document.documentElement.dataset.words;
  }, [locale]);

  useLayoutEffect(() => {
    if (state.visit > 0) focusHeading();
  }, [state.visit]);

  // Whoever looks at the page from outside may begin; the citizen's app says the same.
  const isOpening = state.view.kind === 'opening';
  useEffect(() => {
    if (!isOpening) document.documentElement.dataset.ready = 'true';
  }, [isOpening]);

  return (
    <TextsContext.Provider value={texts}>
      <LiveRegionProvider>
        <Title>{t('staff.title', { page: viewTitle(state.view, t) })}</Title>
        <div class="console">
          <SkipLink href="#main">{t('staff.skip')}</SkipLink>
          <Header officer={state.officer} view={state.view} onSignOut={staffConsole.signOut} />
          <Loading isLoading={state.isLoading} />
          <main id="main" class="console-main" tabIndex={-1}>
            <SessionEnded hasEnded={state.hasEnded} />
            <FormDraftsContext.Provider value={state.officer?.forms}>
              <Screen staffConsole={staffConsole} state={state} api={api} now={now} />
            </FormDraftsContext.Provider>
            <ProofDialog prover={api.prover} />
          </main>
          <footer class="console-footer">
            <LanguageSwitch locale={locale} onLocale={onLocale} />
            <div class="console-bar">
              <Details summary={t('display.heading')}>
                <div class="stack">
                  <p>{t('display.lead')}</p>
                  <DisplaySettings t={t} />
                  <KeySwitch id="display-keys" />
                </div>
              </Details>
              {state.officer ? <KeyHelp /> : null}
            </div>
          </footer>
        </div>
      </LiveRegionProvider>
    </TextsContext.Provider>
  );
}

/** Of the document. Before the page, which marks it where it comes with errors. */
function Title({ children }: { children: string }) {
  useLayoutEffect(() => {
    document.title = children;
  }, [children]);
  return null;
}

/** WCAG 2.4.3: after a change of page the reader stands at its heading, and the page at its top. */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading) arriveAt(heading);
  scrollTo(0, 0);
}
