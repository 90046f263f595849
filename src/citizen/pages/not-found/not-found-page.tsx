// A wrong address: says so, and that nothing is lost.

import { ButtonLink } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';

export const title: PageModule['title'] = (t) => t('notFound.title');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('notFound.heading')}</PageHeading>
      <p>{t('notFound.body')}</p>
      <p>
        <ButtonLink href="/">{t('notFound.start')}</ButtonLink>
      </p>
    </>
  );
}
