// How many open applications are like this one, and the way to them.

import type { StaffCase } from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';

export function LikenessNotice({ likeness }: Pick<StaffCase, 'likeness'>) {
  const { t } = useTexts();
  if (!likeness) return null;
  const { id, open, sinceYesterday } = likeness;
  return (
    <Notice>
      <p>
        {sinceYesterday > 1
          ? t('staff.alike.sinceYesterday', { count: sinceYesterday })
          : t('staff.alike.open', { count: open })}
      </p>
      <p>
        <Link href={casesAddress({ ...FIRST_ROUTE, likeness: id })} kind="standalone">
          {t('staff.alike.see')}
        </Link>
      </p>
    </Notice>
  );
}
