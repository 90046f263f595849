// What stands in the place of the app while it is locked: the PIN, the way out, and the way for who has forgotten it, which
// throws away what is here, after saying how much that is.

import { useEffect, useRef, useState } from 'preact/hooks';
import { countLocked, discardLocked, unlock } from '../../offline/pin-lock.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { ExitPage } from '../../ui/exit-page/exit-page.tsx';
import { useShiftExit } from '../../ui/exit-page/use-shift-exit.ts';
import { announceIfSlow } from '../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { AWAY_ADDRESS } from '../../ui/modes/leave.ts';
import { arriveAt } from '../../ui/page-heading/arrive-at.ts';
import { PageHeading } from '../../ui/page-heading/page-heading.tsx';
import { SkipLink } from '../../ui/skip-link/skip-link.tsx';
import { useEmergencyPhone } from '../shell/emergency-phone.ts';
import { exit } from '../shell/exit.ts';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useErrorTitle } from '../shell/use-error-title.ts';
import { useStoreAct } from '../shell/use-store-act.ts';
import { pauseInWords } from './pause-words.ts';
import { PinFields } from './pin-fields.tsx';
import { usePause } from './use-pause.ts';

const FIELD_ID = 'pin';
const MAIN_ID = 'lock-main';

export interface LockScreenProps {
  /** Wrong tries since one was right. */
  tries: number;
  onPassed: () => void;
}

export function LockScreen({ tries, onPassed }: LockScreenProps) {
  const { t } = useTexts();
  const [isDiscarded, setIsDiscarded] = useState(false);
  const [error, setError] = useState<LockError>();
  const phone = useEmergencyPhone();
  useErrorTitle(error !== undefined);
  useShiftExit({ pressesLeft: (count) => t('exit.pressesLeft', { count }), onExit: exit });
  const heading = t(isDiscarded ? 'lock.discarded' : 'lock.heading');

  // The whole page is another one now.
  useEffect(() => {
    document.title = t('app.title', { page: heading });
    const shown = document.querySelector<HTMLElement>('#lock h1');
    if (shown) arriveAt(shown);
  }, [t, heading]);

  return (
    <div class="shell">
      <SkipLink href={`#${MAIN_ID}`}>{t('nav.skip')}</SkipLink>
      <header class="shell-header">
        <div class="shell-bar">
          <span class="shell-name">{t('app.name')}</span>
          <ExitPage href={AWAY_ADDRESS} onExit={exit}>
            {t('exit.button')}
          </ExitPage>
        </div>
      </header>
      <main class="shell-main" id={MAIN_ID} tabIndex={-1}>
        {error && (
          <ErrorSummary
            key={error.attempt}
            title={t('lock.errorTitle')}
            errors={[{ fieldId: FIELD_ID, text: error.text }]}
          />
        )}
        <PageHeading key={heading}>{heading}</PageHeading>
        {isDiscarded ? (
          <>
            <p>{t('lock.discardedBody')}</p>
            <Button kind="primary" onPress={onPassed}>
              {t('lock.goOn')}
            </Button>
          </>
        ) : (
          <Asking
            tries={tries}
            onPassed={onPassed}
            error={error}
            onError={setError}
            onDiscarded={() => {
              setError(undefined);
              setIsDiscarded(true);
            }}
          />
        )}
      </main>
      {/* Without the ways of every other page: they lead to this one. */}
      <footer class="shell-footer">
        <div class="shell-bar">
          <p class="shell-emergency">{t('nav.emergency', { phone })}</p>
        </div>
      </footer>
    </div>
  );
}

interface LockError {
  text: string;
  /** A new attempt takes the focus anew. */
  attempt: number;
}

interface AskingProps extends LockScreenProps {
  error: LockError | undefined;
  onError: (error: LockError | undefined) => void;
  onDiscarded: () => void;
}

function Asking({ tries, onPassed, error, onError, onDiscarded }: AskingProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const isChecking = useRef(false);
  const { failure, run } = useStoreAct();
  const pause = usePause(tries, () => announce(t('lock.mayTry')));
  const fail = (text: string): void => onError({ text, attempt: (error?.attempt ?? 0) + 1 });

  const check = async (): Promise<void> => {
    if (isChecking.current) return;
    if (typed === '') return fail(t('lock.error.required'));
    if (pause.leftMs() > 0) return fail(t('lock.error.tooSoon', { time: pauseInWords(t, pause.leftMs()) }));
    isChecking.current = true;
    // The title's "Hata:" is not that of the page behind a PIN that is right.
    onError(undefined);
    const hasEnded = announceIfSlow(announce, t('lock.checking'));
    await run(async () => {
      const result = await unlock(typed);
      // Another tab has taken the PIN away.
      if (result.ok || result.reason === 'changed') return onPassed();
      setTyped('');
      pause.begin(result.tries);
      fail(t('lock.error.wrong'));
    });
    hasEnded();
    isChecking.current = false;
  };

  return (
    <>
      <p>{t('lock.lead')}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <PinFields
          fields={[{ id: FIELD_ID, label: t('lock.pin'), error: error?.text }]}
          values={{ [FIELD_ID]: typed }}
          onInput={(_id, value) => setTyped(value)}
        />
        {pause.isRunning && <p>{t('lock.pause', { time: pauseInWords(t, pause.leftMs()) })}</p>}
        <Button type="submit" kind="primary">
          {t('lock.open')}
        </Button>
        <StoreFailure reason={failure} />
      </form>
      <Forgotten onDiscarded={onDiscarded} />
    </>
  );
}

function Forgotten({ onDiscarded }: { onDiscarded: () => void }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<{ drafts: number; unsent: number }>();
  const { failure, run } = useStoreAct();
  return (
    <section class="stack">
      <h2>{t('lock.forgotten')}</h2>
      <p>{t('lock.forgottenBody')}</p>
      <Button onPress={() => void run(async () => setAsked(await countLocked()))}>{t('lock.discard')}</Button>
      <StoreFailure reason={failure} />
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={t('lock.discardTitle')}
        body={
          <>
            <p>{t('lock.discardBody', asked ?? { drafts: 0, unsent: 0 })}</p>
            <p>{t('lock.discardAfter')}</p>
          </>
        }
        confirmLabel={t('lock.discardConfirm')}
        cancelLabel={t('lock.discardCancel')}
        isDanger
        onConfirm={() => {
          setAsked(undefined);
          void run(async () => {
            await discardLocked();
            onDiscarded();
          });
        }}
        onCancel={() => setAsked(undefined)}
      />
    </section>
  );
}
