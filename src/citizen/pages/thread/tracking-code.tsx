// The tracking code of an application that was written here. Closed at first: somebody may look over the shoulder. On paper it stands
// only where it was printed from here: an answer may be shown to others.

import { useRef } from 'preact/hooks';
import { groupTrackingCode } from '../../../domain/tracking-code.ts';
import { CodeDisplay } from '../../../ui/code-display/code-display.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { CodeWays } from '../flow/code-ways.tsx';

export function TrackingCode({ code }: { code: string }) {
  const { t } = useTexts();
  const section = useRef<HTMLElement>(null);
  const groups = groupTrackingCode(code);
  const print = (): void => {
    const onPaper = (is: boolean): void => section.current?.setAttribute('data-print', is ? 'yes' : 'no');
    addEventListener('afterprint', () => onPaper(false), { once: true });
    onPaper(true);
    window.print();
  };
  return (
    <section ref={section} data-print="no">
      <h2>{t('thread.codeHeading')}</h2>
      <Details summary={t('thread.codeShow')}>
        <CodeDisplay groups={groups} label={t('thread.codeHeading')} spokenLabel={t('thread.codeSpoken')} />
        <p>{t('thread.codeBody')}</p>
        <CodeWays groups={groups} print={print} />
      </Details>
    </section>
  );
}
