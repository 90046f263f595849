// Asks the officer to prove anew who they are, over whatever page they were on, and lets go on what waits for it.

import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ACCESS_PATHS, OIDC_PROOF_QUERY } from '../../domain/wire-access.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Link } from '../../ui/link/link.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../shell/texts.tsx';
import type { AskedProof, ProofTrouble, Prover } from './prover.ts';

export function ProofDialog({ prover }: { prover: Prover }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(prover.read);
  const leadId = useId();
  useEffect(() => {
    const stopReading = prover.subscribe(() => setAsked(prover.read()));
    setAsked(prover.read());
    // Whoever comes back from the identity provider's window comes back to this one.
    const onLook = (): void => void prover.recheck();
    addEventListener('focus', onLook);
    document.addEventListener('visibilitychange', onLook);
    return () => {
      stopReading();
      removeEventListener('focus', onLook);
      document.removeEventListener('visibilitychange', onLook);
    };
  }, [prover]);
  return (
    <Dialog
      title={t('staff.proof.title')}
      isOpen={asked !== undefined}
      onClose={prover.giveUp}
      describedBy={leadId}
    >
      {asked ? <Ways asked={asked} prover={prover} leadId={leadId} /> : null}
    </Dialog>
  );
}

function Ways({ asked, prover, leadId }: { asked: AskedProof; prover: Prover; leadId: string }) {
  const { t } = useTexts();
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<MessageKey>();
  const hasPasskey = asked.ways.includes('passkey');

  const prove = async (): Promise<void> => {
    setWorking(true);
    setTrouble(undefined);
    const failure = await prover.byPasskey();
    if (!failure) return;
    setWorking(false);
    setTrouble(sentenceOf(failure));
  };
  return (
    <>
      {trouble ? <Trouble sentence={t(trouble)} /> : null}
      <p id={leadId}>{t(asked.ways.length > 0 ? 'staff.proof.lead' : 'staff.proof.noWay')}</p>
      {hasPasskey ? (
        <Button kind="primary" onPress={() => void prove()} isDisabled={isWorking}>
          {t(isWorking ? 'staff.proof.working' : 'staff.proof.byPasskey')}
        </Button>
      ) : null}
      {asked.provider === null ? null : (
        <p>
          <Link href={`${ACCESS_PATHS.oidcStart}?${OIDC_PROOF_QUERY}`} kind="standalone" isNewWindow>
            {t('staff.proof.byProvider', { provider: asked.provider })}
          </Link>
          <br />
          {t('staff.proof.comeBack')}
        </p>
      )}
      <Button onPress={prover.giveUp}>{t('staff.proof.giveUp')}</Button>
    </>
  );
}

/** In a modal dialog no live region outside of it is heard: so the focus goes to what is said. */
function Trouble({ sentence }: { sentence: string }) {
  const { t } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => element.current?.focus(), []);
  return (
    <div ref={element} tabIndex={-1}>
      <StatusBanner kind="problem" title={t('staff.proof.failed')} headingLevel={3}>
        <p>{sentence}</p>
      </StatusBanner>
    </div>
  );
}

function sentenceOf(failure: ProofTrouble): MessageKey {
  if (failure.kind === 'ceremony')
    return failure.trouble === 'not-done'
      ? 'staff.signIn.passkeyNotDone'
      : `staff.passkey.trouble.${failure.trouble}`;
  if (failure.kind === 'refused') return `problem.${failure.code}`;
  return 'staff.signIn.passkeyUnreachable';
}
