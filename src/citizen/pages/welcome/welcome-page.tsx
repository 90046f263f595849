// The first settings, unhurried: language, look and reading, with a way back to the start. Nobody has to pass here;
// whoever was here once is not asked again.

import { useEffect } from 'preact/hooks';
import { ButtonLink, Link } from '../../../ui/link/link.tsx';
import { changeModes } from '../../../ui/modes/modes.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';
import { ReadingSettings } from '../settings/reading-settings.tsx';

export const title: PageModule['title'] = (t) => t('welcome.title');

export function Page() {
  const { t } = useTexts();
  useEffect(() => {
    changeModes({});
  }, []);
  return (
    <>
      <LanguageChoice pathname="/karsilama/" />
      <PageHeading>{t('welcome.heading')}</PageHeading>
      <WithoutScript need="settings" />
      <p>{t('welcome.lead')}</p>
      <WhenReady>
        <ReadingSettings />
      </WhenReady>
      <p>
        <Link href="/gizli/" kind="standalone">
          {t('settings.private')}
        </Link>
      </p>
      <p>
        <ButtonLink href="/">{t('welcome.done')}</ButtonLink>
      </p>
    </>
  );
}
