// Name, the four ways, the way out, and nothing else. The way that is open is marked for ears (aria-current) and eyes.

import { ExitPage } from '../../ui/exit-page/exit-page.tsx';
import { AWAY_ADDRESS } from '../../ui/modes/leave.ts';
import { exit } from './exit.ts';
import { useTexts } from './texts.tsx';

const WAYS = [
  { href: '/basvuru/', key: 'nav.apply' },
  { href: '/basvurularim/', key: 'nav.applications' },
  { href: '/takip/', key: 'nav.track' },
  { href: '/ayarlar/', key: 'nav.settings' },
] as const;

export function Header({ pattern }: { pattern: string }) {
  const { t } = useTexts();
  return (
    <header class="shell-header">
      <div class="shell-bar">
        <a class="shell-name" href="/" aria-current={pattern === '/' ? 'page' : undefined}>
          <BridgeMark />
          <span>{t('app.name')}</span>
        </a>
        <ExitPage href={AWAY_ADDRESS} onExit={exit}>
          {t('exit.button')}
        </ExitPage>
        <nav aria-label={t('nav.label')}>
          <ul class="shell-ways">
            {WAYS.map(({ href, key }) => (
              <li key={href}>
                <a
                  href={href}
                  aria-current={pattern === href ? 'page' : pattern.startsWith(href) ? 'true' : undefined}
                >
                  {t(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function BridgeMark() {
  return (
    <svg class="shell-mark" viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <path d="M2 20h28M2 20v-6M30 20v-6M2 14C8 2 24 2 30 14M9 20v-11M16 20V5.5M23 20v-11" />
    </svg>
  );
}
