// To the list's page before and after. A cursor leads forward only: where the way here is not known, back is the first page.

import { Pagination } from '../../../ui/pagination/pagination.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface ListPagesProps {
  isFirstPage: boolean;
  firstAddress: string;
  previousAddress: string | undefined;
  nextAddress: string | undefined;
}

export function ListPages({ isFirstPage, firstAddress, previousAddress, nextAddress }: ListPagesProps) {
  const { t } = useTexts();
  const previous = isFirstPage
    ? undefined
    : previousAddress === undefined
      ? { href: firstAddress, label: t('staff.cases.first') }
      : { href: previousAddress, label: t('staff.cases.previous') };
  const next = nextAddress === undefined ? undefined : { href: nextAddress, label: t('staff.cases.next') };
  return <Pagination label={t('staff.cases.pages')} previous={previous} next={next} />;
}
