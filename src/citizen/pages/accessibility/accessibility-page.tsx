// The accessibility statement: what is aimed at, what is tested and how, known limits, and what to do about a barrier. The
// figures are those that `npm run a11y` wrote (results.json); nobody types them, and before a whole run has been made
// none are shown.

import { formatDate } from '../../../i18n/format.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import results from './results.json' with { type: 'json' };

export const title: PageModule['title'] = (t) => t('statement.title');

const LIMITS = [
  'statement.limitReaders',
  'statement.limitPeople',
  'statement.limitLanguages',
  'statement.limitSign',
  'statement.limitVoice',
  'statement.limitScanner',
] as const;

export function Page() {
  const { t, tag } = useTexts();
  const { on, ...counts } = results;
  return (
    <>
      <PageHeading>{t('statement.heading')}</PageHeading>
      <p>{t('statement.aim')}</p>
      <p>{t('statement.basis')}</p>
      <section>
        <h2>{t('statement.howHeading')}</h2>
        <p>{t('statement.how')}</p>
        {counts.checks > 0 && (
          <>
            <p>{t('statement.results', { ...counts, date: formatDate(tag, on) })}</p>
            <p>{t('statement.seeded', counts)}</p>
          </>
        )}
        <p>{t('statement.reader')}</p>
      </section>
      <section>
        <h2>{t('statement.limitsHeading')}</h2>
        <ul>
          {LIMITS.map((limit) => (
            <li key={limit}>{t(limit)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('statement.complainHeading')}</h2>
        <p>{t('statement.complain')}</p>
        <p>
          <Link kind="standalone" href="/basvuru/">
            {t('nav.apply')}
          </Link>
        </p>
        <p>{t('statement.complainFurther')}</p>
      </section>
    </>
  );
}
