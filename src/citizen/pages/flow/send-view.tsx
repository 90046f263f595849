// The last page. The tracking code is made here, once, and shown before anything is sent; then "Gönder" moves the
// draft into the outbox, from where it goes by itself.

import { useEffect, useRef, useState } from 'preact/hooks';
import { firstOpenStep } from '../../../domain/completeness.ts';
import { groupTrackingCode } from '../../../domain/tracking-code.ts';
import { sendDraft } from '../../../offline/outbox.ts';
import { makeTracking } from '../../../offline/tracking.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CodeDisplay } from '../../../ui/code-display/code-display.tsx';
import { SendIcon } from '../../../ui/icon/icon.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { navigate } from '../../shell/navigate.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useRules } from '../../shell/use-rules.ts';
import { CodeWays } from './code-ways.tsx';
import type { FlowViewProps } from './flow-view.ts';
import { LeaveLink } from './leave-link.tsx';
import { isPrivate, privatePath } from './private-way.ts';
import { pathOfStep } from './slugs.ts';
import type { OpenDraft } from './use-flow-draft.ts';

export function SendView({ flow }: FlowViewProps) {
  const { t } = useTexts();
  const rules = useRules();
  const { draft } = flow;
  const isReady = firstOpenStep(draft.answers, rules) === undefined;
  const { hasFailed, again } = useTrackingCode(flow, isReady && !isPrivate());

  if (!isReady) {
    return (
      <StatusBanner kind="problem" title={t('flow.send.notReady')}>
        <p>{t('flow.send.notReadyBody')}</p>
        <p>
          <Link href={pathOfStep(draft.id, 'review')} kind="standalone">
            {t('flow.send.toReview')}
          </Link>
        </p>
      </StatusBanner>
    );
  }
  if (isPrivate())
    return (
      <Link href={privatePath(draft.id)} kind="standalone">
        {t('settings.private')}
      </Link>
    );
  if (hasFailed) {
    return (
      <StatusBanner kind="problem" title={t('flow.send.codeFailed')}>
        <p>{t('flow.send.codeFailedBody')}</p>
        <Button kind="secondary" onPress={again}>
          {t('flow.send.tryAgain')}
        </Button>
      </StatusBanner>
    );
  }
  if (!draft.tracking) return <p>{t('flow.send.makingCode')}</p>;
  const groups = groupTrackingCode(draft.tracking.code);
  return (
    <>
      <CodeDisplay
        groups={groups}
        label={t('flow.send.codeLabel')}
        spokenLabel={t('flow.send.codeSpokenLabel')}
      />
      <p>{t('flow.send.codePurpose')}</p>
      <p>{t('flow.send.codeSecret')}</p>
      <p class="flow-print-only">{t('flow.send.codeAddress', { address: `${location.host}/takip/` })}</p>
      <CodeWays groups={groups} />
      <SendForm flow={flow} />
    </>
  );
}

function SendForm({ flow }: { flow: OpenDraft }) {
  const { t, locale } = useTexts();
  const announce = useAnnounce();
  const rules = useRules();
  const [state, setState] = useState<'ready' | 'working' | 'quota' | 'unavailable'>('ready');
  // A second press may come before the first has been painted.
  const isWorking = useRef(false);

  const send = async (): Promise<void> => {
    if (isWorking.current) return;
    isWorking.current = true;
    setState('working');
    const hasEnded = announceIfSlow(announce, t('flow.send.working'));
    try {
      await flow.flush();
      const result = await sendDraft(flow.view().draft, { locale, rules });
      if (result.ok) {
        flow.letGo();
        announce(t('outbox.waiting'));
        navigate(`/basvurularim/${result.entry.id}/`, { replace: true });
      } else explain(result.reason);
    } catch (error) {
      explain('unavailable');
      throw error;
    } finally {
      hasEnded();
    }
  };
  const explain = (reason: 'violations' | 'incomplete' | 'gone' | 'quota' | 'unavailable'): void => {
    isWorking.current = false;
    if (reason === 'gone') {
      setState('ready');
      // The page says what another tab has done, and what can be done about it.
      void flow.lookElsewhere();
      return;
    }
    if (reason === 'violations' || reason === 'incomplete') {
      // Where files are chosen it is told what is not there yet (media/held.tsx).
      const [page, thenReview] =
        reason === 'violations' ? (['review', false] as const) : (['text', true] as const);
      navigate(pathOfStep(flow.draft.id, page, { thenReview }));
      return;
    }
    setState(reason);
    announce(t(`flow.send.${reason}Title`), { assertive: true });
  };

  return (
    <section data-print="no">
      <h2>{t('flow.send.sendHeading')}</h2>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t('flow.send.declaration')}</p>
        <p>{t('flow.send.offline')}</p>
        {(state === 'quota' || state === 'unavailable') && (
          <StatusBanner kind="problem" title={t(`flow.send.${state}Title`)}>
            <p>{t(`flow.send.${state}Body`)}</p>
          </StatusBanner>
        )}
        <div class="actions">
          <Button kind="primary" type="submit" icon={<SendIcon />} isDisabled={state === 'working'}>
            {t('flow.send.button')}
          </Button>
          <Link href={privatePath(flow.draft.id)}>{t('settings.private')}</Link>
          <LeaveLink flow={flow} />
        </div>
        {state === 'working' && <p>{t('flow.send.working')}</p>}
      </form>
    </section>
  );
}

/** Makes the draft's tracking code when it is complete and has none. */
function useTrackingCode(flow: OpenDraft, isReady: boolean): { hasFailed: boolean; again: () => void } {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [hasFailed, setHasFailed] = useState(false);
  const isMaking = useRef(false);
  const isNeeded = isReady && !flow.draft.tracking && !hasFailed;
  const newest = useRef(flow);
  newest.current = flow;

  useEffect(() => {
    if (!isNeeded || isMaking.current) return;
    isMaking.current = true;
    const make = async (): Promise<void> => {
      try {
        newest.current.keepTracking(await makeTracking());
        // On the disk before anyone writes it down.
        await newest.current.flush();
      } catch {
        setHasFailed(true);
        announce(t('flow.send.codeFailed'), { assertive: true });
      } finally {
        isMaking.current = false;
      }
    };
    void make();
  }, [isNeeded, announce, t]);

  return { hasFailed, again: () => setHasFailed(false) };
}
