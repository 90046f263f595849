// The languages of the app, each by its own name in its own language (WCAG 3.1.2): who needs one cannot read the others.
// Links with an address, so that they work before the app has come.

import { LANGUAGE_TAGS, LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts';
import './language-links.css';

export interface LanguageLinksProps {
  /** Name of the list, in the language of the page. */
  label: string;
  current: Locale;
  /** The address of this page in another language. */
  addressIn: (locale: Locale) => string;
}

export function LanguageLinks({ label, current, addressIn }: LanguageLinksProps) {
  return (
    <nav aria-label={label}>
      <ul class="languages">
        {LOCALES.map((locale) => (
          <li key={locale}>
            <a
              href={addressIn(locale)}
              lang={LANGUAGE_TAGS[locale]}
              hreflang={LANGUAGE_TAGS[locale]}
              aria-current={locale === current ? 'true' : undefined}
            >
              {LOCALE_NAMES[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
