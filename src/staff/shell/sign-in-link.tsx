// To the sign-in page in a new tab, because this tab holds an unsent reply. The words say that a tab opens.

import { useTexts } from './texts.tsx';

export function SignInLink() {
  const { t } = useTexts();
  return (
    <p>
      <a class="console-step" href={location.pathname} target="_blank" rel="noopener">
        {t('staff.ended.link')}
      </a>
    </p>
  );
}
