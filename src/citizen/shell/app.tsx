// The shell around every page: skip link, header, main, footer, the place for messages; and the change of pages.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { directionOf, formatTagOf, LANGUAGE_TAGS, type Locale } from '../../i18n/locale.ts';
import { createTranslate, type Messages } from '../../i18n/translate.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { SkipLink } from '../../ui/skip-link/skip-link.tsx';
import { focusHeading } from './focus-heading.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { followLocation, type Location } from './router.ts';
import { type LoadMessages, TextsContext } from './texts.tsx';
import { useBackground } from './use-background.ts';
import { useReadAloud } from './use-read-aloud.ts';
import './shell.css';

export interface AppProps {
  locale: Locale;
  /** What the browser asks for, most wanted first; decides how numbers and dates are written. */
  languages: readonly string[];
  /** Grows as pages bring their words. */
  messages: Messages;
  loadMessages: LoadMessages;
  first: Location;
  /** What stood in the document was not this page, but the worker's "Açılıyor". */
  replacesOther?: boolean;
}

export function App({ locale, languages, messages, loadMessages, first, replacesOther = false }: AppProps) {
  const [location, setLocation] = useState(first);
  const texts = useMemo(() => {
    const tag = formatTagOf(locale, languages);
    return { locale, tag, t: createTranslate(tag, messages), loadMessages };
  }, [locale, languages, messages, loadMessages]);
  const { t } = texts;
  const { Background, Clips } = useBackground(loadMessages);
  const ReadAloud = useReadAloud();
  const isFirst = useRef(true);

  useEffect(() => followLocation(loadMessages, setLocation), [loadMessages]);

  // For the benchmark and the tests: from here on a press on a control is answered.
  useEffect(() => {
    document.documentElement.dataset.ready = 'true';
    performance.mark('kopru-usable');
  }, []);

  // In the same breath as the change of page: the pressed button goes with the old page, and a reader that finds the
  // focus nowhere meanwhile speaks the whole document's name first (heard with Orca).
  useLayoutEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[locale];
    document.documentElement.dir = directionOf(locale);
    document.title = pageTitle(location, texts.t);
    if (isFirst.current) {
      isFirst.current = false;
      // A reader has said "Açılıyor", and hears of the page only by the focus. Who has gone somewhere stays there.
      if (!replacesOther || document.activeElement !== document.body) return;
    }
    return focusHeading();
  }, [location, locale, texts, replacesOther]);

  const { Page } = location.page;
  return (
    <TextsContext.Provider value={texts}>
      <LiveRegionProvider>
        <div class="shell" data-path={location.route.pattern}>
          <SkipLink href="#main">{t('nav.skip')}</SkipLink>
          <Header pattern={location.route.pattern} />
          <main id="main" class="shell-main" tabIndex={-1}>
            {ReadAloud && <ReadAloud pathname={location.pathname} />}
            {Clips && <Clips location={location} />}
            <Page params={location.params} />
          </main>
          <Footer />
          {Background && <Background location={location} />}
        </div>
      </LiveRegionProvider>
    </TextsContext.Provider>
  );
}

export function pageTitle(location: Location, t: ReturnType<typeof createTranslate>): string {
  return t('app.title', { page: location.page.title(t, location.params) });
}
