// Help, the data notice and the accessibility statement on every page (WCAG 3.2.6: always in the same place), and the emergency number.

import { useEmergencyPhone } from './emergency-phone.ts';
import { useTexts } from './texts.tsx';

export function Footer() {
  const { t } = useTexts();
  const phone = useEmergencyPhone();
  return (
    <footer class="shell-footer">
      <div class="shell-bar">
        <p class="shell-emergency">{t('nav.emergency', { phone })}</p>
        <ul class="shell-ways">
          <li>
            <a href="/yardim/">{t('nav.help')}</a>
          </li>
          <li>
            <a href="/aydinlatma/">{t('nav.notice')}</a>
          </li>
          <li>
            <a href="/erisilebilirlik/">{t('nav.accessibility')}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
