// Plays a recording of this device: one button in words, the same for play and pause, so that the focus stays. The bytes
// are read when they are first wanted.

import { useEffect, useRef, useState } from 'preact/hooks';
import { readChunks } from '../../offline/recordings.ts';
import { Button } from '../../ui/button/button.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../shell/texts.tsx';

export interface PlayerProps {
  id: string;
  kind: 'audio' | 'video';
  name: string;
  mediaType: string;
  /** Of a film. */
  hasSound?: boolean;
}

export function Player({ id, kind, name, mediaType, hasSound = false }: PlayerProps) {
  const { t } = useTexts();
  const [note, say] = useNote();
  const [isPlaying, setIsPlaying] = useState(false);
  const [url, setUrl] = useState<string>();
  const video = useRef<HTMLVideoElement>(null);
  const audio = useRef<HTMLAudioElement | undefined>(undefined);
  const made = useRef<string | undefined>(undefined);

  useEffect(
    () => () => {
      audio.current?.pause();
      if (made.current !== undefined) URL.revokeObjectURL(made.current);
    },
    [],
  );

  const failed = (): void => {
    setIsPlaying(false);
    say(t('media.player.failed'));
  };
  const watch = (element: HTMLMediaElement): void => {
    element.onplay = () => setIsPlaying(true);
    element.onpause = () => setIsPlaying(false);
    element.onended = () => setIsPlaying(false);
    element.onerror = failed;
  };
  const source = async (): Promise<string> => {
    if (made.current === undefined) {
      made.current = URL.createObjectURL(new Blob(await readChunks(id), { type: mediaType }));
      setUrl(made.current);
    }
    return made.current;
  };
  const toggle = async (): Promise<void> => {
    say('');
    try {
      const address = await source();
      let element: HTMLMediaElement | null = video.current;
      if (kind === 'audio') {
        audio.current ??= new Audio(address);
        element = audio.current;
      }
      if (!element) return;
      watch(element);
      if (element.src !== address) element.src = address;
      if (element.paused) await element.play();
      else element.pause();
    } catch {
      failed();
    }
  };

  return (
    <div class="media-player">
      {kind === 'video' && (
        // A sign video has no sound, so there is nothing to caption; of a film of their own whoever chose it knows what it says.
        <video
          class="media-video"
          ref={video}
          hidden={url === undefined}
          muted={!hasSound}
          playsInline
          aria-label={name}
        />
      )}
      <Button onPress={() => void toggle()}>
        {t(isPlaying ? 'media.player.pause' : 'media.player.play')}
        <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
      </Button>
      {note && <p>{note}</p>}
    </div>
  );
}
