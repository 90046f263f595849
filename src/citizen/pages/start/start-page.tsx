// The first page: what this is, the two ways in, and how it works. Reads whole before and without JavaScript.

import { ButtonLink } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import './start-page.css';

export const title: PageModule['title'] = (t) => t('start.title');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <LanguageChoice pathname="/" />
      <section class="start-hero">
        <PageHeading>{t('start.heading')}</PageHeading>
        <p class="start-lead">{t('start.lead')}</p>
        <p class="start-ways">
          <ButtonLink href="/basvuru/">{t('start.apply')}</ButtonLink>
          <a href="/takip/">{t('start.track')}</a>
        </p>
        <p class="start-note">{t('start.noAccount')}</p>
      </section>
      <p class="start-first-run">
        {t('start.firstRun')} <a href="/karsilama/">{t('start.firstRunLink')}</a>
      </p>
      <section>
        <h2>{t('start.howHeading')}</h2>
        <ol class="start-how">
          <li>{t('start.howWrite')}</li>
          <li>{t('start.howSend')}</li>
          <li>{t('start.howAnswer')}</li>
        </ol>
      </section>
      <section>
        <h2>{t('start.accessHeading')}</h2>
        <p>{t('start.access')}</p>
      </section>
    </>
  );
}
