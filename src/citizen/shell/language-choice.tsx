// The language of this page, as links to the same page in the others.

import { LanguageLinks } from '../../ui/language-links/language-links.tsx';
import { addressIn } from '../../ui/modes/locale-choice.ts';
import { useTexts } from './texts.tsx';

export function LanguageChoice({ pathname }: { pathname: string }) {
  const { t, locale } = useTexts();
  return (
    <LanguageLinks
      label={t('language.label')}
      current={locale}
      addressIn={(other) => addressIn(other, pathname)}
    />
  );
}
