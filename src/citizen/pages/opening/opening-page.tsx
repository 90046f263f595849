// What stands in the document that the worker gives for every address until the app has drawn the page. A worker without
// JavaScript does not exist, so it need not say what to do without.

import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';

export const title: PageModule['title'] = (t) => t('opening.title');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('opening.heading')}</PageHeading>
      <p>{t('opening.body')}</p>
    </>
  );
}
