// Ways to keep a tracking code: copy, share, print, hear. Every way says what it did; none is needed to go on.

import { useEffect, useRef, useState } from 'preact/hooks';
import { LANGUAGE_TAGS } from '../../../i18n/locale.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CopyIcon, PrintIcon, ShareIcon, SpeakerIcon } from '../../../ui/icon/icon.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { findVoice } from '../../shell/speech.ts';
import { useTexts } from '../../shell/texts.tsx';
import { speakCode } from './speak-code.ts';

export interface CodeWaysProps {
  groups: readonly string[];
  /** Absent: the page, which shows the code on paper. */
  print?: () => void;
}

export function CodeWays({ groups, print = () => window.print() }: CodeWaysProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [note, setNote] = useState<string>();
  const canShare = typeof navigator.share === 'function';
  const code = groups.join(' ');

  const say = (text: string): void => {
    setNote(text);
    announce(text);
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      say(t('flow.send.copied'));
    } catch {
      // No permission, or no clipboard on a page without TLS.
      say(t('flow.send.copyFailed'));
    }
  };
  const share = async (): Promise<void> => {
    try {
      await navigator.share({ title: t('flow.send.shareTitle'), text: t('flow.send.shareText', { code }) });
    } catch (error) {
      // Closing the sheet of apps is the citizen's choice, no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) say(t('flow.send.shareFailed'));
    }
  };

  return (
    <div class="stack" data-print="no">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and these are no fields. */}
      <div class="actions" role="group" aria-label={t('flow.send.codeWays')}>
        <Button kind="secondary" icon={<CopyIcon />} onPress={() => void copy()}>
          {t('flow.send.copy')}
        </Button>
        {canShare && (
          <Button kind="secondary" icon={<ShareIcon />} onPress={() => void share()}>
            {t('flow.send.share')}
          </Button>
        )}
        <Button kind="secondary" icon={<PrintIcon />} onPress={print}>
          {t('flow.send.print')}
        </Button>
        <HearButton groups={groups} say={say} />
      </div>
      {note && <p>{note}</p>}
    </div>
  );
}

function HearButton({ groups, say }: { groups: readonly string[]; say: (text: string) => void }) {
  const { t, locale } = useTexts();
  const [isSpeaking, setIsSpeaking] = useState(false);
  const isGone = useRef(false);
  const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : undefined;

  useEffect(
    () => () => {
      isGone.current = true;
      synthesis?.cancel();
    },
    [synthesis],
  );

  const hear = async (): Promise<void> => {
    const voice = synthesis && (await findVoice(synthesis, LANGUAGE_TAGS[locale]));
    if (isGone.current) return;
    if (!synthesis || !voice) return say(t('flow.send.noVoice'));
    setIsSpeaking(true);
    await speakCode(groups, voice, synthesis);
    if (!isGone.current) setIsSpeaking(false);
  };

  return (
    <Button
      kind="secondary"
      icon={<SpeakerIcon />}
      onPress={isSpeaking ? () => synthesis?.cancel() : () => void hear()}
    >
      {t(isSpeaking ? 'flow.send.stop' : 'flow.send.hear')}
    </Button>
  );
}
