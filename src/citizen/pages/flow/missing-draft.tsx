// The address names a draft that this device does not have: sent, deleted, or written on another phone.

import { useEffect } from 'preact/hooks';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { useTexts } from '../../shell/texts.tsx';

export function MissingDraft() {
  const { t } = useTexts();
  const heading = t('flow.missing.heading');

  // The route's title is the question's; here is none.
  useEffect(() => {
    document.title = t('app.title', { page: heading });
    // The heading that stood while the device was read had the focus, and has gone.
    if (document.activeElement === document.body) focusHeading();
  }, [t, heading]);

  return (
    <>
      <PageHeading>{heading}</PageHeading>
      <p>{t('flow.missing.body')}</p>
      <ul>
        <li>
          <Link kind="standalone" href="/basvurularim/">
            {t('flow.missing.applications')}
          </Link>
        </li>
        <li>
          <Link kind="standalone" href="/basvuru/">
            {t('flow.missing.new')}
          </Link>
        </li>
      </ul>
    </>
  );
}
