// Signing in: by passkey or identity provider, or first of all with a one-time invitation. Loading the page redeems nothing: mail scanners and chat previews open every
// link they see, and would use the invitation up before the officer does. Only the button redeems it.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ProviderTrouble } from '../../../domain/wire-access.ts';
import { Button } from '../../../ui/button/button.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import type { Invitation } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { SignInReason } from '../../shell/view.ts';
import type { Failure } from '../../staff-call.ts';
import { OtherWays, type OtherWaysProps } from './other-ways.tsx';

export interface SignInPageProps {
  invitation: Invitation;
  reason: SignInReason;
  /** Whose session this sign-in would replace. */
  signedInName: string | undefined;
  onSignIn: (token: string) => Promise<Failure | undefined>;
  /** What the identity provider's way ended in. */
  providerTrouble?: ProviderTrouble | undefined;
  ways: OtherWaysProps;
}

type Attempt = { state: 'none' } | { state: 'working' } | { state: 'failed'; trouble: Trouble };
type Trouble = 'notValid' | 'unreachable' | 'busy';

export function SignInPage({
  invitation,
  reason,
  signedInName,
  onSignIn,
  providerTrouble,
  ways,
}: SignInPageProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [attempt, setAttempt] = useState<Attempt>({ state: 'none' });

  const signIn = async (token: string): Promise<void> => {
    setAttempt({ state: 'working' });
    const hasEnded = announceIfSlow(announce, t('staff.signIn.working'));
    const failure = await onSignIn(token);
    hasEnded();
    if (!failure) return;
    const trouble = troubleOf(failure);
    setAttempt({ state: 'failed', trouble });
    announce(`${t(TROUBLE_TITLES[trouble])}. ${t(`staff.signIn.${trouble}`)}`, { assertive: true });
  };

  const isSpent = attempt.state === 'failed' && attempt.trouble === 'notValid';
  return (
    <div class="stack measure sign-in">
      <PageHeading>{t('staff.signIn.heading')}</PageHeading>
      {reason === 'signed-out' ? <StatusBanner kind="success" title={t('staff.signIn.signedOut')} /> : null}
      {reason === 'ended' ? <Notice kind="warning">{t('staff.signIn.ended')}</Notice> : null}
      {providerTrouble ? (
        <StatusBanner kind="problem" title={t('staff.signIn.unreachableTitle')}>
          <p>{t(`staff.signIn.providerTrouble.${providerTrouble}`)}</p>
        </StatusBanner>
      ) : null}
      {invitation.state === 'incomplete' ? (
        <StatusBanner kind="problem" title={t('staff.signIn.incompleteTitle')}>
          <p>{t('staff.signIn.incomplete')}</p>
        </StatusBanner>
      ) : null}
      {attempt.state === 'failed' ? <Failed trouble={attempt.trouble} /> : null}
      {invitation.state === 'ready' && !isSpent ? (
        <>
          <p>{t('staff.signIn.ready')}</p>
          {signedInName ? (
            <Notice kind="warning">{t('staff.signIn.otherSession', { name: signedInName })}</Notice>
          ) : null}
          <Button
            kind="primary"
            onPress={() => void signIn(invitation.token)}
            isDisabled={attempt.state === 'working'}
          >
            {t(attempt.state === 'working' ? 'staff.signIn.working' : 'staff.signIn.press')}
          </Button>
          <p class="quiet">{t('staff.signIn.shared')}</p>
        </>
      ) : (
        <>
          <OtherWays {...ways} />
          <HowToSignIn />
        </>
      )}
    </div>
  );
}

/** With an invitation that is not valid the button is gone, and the focus comes here instead of to nothing. */
function Failed({ trouble }: { trouble: Trouble }) {
  const { t } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (trouble === 'notValid') element.current?.focus();
  }, [trouble]);
  return (
    <div ref={element} tabIndex={-1}>
      <StatusBanner kind="problem" title={t(TROUBLE_TITLES[trouble])}>
        <p>{t(`staff.signIn.${trouble}`)}</p>
      </StatusBanner>
    </div>
  );
}

function HowToSignIn() {
  const { t } = useTexts();
  return (
    <section class="stack">
      <h2>{t('staff.signIn.howHeading')}</h2>
      <ol>
        <li>{t('staff.signIn.howInvited')}</li>
        <li>{t('staff.signIn.howOpen')}</li>
        <li>{t('staff.signIn.howPress')}</li>
      </ol>
      <p class="quiet">{t('staff.signIn.howAgain')}</p>
    </section>
  );
}

const TROUBLE_TITLES = {
  notValid: 'staff.signIn.notValidTitle',
  unreachable: 'staff.signIn.unreachableTitle',
  busy: 'staff.signIn.unreachableTitle',
} as const;

function troubleOf(failure: Failure): Trouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  return failure.kind === 'refused' && failure.code === 'invitation-not-valid' ? 'notValid' : 'busy';
}
