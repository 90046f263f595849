// Two ways to give a file away, by the same press: sharing and saving. It is made at the first press, and kept for the next.

import { useRef, useState } from 'preact/hooks';
import { StorageFault } from '../../../offline/storage-fault.ts';
import { Button } from '../../../ui/button/button.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { canShare, type FileToGive, save, share, shareable } from './give-file.ts';

interface GiveButtonsProps {
  /** @returns undefined where there is nothing to give any more */
  make: () => Promise<FileToGive | undefined>;
  /** Names what is given, for who hears the buttons without what stands above them. */
  describedBy: string;
  isPrimary?: boolean;
}

type Said = 'making' | 'shared' | 'again' | 'failed' | 'saved' | 'gone';

export function GiveButtons({ make, describedBy, isPrimary = false }: GiveButtonsProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [said, setSaid] = useState<Said>();
  const made = useRef<File>(undefined);
  const isWorking = useRef(false);

  const say = (what: Exclude<Said, 'making'> | undefined): void => {
    setSaid(what);
    if (what) announce(t(`courier.give.${what}`));
  };
  const work = async (act: () => Promise<Exclude<Said, 'making'> | undefined>): Promise<void> => {
    if (isWorking.current) return;
    isWorking.current = true;
    setSaid('making');
    const hasEnded = announceIfSlow(announce, t('courier.give.making'));
    try {
      say(await act());
    } catch (error) {
      say('failed');
      if (!(error instanceof StorageFault)) throw error;
    } finally {
      isWorking.current = false;
      hasEnded();
    }
  };
  const onShare = () =>
    work(async () => {
      if (!made.current) {
        const given = await make();
        if (!given) return 'gone';
        made.current = await shareable(given);
      }
      const ended = await share(made.current);
      // Made anew next time: meanwhile there may be more to give.
      if (ended !== 'again') made.current = undefined;
      return ended === 'cancelled' ? undefined : ended;
    });
  const onSave = () =>
    work(async () => {
      const given = await make();
      if (!given) return 'gone';
      save(given);
      return 'saved';
    });

  const isSharing = canShare();
  return (
    <>
      <div class="actions">
        {isSharing && (
          <Button
            kind={isPrimary ? 'primary' : 'secondary'}
            describedBy={describedBy}
            onPress={() => void onShare()}
          >
            {t('courier.give.share')}
          </Button>
        )}
        <Button
          kind={isPrimary && !isSharing ? 'primary' : 'secondary'}
          describedBy={describedBy}
          onPress={() => void onSave()}
        >
          {t('courier.give.save')}
        </Button>
      </div>
      {said && <p>{t(`courier.give.${said}`)}</p>}
    </>
  );
}
