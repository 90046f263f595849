// The tracking code of an application that was written here. Closed at first: somebody may look over the shoulder.

import { groupTrackingCode } from '../../../domain/tracking-code.ts';
import { CodeDisplay } from '../../../ui/code-display/code-display.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function TrackingCode({ code }: { code: string }) {
  const { t } = useTexts();
  const groups = groupTrackingCode(code);
  return (
    <section data-print="no">
      <h2>{t('thread.codeHeading')}</h2>
      <Details summary={t('thread.codeShow')}>
        <CodeDisplay groups={groups} label={t('thread.codeHeading')} spokenLabel={t('thread.codeSpoken')} />
        <p>{t('thread.codeBody')}</p>
      </Details>
    </section>
  );
}
