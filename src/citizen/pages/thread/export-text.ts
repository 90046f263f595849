// An application as a text that a person can read, print, post or dictate: the review's words, a line for each answer.
// The tracking code is no part of it, because the text may be given to others.

import { thaw } from '../../../domain/freeze.ts';
import { formatInstant } from '../../../i18n/format.ts';
import type { OutboxEntry } from '../../../offline/outbox.ts';
import type { Texts } from '../../shell/texts.tsx';
import { reviewRows } from '../flow/review-rows.ts';

export function exportText(
  { id, application }: OutboxEntry,
  { t, tag }: Pick<Texts, 't' | 'tag'>,
): { fileName: string; text: string } {
  const answers = reviewRows(thaw(application), t).flatMap(({ name, value }) =>
    value === undefined ? [] : [`${t(`flow.review.row.${name}`)}: ${value}`],
  );
  const lines = [
    t('outbox.exportTitle'),
    t('applications.written', { when: formatInstant(tag, application.writtenAt) }),
    ...answers,
  ];
  return {
    fileName: `kopru-${application.writtenAt.slice(0, 10)}-${id.slice(-6)}.txt`,
    text: `${lines.join('\n\n')}\n`,
  };
}
