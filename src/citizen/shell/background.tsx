// What is seen and heard of the work behind every page: applications received or refused, new answers, and the offer of
// a new version. Loaded when the first screen is already usable. Each event is spoken once, by the live region; the
// banner is what can still be read afterwards, so it is no live region of its own and takes no focus.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { useShiftExit } from '../../ui/exit-page/use-shift-exit.ts';
import { announceIfSlow } from '../../ui/live-region/announce-if-slow.ts';
import { type AnnounceOptions, useAnnounce } from '../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { type BackgroundWork, startBackgroundWork } from './background-work.ts';
import { copyEmergencyPhone } from './emergency-phone-copy.ts';
import { exit, finishDiscard } from './exit.ts';
import { MissingNotice, useMissing } from './missing-notice.tsx';
import { addNews, dropShown, findPlace, type Happening, type News } from './news.ts';
import type { Location } from './router.ts';
import { useTexts } from './texts.tsx';
import './background.css';

export function Background({ location: { pathname, route } }: { location: Location }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [work, setWork] = useState<BackgroundWork>();
  const [news, setNews] = useState<News[]>([]);
  const [hasNewVersion, setHasNewVersion] = useState(false);
  /** Of the press on the offer. */
  const [taking, setTaking] = useState<'status.newVersionComing' | 'status.newVersionNotNow'>();
  const [absent, closeAbsent] = useMissing();
  useShiftExit({ pressesLeft: (count) => t('exit.pressesLeft', { count }), onExit: exit });

  const tell = async (happening: Happening, text: string, options?: AnnounceOptions): Promise<void> => {
    announce(text, options);
    const href = await findPlace(happening);
    setNews((all) => addNews(all, { text, href }));
  };
  const latest = useRef({ tell, t });
  latest.current = { tell, t };

  useEffect(() => {
    // A store that cannot be read now is asked again at the next start.
    finishDiscard().catch(() => undefined);
    const started = startBackgroundWork({
      onReceived: (number) =>
        void latest.current.tell(
          { kind: 'received', number },
          latest.current.t('status.received', { number }),
        ),
      onRefused: () =>
        void latest.current.tell({ kind: 'refused' }, latest.current.t('status.refused'), {
          assertive: true,
        }),
      onAsking: () =>
        void latest.current.tell({ kind: 'asking' }, latest.current.t('status.asking'), { assertive: true }),
      onNewReply: () => void latest.current.tell({ kind: 'newReply' }, latest.current.t('status.newReply')),
      onNewVersion: () => setHasNewVersion(true),
    });
    setWork(started);
    return () => started.stop();
  }, []);
  useEffect(copyEmergencyPhone, []);

  const unseen = dropShown(news, pathname);
  useEffect(() => {
    if (unseen !== news) setNews(unseen);
  }, [unseen, news]);

  const take = async (): Promise<void> => {
    setTaking('status.newVersionComing');
    const hasEnded = announceIfSlow(announce, t('status.newVersionComing'));
    // Then the page is loaded anew.
    if (await work?.useNewVersion()) return;
    hasEnded();
    setTaking('status.newVersionNotNow');
    announce(t('status.newVersionNotNow'), { assertive: true });
  };

  // A new version never interrupts writing: it is offered on the quiet pages only. Of what is being sent the press waits for
  // the end, so that the button does not go away under a finger, or with the focus, whenever something is due.
  const isWriting = route.pattern.startsWith('/basvuru/:');
  const offersVersion = hasNewVersion && !isWriting;
  if (unseen.length === 0 && !offersVersion && absent.length === 0) return null;
  return (
    <div class="background" data-print="no">
      {unseen.length > 0 && <NewsBanner news={unseen} onClose={andToContent(() => setNews([]))} />}
      {absent.length > 0 && <MissingNotice absent={absent} onClose={andToContent(closeAbsent)} />}
      {offersVersion && (
        <aside class="background-version" aria-label={t('status.newVersionTitle')}>
          <p>{t('status.newVersion')}</p>
          <Button kind="secondary" onPress={() => void take()}>
            {t('status.useNewVersion')}
          </Button>
          {taking && <p>{t(taking)}</p>}
        </aside>
      )}
    </div>
  );
}

/** The button goes away under the reader's hands: they stand at the beginning of the page's content then. */
const andToContent = (close: () => void) => (): void => {
  document.getElementById('main')?.focus({ preventScroll: true });
  close();
};

function NewsBanner({ news, onClose }: { news: readonly News[]; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <aside aria-label={t('status.newsTitle')}>
      <StatusBanner kind="info" title={t('status.newsTitle')}>
        <ul class="background-news">
          {news.map(({ text, href }) => (
            <li key={`${href} ${text}`}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
        <div>
          <Button kind="secondary" onPress={onClose}>
            {t('status.newsClose')}
          </Button>
        </div>
      </StatusBanner>
    </aside>
  );
}
