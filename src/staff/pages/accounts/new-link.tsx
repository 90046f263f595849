// A link that opens an account once. It stands here and nowhere else: the server keeps its hash only.

import { useState } from 'preact/hooks';
import type { Invited } from '../../../domain/wire-access.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useSaid } from '../../shell/use-said.ts';
import '../account/account.css';

export function NewLink({ name, invited }: { name: string; invited: Invited }) {
  const { t, tag } = useTexts();
  const [note, say] = useSaid();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(invited.link);
      setCopied(true);
      say('staff.accounts.copied');
    } catch {
      say('staff.accounts.copyByHand');
    }
  };
  return (
    <StatusBanner kind="success" title={t('staff.accounts.linkTitle', { name })}>
      <p>{t('staff.accounts.linkOnce', { time: formatInstant(tag, Date.parse(invited.expiresAt)) })}</p>
      <p class="account-link" dir="ltr">
        {invited.link}
      </p>
      <Button onPress={() => void copy()}>{t('staff.accounts.copy')}</Button>
      {note ? <p>{note}</p> : null}
      {isCopied ? <p>{t('staff.accounts.handOver')}</p> : null}
    </StatusBanner>
  );
}
