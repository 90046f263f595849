// To the other language, by its own name. What is being written stays: the words change around it. The pressed button goes,
// as its language is the one that is read now; the focus stays among the others, and does not fall to the document.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { LANGUAGE_TAGS, LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts';
import { Button } from '../../ui/button/button.tsx';
import { useTexts } from './texts.tsx';

export interface LanguageSwitchProps {
  locale: Locale;
  onLocale: (locale: Locale) => void;
}

export function LanguageSwitch({ locale, onLocale }: LanguageSwitchProps) {
  const { t } = useTexts();
  const others = useRef<HTMLParagraphElement>(null);
  // Before this drawing takes the button away.
  const hadFocus = others.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (hadFocus && document.activeElement === document.body)
      others.current?.querySelector('button')?.focus();
  }, [locale]);
  return (
    <div class="console-bar">
      <p ref={others} class="console-language">
        {t('staff.language')}
        {LOCALES.filter((other) => other !== locale).map((other) => (
          <span key={other} lang={LANGUAGE_TAGS[other]}>
            <Button kind="quiet" onPress={() => onLocale(other)}>
              {LOCALE_NAMES[other]}
            </Button>
          </span>
        ))}
      </p>
    </div>
  );
}
