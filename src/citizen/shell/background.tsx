// What is seen and heard of the work behind every page: applications received or refused, new answers, and the offer of
// a new version. Loaded when the first screen is already usable.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { type BackgroundWork, startBackgroundWork } from './background-work.ts';
import { useTexts } from './texts.tsx';

export function Background({ isWriting }: { isWriting: boolean }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [work, setWork] = useState<BackgroundWork>();
  const [hasNewVersion, setHasNewVersion] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  const say = useRef({ announce, t });
  say.current = { announce, t };

  useEffect(() => {
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

  const take = async (): Promise<void> => {
    const isTaken = (await work?.useNewVersion()) ?? true;
    setIsRefused(!isTaken);
    if (!isTaken) announce(t('status.newVersionNotNow'), { assertive: true });
  };

  // A new version never interrupts writing or sending: it is offered on the quiet pages only.
  if (!hasNewVersion || isWriting || isSending) return null;
  return (
    <aside class="shell-update" aria-label={t('status.newVersionTitle')}>
      <p>{t('status.newVersion')}</p>
      <Button kind="secondary" onPress={() => void take()}>
        {t('status.useNewVersion')}
      </Button>
      {isRefused && <p>{t('status.newVersionNotNow')}</p>}
    </aside>
  );
}
