// Which text of the data-protection notice a person has read. A new text asks again, also in a draft begun before.

import type { Answers } from '../../../domain/application.ts';

/** Year and month of the text in notice-text.tsx; the last of PUBLISHED_NOTICES (src/domain/notice-versions.ts). */
export const NOTICE_VERSION = '2026-12';

/** The answers without the mark of a notice that has been replaced since. */
export function withoutOldNotice(answers: Answers): Answers {
  const { noticeVersion, ...others } = answers;
  return noticeVersion === NOTICE_VERSION ? answers : others;
}
