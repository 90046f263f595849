// One recording from its first second to its last: the browser's recorder, and what it gives, stored as it comes.
//
// M4  Each second goes to the disk as it comes: what a kill leaves behind is all but the last second.

import { bytesPerSecond, chooseFormat, type RecordedKind, ratesOf } from './formats.ts';
import type { MediaPlatform } from './platform.ts';
import type { RecorderFailure } from './recorder.ts';
import type { TakeStore } from './take-store.ts';

const CHUNK_MS = 1_000;
/** With less room than this it is ended, while what is there can still be finished. */
export const LAST_ROOM_BYTES = 2 * 1024 * 1024;
/** The room is asked for so many chunks. */
const ROOM_EVERY = 10;

export interface RunningRecording<Take> {
  elapsedMs: () => number;
  isTooLong: () => boolean;
  pause: () => void;
  resume: () => void;
  /** The clock stands, and nothing more is recorded. @returns how long it has become */
  halt: () => number;
  /**
   * Waits for the last bytes.
   * @param onStored hears how long what lies on the disk is, undefined when nothing does, before all of it is read once more
   * @returns undefined when nothing was recorded
   */
  finish: (onStored: (storedMs: number | undefined) => void) => Promise<Take | undefined>;
}

type Started<Take> = { ok: true; recording: RunningRecording<Take> } | { ok: false; reason: RecorderFailure };

export async function startRecording<Take>(
  { kind, savesData, maxBytes }: { kind: RecordedKind; savesData: boolean; maxBytes: number },
  stream: MediaStream,
  takes: TakeStore<Take>,
  media: MediaPlatform,
  onFailure: (reason: RecorderFailure) => void,
): Promise<Started<Take>> {
  const format = chooseFormat(kind, media.prefersMp4, (type) => media.isTypeSupported(type));
  if (format === undefined) return { ok: false, reason: 'no-encoder' };
  let recorder: MediaRecorder;
  try {
    recorder = media.createRecorder(stream, { mimeType: format, ...ratesOf(kind, savesData) });
  } catch {
    return { ok: false, reason: 'no-encoder' };
  }
  // What the browser says that it records, not what it was asked for.
  const take = await takes.begin(recorder.mimeType || format);
  if (typeof take === 'string') return { ok: false, reason: take };
  const letSleep = media.keepAwake();
  const clock = startClock(media);
  let byteLength = 0;
  let chunks = 0;
  let storedMs: number | undefined;
  let hasFailed = false;
  let hasStopped = false;
  let stored: Promise<void> = Promise.resolve();
  const failOnce = (reason: RecorderFailure): void => {
    if (hasFailed) return;
    hasFailed = true;
    onFailure(reason);
  };

  const store = async (blob: Blob, elapsedMs: number): Promise<void> => {
    // After a failure there would be a hole.
    if (hasFailed) return;
    const bytes = await blob.arrayBuffer().catch(() => undefined);
    const failure = bytes ? await take.append(bytes, elapsedMs) : 'store';
    if (failure) return failOnce(failure);
    byteLength += blob.size;
    if (blob.size > 0) storedMs = elapsedMs;
    if (++chunks % ROOM_EVERY > 0) return;
    const room = await takes.roomLeft();
    if (room !== undefined && room < LAST_ROOM_BYTES) onFailure('quota');
  };
  recorder.addEventListener('dataavailable', ({ data }) => {
    const elapsedMs = clock.elapsedMs();
    stored = stored.then(() => store(data, elapsedMs));
  });
  recorder.addEventListener('error', () => failOnce('no-encoder'));
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve());
  });
  try {
    recorder.start(CHUNK_MS);
  } catch {
    hasFailed = true;
    letSleep();
    await take.finish();
    return { ok: false, reason: 'no-encoder' };
  }

  return {
    ok: true,
    recording: {
      elapsedMs: clock.elapsedMs,
      isTooLong: () => byteLength + 2 * bytesPerSecond(kind, savesData) > maxBytes,
      pause: () => {
        clock.pause();
        if (recorder.state === 'recording') recorder.pause();
      },
      resume: () => {
        clock.resume();
        if (recorder.state === 'paused') recorder.resume();
      },
      halt: () => {
        clock.pause();
        // A recorder whose device was pulled out has stopped by itself.
        if (recorder.state === 'inactive') hasStopped = true;
        else recorder.stop();
        return clock.elapsedMs();
      },
      async finish(onStored) {
        if (!hasStopped) await stopped;
        await stored;
        onStored(storedMs);
        letSleep();
        return await take.finish();
      },
    },
  };
}

/** Counts only while it runs (M2). */
function startClock(media: MediaPlatform): {
  elapsedMs: () => number;
  pause: () => void;
  resume: () => void;
} {
  let before = 0;
  let since: number | undefined = media.now();
  const elapsedMs = (): number => Math.round(before + (since === undefined ? 0 : media.now() - since));
  return {
    elapsedMs,
    pause() {
      before = elapsedMs();
      since = undefined;
    },
    resume() {
      since ??= media.now();
    },
  };
}
