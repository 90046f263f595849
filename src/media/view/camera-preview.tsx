// What the camera sees, with a frame for hands and face, and a word about the light while it can still be changed.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../i18n/translate.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { judgeLight, type Light } from '../formats.ts';

const LOOK_MS = 2_000;
const LOOK_WIDTH = 32;
const LOOK_HEIGHT = 24;

export function Preview({ stream, t }: { stream: MediaStream; t: Translate }) {
  const announce = useAnnounce();
  const video = useRef<HTMLVideoElement>(null);
  const [light, setLight] = useState<Light>('good');

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    void play(element);
    const timer = setInterval(() => setLight(look(element)), LOOK_MS);
    return () => {
      clearInterval(timer);
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    if (light !== 'good') announce(t(`media.light.${light}`));
  }, [light]);

  return (
    <>
      <div class="recorder-frame">
        <video class="media-video" ref={video} muted playsInline aria-label={t('media.camera.preview')} />
        <svg class="recorder-guide" viewBox="0 0 64 48" aria-hidden="true" focusable="false">
          <ellipse cx="32" cy="14" rx="7" ry="9" />
          <rect x="12" y="4" width="40" height="40" rx="3" />
        </svg>
      </div>
      {light !== 'good' && <p class="recorder-light">{t(`media.light.${light}`)}</p>}
    </>
  );
}

/** Where it may not play by itself, or cannot play at all, the recording goes on without a picture of it. */
async function play(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play();
  } catch {
    // The light is still watched, and the recording runs.
  }
}

function look(video: HTMLVideoElement): Light {
  const canvas = document.createElement('canvas');
  canvas.width = LOOK_WIDTH;
  canvas.height = LOOK_HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || video.videoWidth === 0) return 'good';
  context.drawImage(video, 0, 0, LOOK_WIDTH, LOOK_HEIGHT);
  return judgeLight(context.getImageData(0, 0, LOOK_WIDTH, LOOK_HEIGHT).data, LOOK_WIDTH, LOOK_HEIGHT);
}
