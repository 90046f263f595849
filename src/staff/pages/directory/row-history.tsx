// Who changed a row of the directory, when, and which of its fields; newest first.

import type { KeptRow } from '../../../domain/directory-keeping.ts';
import { formatInstant } from '../../../i18n/format.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useTexts } from '../../shell/texts.tsx';

export function RowHistory({ changes }: Pick<KeptRow, 'changes'>) {
  const { t, tag } = useTexts();
  if (changes.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t('staff.rows.history')}</h2>
      <ul>
        {changes.map(({ at, by, isNew, columns }, index) => (
          <li key={`${at} ${index}`}>
            {t('staff.rows.changed', { when: formatInstant(tag, at), name: by ?? t('staff.rows.operator') })}{' '}
            {isNew ? t('staff.rows.added') : columns.map((column) => columnName(column, t)).join(', ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function columnName(column: string, t: Translate): string {
  return t(`staff.rows.column.${column}` as Parameters<Translate>[0]);
}
