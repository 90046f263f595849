// "Bu sayfayı dinle": reads the page from its heading on, paragraph by paragraph, and shows which one is being read.
// Loaded for those who chose it. In a language without a voice nothing is read and the reason is said.

import { useEffect, useRef, useState } from 'preact/hooks';
import { LANGUAGE_TAGS } from '../../i18n/locale.ts';
import { Button } from '../../ui/button/button.tsx';
import { SpeakerIcon } from '../../ui/icon/icon.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { collectPassages } from './passages.ts';
import { findVoice, speak } from './speech.ts';
import { useTexts } from './texts.tsx';
import './read-aloud.css';

export function ReadAloud({ pathname }: { pathname: string }) {
  const { t, locale } = useTexts();
  const announce = useAnnounce();
  const [isReading, setIsReading] = useState(false);
  const [hasNoVoice, setHasNoVoice] = useState(false);
  const stop = useRef<() => void>(() => undefined);

  // Another page ends the reading of this one.
  useEffect(() => () => stop.current(), [pathname]);

  const read = async (): Promise<void> => {
    const main = document.querySelector('main');
    const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : undefined;
    const voice = synthesis && (await findVoice(synthesis, LANGUAGE_TAGS[locale]));
    setHasNoVoice(!voice);
    if (!synthesis || !voice || !main) return announce(t('aloud.noVoice'));
    const reading = speak(collectPassages(main), voice, synthesis);
    stop.current = reading.stop;
    setIsReading(true);
    await reading.ended;
    setIsReading(false);
  };

  return (
    <div class="read-aloud" data-print="no" data-read="no">
      <Button icon={<SpeakerIcon />} onPress={isReading ? () => stop.current() : () => void read()}>
        {t(isReading ? 'aloud.stop' : 'aloud.listen')}
      </Button>
      {hasNoVoice && <p>{t('aloud.noVoice')}</p>}
    </div>
  );
}
