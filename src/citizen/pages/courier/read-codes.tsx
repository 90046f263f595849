// Reading a row of QR codes with the camera: by the browser's own BarcodeDetector where there is one, else by a decoder that is brought
// for it. The camera runs only while codes are read, and no picture is kept.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { createCodeReader } from '../../../sealing/qr-frames.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Progress } from '../../../ui/progress/progress.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { createCodeFinder, type FindCodes } from './find-codes.ts';
import './courier.css';

const PAUSE_MS = 60;

type Failure = 'denied' | 'missing' | 'failed';

export function ReadCodes({ onRead }: { onRead: (file: Blob) => void }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [stream, setStream] = useState<MediaStream>();
  const [read, setRead] = useState({ read: 0, count: 0 });
  const [failure, setFailure] = useState<Failure>();
  const video = useRef<HTMLVideoElement>(null);
  const find = useRef<FindCodes>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const wasOn = useRef(false);
  // What stands when a picture has been looked at, and the camera may have been stopped meanwhile.
  const done = useRef(onRead);
  done.current = onRead;

  const start = async (): Promise<void> => {
    setFailure(undefined);
    setRead({ read: 0, count: 0 });
    try {
      find.current ??= await createCodeFinder();
      setStream(await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }));
      announce(t('courier.camera.on'));
    } catch (error) {
      const reason = failureOf(error);
      setFailure(reason);
      announce(t(`courier.camera.${reason}`), { assertive: true });
    }
  };

  useEffect(() => {
    const element = video.current;
    if (!stream || !element) return undefined;
    const reader = createCodeReader();
    let isStopped = false;
    let timer = 0;
    let said = 0;
    const stop = (): void => setStream(undefined);
    const look = async (): Promise<void> => {
      const texts = element.readyState >= 2 ? ((await find.current?.(element)) ?? []) : [];
      if (isStopped) return;
      for (const text of texts) {
        const taken = reader.take(text);
        if (!taken?.isNew) continue;
        setRead(taken);
        const quarter = Math.floor((4 * taken.read) / taken.count);
        if (quarter > said && quarter < 4)
          announce(t('courier.camera.read', { read: taken.read, total: taken.count }));
        said = quarter;
      }
      const file = await reader.whole();
      if (isStopped) return;
      if (file) {
        stop();
        done.current(new Blob([file]));
      } else timer = window.setTimeout(() => void look(), PAUSE_MS);
    };
    element.srcObject = stream;
    void element.play().then(look, stop);
    return () => {
      isStopped = true;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream, announce, t]);

  // The button that was pressed has gone, and its counterpart stands in its place.
  useLayoutEffect(() => {
    const isOn = stream !== undefined;
    if (isOn !== wasOn.current && document.activeElement === document.body)
      box.current?.querySelector('button')?.focus();
    wasOn.current = isOn;
  }, [stream]);

  return (
    <div class="stack" ref={box}>
      {stream ? (
        <>
          <video
            ref={video}
            class="courier-camera"
            muted
            playsInline
            aria-label={t('courier.camera.picture')}
          />
          <Progress
            label={t('courier.camera.reading')}
            value={read.read}
            max={read.count || 1}
            valueText={t('courier.camera.read', { read: read.read, total: read.count })}
            onCancel={() => setStream(undefined)}
            cancelLabel={t('courier.camera.stop')}
          />
        </>
      ) : (
        <Button onPress={() => void start()}>{t('courier.camera.start')}</Button>
      )}
      {failure && <p>{t(`courier.camera.${failure}`)}</p>}
    </div>
  );
}

function failureOf(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotFoundError' || navigator.mediaDevices === undefined ? 'missing' : 'failed';
}
