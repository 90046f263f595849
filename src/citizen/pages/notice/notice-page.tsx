// The data-protection notice as a page of its own; the flow shows the same text before the review.

import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { NoticeText } from '../flow/notice-text.tsx';

export const title: PageModule['title'] = (t) => t('nav.notice');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('nav.notice')}</PageHeading>
      <NoticeText />
    </>
  );
}
