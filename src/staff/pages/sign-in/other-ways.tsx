// The ways in that need no invitation: a passkey, and the operator's identity provider where there is one.

import { useEffect, useState } from 'preact/hooks';
import { ACCESS_PATHS } from '../../../domain/wire-access.ts';
import type { MessageKey } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import type { CeremonyTrouble } from '../../access/ceremony.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { Failure } from '../../staff-call.ts';

/** Why it did not work; undefined where it did. */
export type PasskeySignIn = () => Promise<
  Failure | { kind: 'ceremony'; trouble: CeremonyTrouble } | undefined
>;

export interface OtherWaysProps {
  /** This browser can use passkeys. */
  hasPasskeys: boolean;
  onPasskey: PasskeySignIn;
  readProvider: () => Promise<string | null>;
}

export function OtherWays({ hasPasskeys, onPasskey, readProvider }: OtherWaysProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<MessageKey>();
  const [provider, setProvider] = useState<string | null>(null);
  useEffect(() => {
    void readProvider().then(setProvider);
  }, [readProvider]);

  const enter = async (): Promise<void> => {
    setWorking(true);
    setTrouble(undefined);
    const hasEnded = announceIfSlow(announce, t('staff.signIn.working'));
    const failure = await onPasskey();
    hasEnded();
    if (!failure) return;
    setWorking(false);
    const sentence = sentenceOf(failure);
    setTrouble(sentence);
    announce(`${t('staff.signIn.unreachableTitle')}. ${t(sentence)}`, { assertive: true });
  };
  return (
    <section class="stack">
      <h2>{t('staff.signIn.passkeyHeading')}</h2>
      {trouble ? (
        <StatusBanner kind="problem" title={t('staff.signIn.unreachableTitle')} headingLevel={3}>
          <p>{t(trouble)}</p>
        </StatusBanner>
      ) : null}
      <p>{t(hasPasskeys ? 'staff.signIn.passkeyLead' : 'staff.passkey.trouble.unsupported')}</p>
      {hasPasskeys ? (
        <Button kind="primary" onPress={() => void enter()} isDisabled={isWorking}>
          {t(isWorking ? 'staff.signIn.working' : 'staff.signIn.passkey')}
        </Button>
      ) : null}
      {provider === null ? null : (
        <p>
          <Link href={ACCESS_PATHS.oidcStart} kind="standalone">
            {t('staff.signIn.provider', { provider })}
          </Link>
        </p>
      )}
    </section>
  );
}

function sentenceOf(failure: NonNullable<Awaited<ReturnType<PasskeySignIn>>>): MessageKey {
  if (failure.kind === 'ceremony')
    return failure.trouble === 'not-done'
      ? 'staff.signIn.passkeyNotDone'
      : `staff.passkey.trouble.${failure.trouble}`;
  if (failure.kind === 'refused' && failure.code === 'passkey-not-valid') return 'problem.passkey-not-valid';
  return failure.kind === 'unreachable' ? 'staff.signIn.passkeyUnreachable' : 'staff.signIn.passkeyBusy';
}
