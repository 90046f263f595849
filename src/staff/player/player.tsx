// The officers' player: play and pause, speed, single pictures, the loop of a part, all by buttons with words and by
// single keys while the focus is in it. The browser's own controls have no loop, no single picture and no words for what
// they do, and each browser's are reached in another way.

import { useId, useRef } from 'preact/hooks';
import type { Cue } from '../../domain/cue.ts';
import { durationInWords } from '../../i18n/figures.ts';
import { SOURCE_LOCALE } from '../../i18n/locale.ts';
import { Button } from '../../ui/button/button.tsx';
import { Details } from '../../ui/details/details.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Slider } from '../../ui/slider/slider.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../shell/texts.tsx';
import { captionAt } from './captions.ts';
import { formatClock } from './clock.ts';
import { COMMANDS, commandOf, type PlayerCommand, type ToolName } from './playback.ts';
import { KeyList, Tools } from './player-tools.tsx';
import { saysAfter } from './spoken.ts';
import type { Playback } from './use-playback.ts';
import './player.css';

export interface PlayerSource {
  src: string;
  /** Media type. */
  type: string;
}

export interface PlayerProps {
  playback: Playback;
  name: string;
  media: 'audio' | 'video';
  sources: readonly PlayerSource[];
  poster?: string | undefined;
  /** As the server measured it, for as long as the browser does not know. */
  durationMs?: number | undefined;
  /** In Turkish, as everything that the office says. */
  captions?: readonly Cue[] | undefined;
  /** Speed, pictures and loop stand open from the start. */
  areToolsOpen?: boolean | undefined;
}

export function Player(props: PlayerProps) {
  const { playback, name, media, captions, areToolsOpen } = props;
  const { t, tag } = useTexts();
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const { isPlaying, atMs, hasFailed } = playback.state;
  const durationMs = playback.state.durationMs ?? props.durationMs;
  const act = useSpokenActs(playback, durationMs);
  const caption = captions && captionAt(captions, atMs);

  const press = (event: KeyboardEvent): void => {
    // A list chooses by letters, a text is written with them.
    if (
      event.target instanceof Element &&
      event.target.matches('select, textarea, input:not([type="range"])')
    ) {
      return;
    }
    const command = commandOf(event);
    if (!command || (event.repeat && command.kind === 'toggle')) return;
    event.preventDefault();
    act(command);
  };
  const button = (command: ToolName) => (
    <Button onPress={() => act(COMMANDS[command])}>{t(`staff.player.${command}`)}</Button>
  );

  return (
    <fieldset class="player" ref={group} onKeyDown={press}>
      <legend class="visually-hidden">{name}</legend>
      <MediaElement {...props} />
      {captions ? (
        <p class="player-caption" lang={SOURCE_LOCALE} aria-hidden="true">
          {caption?.text ?? ''}
        </p>
      ) : null}
      {hasFailed ? <Notice kind="warning">{t('staff.player.failed')}</Notice> : null}
      <div class="cluster">
        <Button onPress={() => act(COMMANDS.toggle)}>
          {t(isPlaying ? 'staff.player.pause' : 'staff.player.play')}
          <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
        </Button>
        {button('back')}
        {button('forward')}
        {media === 'video' && document.fullscreenEnabled ? (
          <Button onPress={() => void toggleFullscreen(group.current)}>{t('staff.player.fullscreen')}</Button>
        ) : null}
      </div>
      <Slider
        id={`${id}-place`}
        label={
          <>
            {t('staff.player.place')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>{' '}
            <span class="player-time" aria-hidden="true">
              {durationMs === undefined
                ? formatClock(atMs, tag)
                : `${formatClock(atMs, tag)} / ${formatClock(durationMs, tag)}`}
            </span>
          </>
        }
        value={Math.round(atMs / 1_000)}
        max={Math.ceil((durationMs ?? atMs) / 1_000)}
        step={1}
        valueText={durationInWords(atMs, t)}
        onInput={(seconds) => playback.seek(seconds * 1_000)}
      />
      <Details summary={t('staff.player.tools')} isOpenAtStart={areToolsOpen}>
        <Tools playback={playback} media={media} button={button} id={id} />
      </Details>
      <Details summary={t('staff.player.keys')}>
        <KeyList hasPictures={media === 'video'} />
      </Details>
    </fieldset>
  );
}

/** The group around it has its name; without controls of its own it has nothing for ears or fingers. */
function MediaElement({ playback, media, sources, poster }: PlayerProps) {
  const children = sources.map(({ src, type }) => <source key={src} src={src} type={type} />);
  return media === 'audio' ? (
    // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it as a transcript, once somebody has written it.
    <audio ref={playback.attach} preload="metadata">
      {children}
    </audio>
  ) : (
    <div class="player-picture" aria-hidden="true">
      {/* biome-ignore lint/a11y/useMediaCaption: captions stand below the picture, where they can be large. */}
      <video class="player-video" ref={playback.attach} playsInline preload="metadata" poster={poster}>
        {children}
      </video>
    </div>
  );
}

/** Runs a command and says what cannot be heard or seen of it. */
function useSpokenActs({ run }: Playback, durationMs: number | undefined): (command: PlayerCommand) => void {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  return (command) => {
    const words = saysAfter(command, run(command), { t, tag, durationMs });
    if (words) announce(words, { matter: 'player' });
  };
}

async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    // A browser may refuse at any time; the picture then stays as large as it is.
  }
}
