// What stands in the document until a page with an application is opened; without JavaScript it stays and says so.

import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';

export const title: PageModule['title'] = (t) => t('opening.title');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('opening.heading')}</PageHeading>
      <p>{t('opening.body')}</p>
      <WithoutScript />
    </>
  );
}
