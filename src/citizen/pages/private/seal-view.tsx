// "Gönder" in private mode: the tracking code, shown once and kept nowhere; then the draft is sealed, and this phone cannot
// read it any more.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Draft } from '../../../domain/application.ts';
import { firstOpenStep } from '../../../domain/completeness.ts';
import { groupTrackingCode } from '../../../domain/tracking-code.ts';
import { readDraft } from '../../../offline/drafts.ts';
import { type SealResult, sealDraft } from '../../../offline/seal-draft.ts';
import { canSeal } from '../../../offline/seal-pieces.ts';
import { StorageFault } from '../../../offline/storage-fault.ts';
import { makeTracking, type Tracking } from '../../../offline/tracking.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { CodeDisplay } from '../../../ui/code-display/code-display.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { SendIcon } from '../../../ui/icon/icon.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { navigate } from '../../shell/navigate.ts';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useRules } from '../../shell/use-rules.ts';
import { useStored } from '../../shell/use-stored.ts';
import { CodeWays } from '../flow/code-ways.tsx';
import { flushDrafts, letGoOfDraft } from '../flow/draft-sessions.ts';
import { pathOfStep } from '../flow/slugs.ts';

/** What was typed last is on the disk first; then nothing saves this draft any more but the sealing. */
async function open(draftId: string): Promise<Draft | undefined> {
  if (!(await flushDrafts()))
    throw new StorageFault('unavailable', new Error('the draft could not be saved'));
  letGoOfDraft(draftId);
  return await readDraft(draftId);
}

export const NOTED_ID = 'code-noted';

export interface SealViewProps {
  draftId: string;
  /** Sealing was asked for so often without the code being noted; 0: it is noted. */
  onUnnoted: (attempts: number) => void;
}

export function SealView({ draftId, onUnnoted }: SealViewProps) {
  const { t } = useTexts();
  const stored = useStored(useCallback(() => open(draftId), [draftId]));
  const rules = useRules();
  if (stored.state === 'unreadable') return <Unreadable />;
  if (stored.state === 'loading') return <p>{t('sealed.opening')}</p>;
  const draft = stored.value;
  if (!draft) return <p>{t('flow.missing.body')}</p>;
  if (firstOpenStep(draft.answers, rules) !== undefined)
    return (
      <StatusBanner kind="problem" title={t('flow.send.notReady')}>
        <p>{t('flow.send.notReadyBody')}</p>
        <p>
          <Link href={pathOfStep(draftId, 'review')} kind="standalone">
            {t('flow.send.toReview')}
          </Link>
        </p>
      </StatusBanner>
    );
  return <Ready draft={draft} onUnnoted={onUnnoted} />;
}

type Part = { draft: Draft } & Pick<SealViewProps, 'onUnnoted'>;

function Ready({ draft, onUnnoted }: Part) {
  const { t } = useTexts();
  const isPossible = useAsked(canSeal);
  const made = useAsked(makeTracking);
  // One that was shown before is the one that was written down.
  const tracking = draft.tracking ?? made;
  if (isPossible === null || made === null) return <Unreadable />;
  if (isPossible === false)
    return (
      <StatusBanner kind="problem" title={t('sealed.noKeyTitle')}>
        <p>{t('sealed.noKeyBody')}</p>
      </StatusBanner>
    );
  if (!tracking || !isPossible) return <p>{t('flow.send.makingCode')}</p>;
  const groups = groupTrackingCode(tracking.code);
  return (
    <>
      <p>{t('sealed.codeLead')}</p>
      <CodeDisplay
        groups={groups}
        label={t('flow.send.codeLabel')}
        spokenLabel={t('flow.send.codeSpokenLabel')}
      />
      <p>{t('flow.send.codeSecret')}</p>
      <Details summary={t('sealed.otherWays')}>
        <p>{t('sealed.otherWaysBody')}</p>
        <CodeWays groups={groups} />
      </Details>
      <SealForm draft={draft} tracking={tracking} onUnnoted={onUnnoted} />
    </>
  );
}

type Refusal = Extract<SealResult, { ok: false }>['reason'];
type Failure = Exclude<Refusal, 'violations' | 'incomplete'>;

function SealForm({ draft, tracking, onUnnoted }: Part & { tracking: Tracking }) {
  const { t, locale } = useTexts();
  const announce = useAnnounce();
  const rules = useRules();
  const [isNoted, setIsNoted] = useState(false);
  const [mayBeCarried, setMayBeCarried] = useState(false);
  const [unnoted, setUnnoted] = useState(0);
  const [state, setState] = useState<'ready' | 'working' | Failure>('ready');
  // A second press may come before the first has been painted.
  const isWorking = useRef(false);

  const complain = (attempts: number): void => {
    setUnnoted(attempts);
    onUnnoted(attempts);
  };
  const explain = (reason: Refusal): void => {
    isWorking.current = false;
    if (reason === 'violations' || reason === 'incomplete') {
      // Where files are chosen it is told what is not there yet (media/held.tsx).
      const [page, thenReview] =
        reason === 'violations' ? (['review', false] as const) : (['text', true] as const);
      navigate(pathOfStep(draft.id, page, { thenReview }));
      return;
    }
    setState(reason);
    announce(t(`sealed.failed.${reason}`), { assertive: true });
  };
  const seal = async (): Promise<void> => {
    if (isWorking.current) return;
    if (!isNoted) return complain(unnoted + 1);
    isWorking.current = true;
    setState('working');
    const hasEnded = announceIfSlow(announce, t('sealed.working'));
    try {
      const result = await sealDraft(draft, { locale, rules, tracking, mayBeCarried });
      if (result.ok) {
        announce(t('sealed.done'));
        navigate('/gizli/', { replace: true });
      } else explain(result.reason);
    } catch (error) {
      explain('unavailable');
      throw error;
    } finally {
      hasEnded();
    }
  };

  return (
    <section data-print="no">
      <h2>{t('sealed.sealHeading')}</h2>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void seal();
        }}
      >
        <p>{t('flow.send.declaration')}</p>
        <p>{t('sealed.after')}</p>
        {state !== 'ready' && state !== 'working' && (
          <StatusBanner kind="problem" title={t('sealed.failedTitle')}>
            <p>{t(`sealed.failed.${state}`)}</p>
          </StatusBanner>
        )}
        <Checkbox
          id={NOTED_ID}
          label={t('sealed.noted')}
          error={unnoted > 0 ? t('sealed.failed.not-noted') : undefined}
          errorPrefix={t('ui.errorPrefix')}
          isChecked={isNoted}
          isRequired
          onChange={(isChecked) => {
            setIsNoted(isChecked);
            if (isChecked) complain(0);
          }}
        />
        <Checkbox
          id="may-be-carried"
          label={t('sealed.mayBeCarried')}
          hint={t('sealed.mayBeCarriedHint')}
          isChecked={mayBeCarried}
          onChange={setMayBeCarried}
        />
        <div class="actions">
          <Button kind="primary" type="submit" icon={<SendIcon />} isDisabled={state === 'working'}>
            {t('sealed.seal')}
          </Button>
          <Link href={pathOfStep(draft.id, 'review')}>{t('flow.send.toReview')}</Link>
        </div>
        {state === 'working' && <p>{t('sealed.working')}</p>}
      </form>
    </section>
  );
}

/** Asks once for something that takes a while. @returns undefined until it is there, null where it cannot be had */
function useAsked<Value>(ask: () => Promise<Value>): Value | null | undefined {
  const [value, setValue] = useState<Value | null>();
  useEffect(() => {
    ask().then(setValue, () => setValue(null));
  }, [ask]);
  return value;
}
