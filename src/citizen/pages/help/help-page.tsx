// Questions that people ask, and the other ways to apply. Reached from every page (WCAG 3.2.6).

import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useEmergencyPhone } from '../../shell/emergency-phone.ts';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { OtherWays } from '../../shell/without-script.tsx';

export const title: PageModule['title'] = (t) => t('help.title');

const QUESTIONS = [
  ['help.offlineQuestion', 'help.offlineAnswer'],
  ['help.codeQuestion', 'help.codeAnswer'],
  ['help.timeQuestion', 'help.timeAnswer'],
  ['help.sharedQuestion', 'help.sharedAnswer'],
] as const;

export function Page() {
  const { t } = useTexts();
  const phone = useEmergencyPhone();
  return (
    <>
      <PageHeading>{t('help.heading')}</PageHeading>
      <StatusBanner kind="danger" title={t('help.emergencyTitle')}>
        <p>{t('help.emergencyBody', { phone })}</p>
      </StatusBanner>
      {QUESTIONS.map(([question, answer]) => (
        <section key={question}>
          <h2>{t(question)}</h2>
          <p>{t(answer)}</p>
        </section>
      ))}
      <h2>{t('help.waysHeading')}</h2>
      <OtherWays />
    </>
  );
}
