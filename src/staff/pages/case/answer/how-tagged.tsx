// How the usual word processors write a PDF that can be read aloud, told before one is chosen and where one was refused.

import { Details } from '../../../../ui/details/details.tsx';
import { useTexts } from '../../../shell/texts.tsx';

const PROGRAMS = ['word', 'libreoffice', 'scan'] as const;

export function HowTagged() {
  const { t } = useTexts();
  return (
    <Details summary={t('staff.document.how')}>
      <p>{t('staff.document.how.why')}</p>
      <ul>
        {PROGRAMS.map((program) => (
          <li key={program}>{t(`staff.document.how.${program}`)}</li>
        ))}
      </ul>
    </Details>
  );
}
