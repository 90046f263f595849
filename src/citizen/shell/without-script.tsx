// For a browser without JavaScript: what this page needs it for, and where else to apply. It stands in the pages that the build
// writes (prerender.tsx); a browser that runs the app gets neither this nor its words.

import type { ComponentType } from 'preact';
import { useTexts } from './texts.tsx';

const NEEDS = {
  apply: 'noscript.body',
  list: 'noscript.list',
  open: 'noscript.open',
  settings: 'noscript.settings',
} as const;

interface WithoutScriptProps {
  need?: keyof typeof NEEDS;
}

export const WithoutScript: ComponentType<WithoutScriptProps> = import.meta.env.SSR
  ? WrittenWithoutScript
  : () => null;

function WrittenWithoutScript({ need = 'open' }: WithoutScriptProps) {
  const { t } = useTexts();
  return (
    <noscript>
      <h2>{t('noscript.heading')}</h2>
      <p>{t(NEEDS[need])}</p>
      <p>{t('noscript.otherWays')}</p>
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
