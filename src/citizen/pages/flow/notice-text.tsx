// The data-protection notice that KVKK art. 10 asks for: controller, purpose, recipients, method and legal ground,
// rights. Its version is in notice-version.ts: change both together.

import { useTexts } from '../../shell/texts.tsx';
import { NOTICE_VERSION } from './notice-version.ts';

export function NoticeText() {
  const { t } = useTexts();
  return (
    <div class="flow-notice stack">
      <h2>{t('flow.notice.controllerHeading')}</h2>
      <p>{t('flow.notice.controller')}</p>
      <h2>{t('flow.notice.purposeHeading')}</h2>
      <ul>
        <li>{t('flow.notice.purposeAnswer')}</li>
        <li>{t('flow.notice.purposeDeadline')}</li>
        <li>{t('flow.notice.purposeNothingElse')}</li>
      </ul>
      <h2>{t('flow.notice.recipientsHeading')}</h2>
      <p>{t('flow.notice.recipients')}</p>
      <h2>{t('flow.notice.methodHeading')}</h2>
      <p>{t('flow.notice.method')}</p>
      <p>{t('flow.notice.ground')}</p>
      <h2>{t('flow.notice.specialHeading')}</h2>
      <p>{t('flow.notice.special')}</p>
      <h2>{t('flow.notice.keepingHeading')}</h2>
      <p>{t('flow.notice.keeping')}</p>
      <h2>{t('flow.notice.rightsHeading')}</h2>
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
