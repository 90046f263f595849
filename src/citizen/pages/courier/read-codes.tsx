// Reading a row of QR codes with the camera: by the browser's own BarcodeDetector where there is one, else by a decoder that is brought
// for it. The camera runs only while codes are read, and no picture is kept.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Progress } from '../../../ui/progress/progress.tsx';
import { type Texts, useTexts } from '../../shell/texts.tsx';
import { createCodeFinder, type FindCodes } from './find-codes.ts';
import { endCamera, type WatchFault, type WatchNote, watchCodes } from './watch-codes.ts';
import './courier.css';

type Said = 'denied' | 'missing' | 'failed' | WatchFault | WatchNote;

export function ReadCodes({ onRead }: { onRead: (file: Blob) => void }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [stream, setStream] = useState<MediaStream>();
  const [read, setRead] = useState({ read: 0, count: 0 });
  const [said, setSaid] = useState<Said>();
  const video = useRef<HTMLVideoElement>(null);
  const find = useRef<FindCodes>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const wasOn = useRef(false);
  // What stands when a picture has been looked at, and the camera may have been stopped meanwhile.
  const done = useRef(onRead);
  done.current = onRead;
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  const say = useCallback(
    (what: Said): void => {
      setSaid(what);
      announce(sentenceOf(t, what), { assertive: what !== 'silent' });
    },
    [announce, t],
  );
  const start = async (): Promise<void> => {
    setSaid(undefined);
    setRead({ read: 0, count: 0 });
    try {
      find.current ??= await createCodeFinder();
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      // Who was asked may have left the page before the answer.
      if (isGone.current) return endCamera(opened);
      setStream(opened);
      announce(t('courier.camera.on'));
    } catch (error) {
      say(failureOf(error));
    }
  };

  useEffect(() => {
    const element = video.current;
    const looking = find.current;
    if (!stream || !element || !looking) return undefined;
    return watchCodes(element, stream, looking, {
      onCode(now, isToBeSaid) {
        setRead(now);
        setSaid(undefined);
        if (isToBeSaid) announce(t('courier.camera.read', { read: now.read, total: now.count }));
      },
      onNote(note) {
        if (note === 'mixed') setRead({ read: 0, count: 0 });
        say(note);
      },
      onFault(fault) {
        setStream(undefined);
        say(fault);
      },
      onFile(file) {
        setStream(undefined);
        done.current(new Blob([file]));
      },
    });
  }, [stream, announce, say, t]);

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
      {said && <p>{sentenceOf(t, said)}</p>}
    </div>
  );
}

function sentenceOf(t: Texts['t'], said: Said): string {
  return said === 'newer'
    ? t('courier.fault.newer', { name: t('courier.camera.name') })
    : t(`courier.camera.${said}`);
}

function failureOf(error: unknown): Said {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotFoundError' || navigator.mediaDevices === undefined ? 'missing' : 'failed';
}
