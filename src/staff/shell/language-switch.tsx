// To the other language, by its own name. What is being written stays: the words change around it.

import { LANGUAGE_TAGS, LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts';
import { Button } from '../../ui/button/button.tsx';
import { useTexts } from './texts.tsx';

export interface LanguageSwitchProps {
  locale: Locale;
  onLocale: (locale: Locale) => void;
}

export function LanguageSwitch({ locale, onLocale }: LanguageSwitchProps) {
  const { t } = useTexts();
  return (
    <div class="console-bar">
      <p class="console-language">
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
