// The recorder of a page: one session over what was chosen, closed when the page is left.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Camera, RecordedKind } from '../formats.ts';
import type { RecorderState } from '../recorder.ts';
import { openRecordingSession, type RecordingSession } from '../recording-session.ts';
import type { TakeStore } from '../take-store.ts';

export interface RecorderOptions<Take> {
  kind: RecordedKind;
  camera: Camera;
  savesData: boolean;
  limits: RecorderLimits;
  takes: TakeStore<Take>;
  onRecorded: (take: Take) => void;
}

/** Of one recording. */
export interface RecorderLimits {
  seconds: number;
  bytes: number;
}

export interface Recorder {
  state: RecorderState;
  preview: MediaStream | undefined;
  /** Asks for the device, anew. */
  open: () => void;
  session: RecordingSession | undefined;
}

export function useRecorder<Take>(options: RecorderOptions<Take>): Recorder {
  const [state, setState] = useState<RecorderState>({ state: 'idle' });
  const [preview, setPreview] = useState<MediaStream>();
  const session = useRef<RecordingSession | undefined>(undefined);
  const newest = useRef(options);
  newest.current = options;

  // Whoever leaves the page has finished: what was recorded is kept.
  useEffect(() => () => void session.current?.close(), []);

  const open = async (): Promise<void> => {
    const { kind, camera, savesData, limits, takes } = newest.current;
    await session.current?.close();
    const opened: RecordingSession = openRecordingSession(
      { kind, camera, savesData, maxSeconds: limits.seconds, maxBytes: limits.bytes },
      {
        onState: (next) => session.current === opened && setState(next),
        onPreview: (stream) => session.current === opened && setPreview(stream),
        onRecorded: (take) => newest.current.onRecorded(take),
      },
      takes,
    );
    session.current = opened;
    await opened.open();
  };
  return { state, preview, open: () => void open(), session: session.current };
}
