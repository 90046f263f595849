// Plays a sign video or sound of an answer out of the memory: the browser's own controls, and beside them one button in words,
// the same for play and pause, and the speed. Nothing plays by itself.

import { useMemo, useRef, useState } from 'preact/hooks';
import type { AnswerMediaKind } from '../../domain/answer-in-kind.ts';
import type { Cue } from '../../domain/cue.ts';
import { formatWebvtt } from '../../domain/webvtt.ts';
import type { PlayableMedium } from '../../offline/kept-answers.ts';
import { Button } from '../../ui/button/button.tsx';
import { Select } from '../../ui/select/select.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useObjectUrl } from './use-object-url.ts';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export interface AnswerPlayerProps {
  /** Of the button that plays. */
  id: string;
  kind: AnswerMediaKind;
  /** Names player and buttons. */
  name: string;
  playable: PlayableMedium;
  captions: readonly Cue[] | undefined;
  /** Neither this form nor what came of it can be played here. */
  onBroken: () => void;
}

export function AnswerPlayer({ id, kind, name, playable, captions, onBroken }: AnswerPlayerProps) {
  const { t, tag } = useTexts();
  const media = useRef<HTMLVideoElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState('1');
  const source = useObjectUrl(playable.bytes, playable.mediaType);
  const poster = useObjectUrl(playable.poster && [playable.poster], 'image/jpeg');
  const written = useMemo(() => captions && [formatWebvtt(captions)], [captions]);
  const track = useObjectUrl(written, 'text/vtt');

  const applySpeed = (value: string): void => {
    if (!media.current) return;
    media.current.defaultPlaybackRate = Number(value);
    media.current.playbackRate = Number(value);
  };
  const toggle = async (): Promise<void> => {
    const element = media.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    try {
      await element.play();
    } catch (error) {
      // A pause that came first is no fault.
      if (!(error instanceof DOMException && error.name === 'AbortError')) onBroken();
    }
  };
  const speedInWords = (times: number): string =>
    times === 1
      ? t('media.answer.speed.normal')
      : t('media.answer.speed.times', { times: new Intl.NumberFormat(tag).format(times) });

  const Element = kind === 'audio' ? 'audio' : 'video';
  return (
    <div class="media-player answer-player" data-print="no">
      <Element
        class={kind === 'audio' ? 'answer-audio' : 'media-video'}
        ref={media}
        src={source}
        poster={kind === 'audio' ? undefined : poster}
        controls
        playsInline
        preload="auto"
        aria-label={name}
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setIsPlaying(false)}
        onLoadedMetadata={() => applySpeed(speed)}
        onError={() => source !== undefined && onBroken()}
      >
        {track !== undefined && (
          <track kind="captions" src={track} srcLang="tr" label={t('media.answer.captions')} default />
        )}
      </Element>
      <Button id={id} onPress={() => void toggle()}>
        {t(isPlaying ? 'media.player.pause' : 'media.player.play')}
        <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
      </Button>
      <Select
        id={`${id}-speed`}
        label={t('media.answer.speed')}
        value={speed}
        maxWidth="short"
        options={SPEEDS.map((times) => ({ value: String(times), label: speedInWords(times) }))}
        onChange={(value) => {
          setSpeed(value);
          applySpeed(value);
        }}
      />
    </div>
  );
}
