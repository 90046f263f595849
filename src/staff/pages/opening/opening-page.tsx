// While the first page is fetched: a heading, so that the tab is never without one.

import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function OpeningPage() {
  const { t } = useTexts();
  return <PageHeading>{t('staff.opening')}</PageHeading>;
}
