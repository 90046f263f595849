// Above the form: the draft was sent back, by whom and why. Its text stands in the form already.

import type { StaffLife } from '../../../../domain/staff-life.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { useTexts } from '../../../shell/texts.tsx';

export function ReturnedDraft({ returned }: { returned: NonNullable<StaffLife['returned']> }) {
  const { t, tag } = useTexts();
  const { reason, by, at } = returned;
  return (
    <Notice kind="warning">
      <p>
        <strong>{t('staff.draft.returned')}</strong>
      </p>
      <p class="case-words" dir="auto" lang="">
        {reason}
      </p>
      <p class="quiet">
        {t('staff.draft.by', { name: by ?? t('staff.draft.unknown'), when: formatInstant(tag, at) })}
      </p>
    </Notice>
  );
}
