// The data-protection notice that KVKK art. 10 asks for: controller, purpose, recipients, method and legal ground,
// rights. Its version is in notice-version.ts: change both together.

import { useTexts } from '../../shell/texts.tsx';
import { NOTICE_VERSION } from './notice-version.ts';
import type { StepProps } from './steps/step.ts';

export function NoticeText({ Heading = 'h2' }: Partial<Pick<StepProps, 'Heading'>>) {
  const { t } = useTexts();
  return (
    <div class="flow-notice stack">
      <Heading>{t('flow.notice.controllerHeading')}</Heading>
      <p>{t('flow.notice.controller')}</p>
      <Heading>{t('flow.notice.purposeHeading')}</Heading>
      <ul>
        <li>{t('flow.notice.purposeAnswer')}</li>
        <li>{t('flow.notice.purposeDeadline')}</li>
        <li>{t('flow.notice.purposeNothingElse')}</li>
      </ul>
      <Heading>{t('flow.notice.recipientsHeading')}</Heading>
      <p>{t('flow.notice.recipients')}</p>
      <Heading>{t('flow.notice.methodHeading')}</Heading>
      <p>{t('flow.notice.method')}</p>
      <p>{t('flow.notice.ground')}</p>
      <Heading>{t('flow.notice.specialHeading')}</Heading>
      <p>{t('flow.notice.special')}</p>
      <Heading>{t('flow.notice.keepingHeading')}</Heading>
      <p>{t('flow.notice.keeping')}</p>
      <Heading>{t('flow.notice.rightsHeading')}</Heading>
      <p>{t('flow.notice.rightsLead')}</p>
      <ul>
        <li>{t('flow.notice.rightsKnow')}</li>
        <li>{t('flow.notice.rightsCorrect')}</li>
        <li>{t('flow.notice.rightsErase')}</li>
        <li>{t('flow.notice.rightsTell')}</li>
        <li>{t('flow.notice.rightsObject')}</li>
        <li>{t('flow.notice.rightsDamages')}</li>
      </ul>
      <p>{t('flow.notice.rightsTime')}</p>
      <p class="flow-note">{t('flow.notice.version', { version: NOTICE_VERSION })}</p>
    </div>
  );
}
