// What is seen and heard of the work behind every page: applications received or refused, new answers, and the offer of
// a new version. Loaded when the first screen is already usable.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { useShiftExit } from '../../ui/exit-page/use-shift-exit.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { type BackgroundWork, startBackgroundWork } from './background-work.ts';
import { exit, finishDiscard } from './exit.ts';
import { useTexts } from './texts.tsx';

export function Background({ isWriting }: { isWriting: boolean }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [work, setWork] = useState<BackgroundWork>();
  const [hasNewVersion, setHasNewVersion] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const say = useRef({ announce, t });
  say.current = { announce, t };
  useShiftExit({ pressesLeft: (count) => t('exit.pressesLeft', { count }), onExit: exit });

  useEffect(() => {
    // A store that cannot be read now is asked again at the next start.
    finishDiscard().catch(() => undefined);
    const started = startBackgroundWork({
      onReceived: (number) => say.current.announce(say.current.t('status.received', { number })),
      onRefused: () => say.current.announce(say.current.t('status.refused'), { assertive: true }),
      onNewReply: () => say.current.announce(say.current.t('status.newReply')),
      onSending: setIsSending,
      onNewVersion: () => setHasNewVersion(true),
    });
    setWork(started);
    return () => started.stop();
  }, []);

  // A new version never interrupts writing or sending: it is offered on the quiet pages only.
  if (!hasNewVersion || isWriting || isSending) return null;
  return (
    <aside class="shell-update" aria-label={t('status.newVersionTitle')}>
      <p>{t('status.newVersion')}</p>
      <Button kind="secondary" onPress={() => work?.useNewVersion()}>
        {t('status.useNewVersion')}
      </Button>
    </aside>
  );
}
