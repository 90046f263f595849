// Adding the app to the home screen: how, and where the browser offers it, a button. The button goes with the offer, and what
// became of it is said.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { offeredInstall } from '../shell/install-offer.ts';
import { useTexts } from '../shell/texts.tsx';
import { useKeptFocus } from '../shell/use-kept-focus.ts';

export function InstallSection() {
  const { t } = useTexts();
  const [note, say] = useNote();
  const [offer, setOffer] = useState(offeredInstall);
  const part = useKeptFocus();
  const ask = async (): Promise<void> => {
    const isAccepted = await offer?.();
    setOffer(undefined);
    say(t(isAccepted ? 'media.settings.installing' : 'media.settings.notInstalled'));
  };
  return (
    <section ref={part}>
      <h2 tabIndex={-1}>{t('media.settings.installHeading')}</h2>
      <p>{t('media.settings.installHint')}</p>
      {offer && (
        <Button kind="secondary" onPress={() => void ask()}>
          {t('media.settings.install')}
        </Button>
      )}
      {note && <p>{note}</p>}
    </section>
  );
}
