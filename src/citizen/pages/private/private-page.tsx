// Private sending: at /gizli/ what waits sealed, its settings, and what it does and does not do; at /gizli/?<draft> the
// sealing of one draft.

import { useState } from 'preact/hooks';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { readLocale } from '../../../ui/modes/locale-choice.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule, PageProps } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';
import { loadWords as loadCourierWords } from '../courier/words.ts';
import { PrivateSettings } from './private-settings.tsx';
import { startPrivately } from './private-start.ts';
import { NOTED_ID, SealView, type SealViewProps } from './seal-view.tsx';
import { SealedList } from './sealed-list.tsx';
import { loadWords, withWords } from './words.ts';

/** At the start of every page on a device that always seals. */
export function start(): void {
  startPrivately(document.documentElement.dataset.private);
}

export const title: PageModule['title'] = (t) => t('settings.private');

export const prepare: NonNullable<PageModule['prepare']> = async () => {
  await Promise.all([loadWords(readLocale()), loadCourierWords(readLocale())]);
};

export const Page: PageModule['Page'] = withWords<PageProps>(PlainPage);

function PlainPage() {
  const { t } = useTexts();
  /** How often it was tried without the code being noted; 0 when nothing is wrong. */
  const [attempts, setAttempts] = useState(0);
  useErrorTitle(attempts > 0);
  return (
    <>
      {attempts > 0 && (
        <ErrorSummary
          key={attempts}
          title={t('sealed.failedTitle')}
          errors={[{ fieldId: NOTED_ID, text: t('sealed.failed.not-noted') }]}
        />
      )}
      <PageHeading>{t('settings.private')}</PageHeading>
      <WithoutScript need="settings" />
      <WhenReady>
        <Content onUnnoted={setAttempts} />
      </WhenReady>
    </>
  );
}

/** The draft's id is all that stands behind the question mark. */
function Content({ onUnnoted }: Pick<SealViewProps, 'onUnnoted'>) {
  const draftId = location.search.slice(1);
  return draftId ? <SealView draftId={draftId} onUnnoted={onUnnoted} /> : <About />;
}

const DOES = ['sealed.does.sealed', 'sealed.does.gone', 'sealed.does.silent', 'sealed.does.code'] as const;
const LIMITS = [
  'sealed.limit.before',
  'sealed.limit.typed',
  'sealed.limit.watched',
  'sealed.limit.opened',
  'sealed.limit.code',
  'sealed.limit.reading',
  'sealed.limit.traces',
] as const;

function About() {
  const { t } = useTexts();
  return (
    <>
      <p>{t('sealed.lead')}</p>
      <ul>
        {DOES.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <SealedList />
      <p>
        <Link href="/kurye/" kind="standalone">
          {t('settings.courier')}
        </Link>
      </p>
      <PrivateSettings />
      <section>
        <h2>{t('sealed.limitsHeading')}</h2>
        <ul>
          {LIMITS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
