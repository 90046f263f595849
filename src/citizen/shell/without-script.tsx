// For a browser without JavaScript: what is needed, and where else to apply.

import { useTexts } from './texts.tsx';

export function WithoutScript() {
  const { t } = useTexts();
  return (
    <noscript>
      <h2>{t('noscript.heading')}</h2>
      <p>{t('noscript.body')}</p>
      <OtherWays />
    </noscript>
  );
}

/** Ways to apply without this app. */
export function OtherWays() {
  const { t } = useTexts();
  return (
    <ul>
      <li>{t('help.wayOffice')}</li>
      <li>{t('help.wayPost')}</li>
      <li>{t('help.wayHelper')}</li>
    </ul>
  );
}
