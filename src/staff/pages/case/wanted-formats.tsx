// How the citizen wants to get the answer. It binds the office, so it stands before the text, with what it means for
// the writing.

import type { AnswerFormat } from '../../../domain/kinds.ts';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';

const ADVICE = {
  'sign-language': 'staff.case.wantsSignLanguage',
  audio: 'staff.case.wantsAudio',
  'large-print': 'staff.case.wantsLargePrint',
  'plain-language': 'staff.case.wantsPlainLanguage',
} as const;

export function WantedFormats({ formats }: { formats: readonly AnswerFormat[] }) {
  const { t, tag } = useTexts();
  const names = new Intl.ListFormat(tag).format(formats.map((format) => t(`format.${format}`)));
  return (
    <StatusBanner kind="info" title={t('staff.case.wants', { formats: names })}>
      {formats.map((format) => (format === 'text' ? null : <p key={format}>{t(ADVICE[format])}</p>))}
    </StatusBanner>
  );
}
