// The name of a link with how many cases stand behind it, where that is known.

import { CASE_COUNT_MAX } from '../../../domain/wire-staff.ts';
import { useTexts } from '../../shell/texts.tsx';

export function Counted({ label, count }: { label: string; count: number | undefined }) {
  const { t } = useTexts();
  if (count === undefined) return <>{label}</>;
  return (
    <>
      {count > CASE_COUNT_MAX
        ? t('staff.lists.countedMany', { label, count: CASE_COUNT_MAX })
        : t('staff.lists.counted', { label, count })}
    </>
  );
}
