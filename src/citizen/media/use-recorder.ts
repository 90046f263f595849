// The recorder of a page: one session over what was chosen, closed when the page is left.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import type { Camera, RecordedKind } from '../../media/formats.ts';
import type { RecorderState } from '../../media/recorder.ts';
import { openRecordingSession, type RecordingSession } from '../../media/recording-session.ts';

export interface RecorderOptions {
  draftId: string;
  kind: RecordedKind;
  camera: Camera;
  savesData: boolean;
  limits: AttachmentLimits;
  onRecorded: (attachment: Attachment) => void;
}

export interface Recorder {
  state: RecorderState;
  preview: MediaStream | undefined;
  /** Asks for the device, anew. */
  open: () => void;
  session: RecordingSession | undefined;
}

export function useRecorder(options: RecorderOptions): Recorder {
  const [state, setState] = useState<RecorderState>({ state: 'idle' });
  const [preview, setPreview] = useState<MediaStream>();
  const session = useRef<RecordingSession | undefined>(undefined);
  const newest = useRef(options);
  newest.current = options;

  // Whoever leaves the page has finished: what was recorded is kept.
  useEffect(() => () => void session.current?.close(), []);

  const open = async (): Promise<void> => {
    const { draftId, kind, camera, savesData, limits } = newest.current;
    await session.current?.close();
    const opened = openRecordingSession(
      {
        draftId,
        kind,
        camera,
        savesData,
        maxSeconds: limits.seconds[kind],
        maxBytes: limits.bytes[kind],
      },
      {
        onState: (next) => session.current === opened && setState(next),
        onPreview: (stream) => session.current === opened && setPreview(stream),
        onRecorded: (attachment) => newest.current.onRecorded(attachment),
      },
    );
    session.current = opened;
    await opened.open();
  };
  return { state, preview, open: () => void open(), session: session.current };
}
