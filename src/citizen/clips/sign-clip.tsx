// One clip in sign language: closed it is a button in words, open a picture with its controls. Nothing moves before somebody
// asks for it, and nothing is brought before that but the picture. All is done by buttons and lists of the keyboard.

import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Cue } from '../../domain/cue.ts';
import type { SignClip as Clip } from '../../domain/sign-clip-wire.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../i18n/figures.ts';
import { Button } from '../../ui/button/button.tsx';
import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { Select } from '../../ui/select/select.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../shell/texts.tsx';
import { CLIP_SPEEDS, type ClipChoices, changeChoices } from './clip-choices.ts';
import { sourceOf } from './clip-store.ts';
import { useClipFile } from './use-clip-file.ts';

const BACK_SECONDS = 5;

export interface SignClipProps {
  clip: Clip;
  /** Which question it is for, where a page asks several. */
  name: string | undefined;
  choices: ClipChoices;
}

export function SignClip({ clip, name, choices }: SignClipProps) {
  const { t, tag } = useTexts();
  const [isOpen, setIsOpen] = useState(choices.isFirst);
  const source = sourceOf(clip);
  if (!source) return null;
  const facts = [
    ...(clip.durationMs ? [durationInWords(clip.durationMs, t)] : []),
    sizeInWords(source.byteLength, tag),
  ];
  return (
    <section class="clip" aria-label={name ?? t('media.clip.name')}>
      {name && <p class="clip-name">{name}</p>}
      {/* One button, whose words change: the focus stays on it. */}
      <p>
        <Button onPress={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'media.clip.close' : 'media.clip.watch')}
          {name && <VisuallyHidden>{`: ${name}`}</VisuallyHidden>}
        </Button>{' '}
        <span class="clip-facts">{factsInWords(facts, t)}</span>
      </p>
      {isOpen && <OpenClip clip={clip} name={name ?? t('media.clip.name')} choices={choices} />}
    </section>
  );
}

function OpenClip({ clip, name, choices }: { clip: Clip; name: string; choices: ClipChoices }) {
  const { t } = useTexts();
  const [note, say] = useNote();
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const file = useClipFile(clip);
  const { captions = [] } = clip;

  // A film that is opened goes back to its default speed: so the default is the chosen one.
  useLayoutEffect(() => {
    if (!video.current) return;
    video.current.defaultPlaybackRate = choices.speed;
    video.current.playbackRate = choices.speed;
  }, [choices.speed]);

  const play = async (): Promise<void> => {
    say('');
    const element = video.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    const url = await file.bring();
    if (url === undefined) return say(t('media.clip.failed'));
    if (element.src !== url) element.src = url;
    // Where the browser wants another press, the button says "play" still.
    await element.play().catch(() => undefined);
  };
  const jump = (seconds: number): void => {
    if (video.current) video.current.currentTime = Math.max(0, seconds);
  };
  return (
    <div class="clip-open">
      {/* The section around it has its name; without sound and controls of its own it has nothing for ears or fingers. Its
          captions stand below, in the size of the page's text. */}
      <div aria-hidden="true">
        <video
          ref={video}
          class={choices.isLarge ? 'clip-video clip-large' : 'clip-video'}
          muted
          playsInline
          preload="none"
          poster={file.poster}
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
          onEnded={() => setIsPlaying(false)}
          onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * 1000)}
          onError={() => file.url !== undefined && say(t('media.clip.failed'))}
        />
      </div>
      {choices.hasCaptions && captions.length > 0 && (
        <p class="clip-caption" dir="auto" lang="tr">
          {captionAt(captions, atMs)}
        </p>
      )}
      <div class="actions">
        <Button kind="primary" onPress={() => void play()} isDisabled={file.percent !== undefined}>
          {file.percent === undefined
            ? t(isPlaying ? 'media.player.pause' : 'media.player.play')
            : t('media.clip.loading', { percent: file.percent })}
          <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
        </Button>
        {file.url !== undefined && (
          <>
            <Button onPress={() => jump((video.current?.currentTime ?? 0) - BACK_SECONDS)}>
              {t('media.clip.back')}
            </Button>
            <Button onPress={() => jump(0)}>{t('media.clip.start')}</Button>
          </>
        )}
      </div>
      {note && <p>{note}</p>}
      <ClipControls hasCaptions={captions.length > 0} choices={choices} />
    </div>
  );
}

function ClipControls({ hasCaptions, choices }: { hasCaptions: boolean; choices: ClipChoices }) {
  const { t, tag } = useTexts();
  const number = new Intl.NumberFormat(tag);
  // A page may have several clips open.
  const id = useId();
  return (
    <div class="clip-controls">
      <Select
        id={`${id}-speed`}
        label={t('media.clip.speed')}
        errorPrefix={t('ui.errorPrefix')}
        maxWidth="short"
        autocomplete="off"
        value={String(choices.speed)}
        options={CLIP_SPEEDS.map((speed) => ({
          value: String(speed),
          label: t('media.clip.rate', { rate: number.format(speed) }),
        }))}
        onChange={(speed) => changeChoices({ speed: Number(speed) })}
      />
      <Checkbox
        id={`${id}-large`}
        label={t('media.clip.large')}
        isChecked={choices.isLarge}
        onChange={(isLarge) => changeChoices({ isLarge })}
      />
      {hasCaptions && (
        <Checkbox
          id={`${id}-captions`}
          label={t('media.clip.captions')}
          isChecked={choices.hasCaptions}
          onChange={(isOn) => changeChoices({ hasCaptions: isOn })}
        />
      )}
    </div>
  );
}

/** What is signed at a moment; a space where nothing is, so that the page below does not move. */
function captionAt(captions: readonly Cue[], atMs: number): string {
  return captions.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)?.text ?? '\u00a0';
}
