// Language, look and reading, and what is kept on this device and how safely; the rest comes with what is large (src/citizen/media).

import { useCallback, useEffect, useState } from 'preact/hooks';
import { listDrafts } from '../../../offline/drafts.ts';
import { listEntries } from '../../../offline/outbox.ts';
import { askPersistence, isPersistent } from '../../../offline/storage.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useNote } from '../../../ui/live-region/use-note.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import type { PageModule } from '../../shell/page.ts';
import { StorageNotices } from '../../shell/storage-notices.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useMedia } from '../../shell/use-brought.ts';
import { useKeptFocus } from '../../shell/use-kept-focus.ts';
import { useStored } from '../../shell/use-stored.ts';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';
import { ReadingSettings } from './reading-settings.tsx';

export const title: PageModule['title'] = (t) => t('settings.title');

export function Page() {
  const { t } = useTexts();
  const media = useMedia();
  return (
    <>
      <PageHeading>{t('settings.heading')}</PageHeading>
      <WithoutScript need="settings" />
      <LanguageChoice pathname="/ayarlar/" />
      <StorageNotices />
      <WhenReady>
        <ReadingSettings />
        <StorageSection />
        {media && <media.MediaSettings headingLevel={2} />}
      </WhenReady>
    </>
  );
}

function StorageSection() {
  const { t } = useTexts();
  const [note, say] = useNote();
  const counts = useStored(useCallback(countStored, []));
  const [isSafe, setIsSafe] = useState<boolean>();
  const part = useKeptFocus();
  const announce = useAnnounce();

  useEffect(() => {
    void isPersistent().then(setIsSafe);
  }, []);

  const ask = async (): Promise<void> => {
    const isGranted = await askPersistence();
    setIsSafe(isGranted);
    // What it is now stands there, and the button has gone.
    if (isGranted) announce(t('settings.persistent'));
    say(isGranted ? '' : t('settings.persistRefused'));
  };

  return (
    <section ref={part}>
      <h2 tabIndex={-1}>{t('settings.storageHeading')}</h2>
      {counts.state === 'unreadable' && <Unreadable />}
      {counts.state === 'ready' && <p>{t('settings.storage', counts.value)}</p>}
      {isSafe !== undefined && <p>{t(isSafe ? 'settings.persistent' : 'settings.notPersistent')}</p>}
      {isSafe === false && (
        <Button kind="secondary" onPress={() => void ask()}>
          {t('settings.persist')}
        </Button>
      )}
      {note && <p>{note}</p>}
    </section>
  );
}

async function countStored(): Promise<{ drafts: number; waiting: number; received: number }> {
  const [drafts, entries] = await Promise.all([listDrafts(), listEntries()]);
  const received = entries.filter(({ status }) => status.state === 'received').length;
  return { drafts: drafts.length, waiting: entries.length - received, received };
}
