// One recorder on a page: camera or microphone, the count-down, and the recording that is stored while it grows. The rules
// of its life are recorder.ts; here nothing is decided. Where it is stored is a port (take-store.ts).
//
// M5  However a recording ends, what was stored is finished and handed over once.
// M6  While it grows, a lock says so: no other page takes it for one that was cut off. The store holds it.

import { bytesPerSecond, type Camera, constraintsFor, type RecordedKind } from './formats.ts';
import { type MediaPlatform, mediaPlatform } from './platform.ts';
import {
  failureOf,
  lossOf,
  type Permission,
  type RecorderEvent,
  type RecorderFailure,
  type RecorderState,
  stepRecorder,
} from './recorder.ts';
import { LAST_ROOM_BYTES, type RunningRecording, startRecording } from './running-recording.ts';
import type { TakeStore } from './take-store.ts';

const TICK_MS = 1_000;
const CLOCK_MS = 250;
/** With less room than for so long, a recording is not begun. */
const LEAST_ROOM_SECONDS = 60;

export interface RecordingPlan {
  kind: RecordedKind;
  camera: Camera;
  savesData: boolean;
  maxSeconds: number;
  maxBytes: number;
}

export interface RecordingListeners<Take> {
  onState: (state: RecorderState) => void;
  /** What the camera sees, for the person before it; undefined when it is off. */
  onPreview: (stream: MediaStream | undefined) => void;
  /** A recording has ended, however it did, and is whole. */
  onRecorded: (take: Take) => void;
}

export interface RecordingSession {
  state: () => RecorderState;
  /** Asks for the camera or the microphone. */
  open: () => Promise<void>;
  /** Begins to count down. */
  begin: () => void;
  pause: () => void;
  resume: () => void;
  /** Ends the recording, or calls off the count-down. */
  stop: () => Promise<void>;
  /** Ends whatever is going on and lets the device go. */
  close: () => Promise<void>;
}

export function openRecordingSession<Take>(
  plan: RecordingPlan,
  { onState, onPreview, onRecorded }: RecordingListeners<Take>,
  takes: TakeStore<Take>,
  media: MediaPlatform = mediaPlatform,
): RecordingSession {
  let state: RecorderState = { state: 'idle' };
  let stream: MediaStream | undefined;
  let running: RunningRecording<Take> | undefined;
  let stopTimer = (): void => undefined;
  let given: readonly Permission[] = [];
  const permissions = (): Promise<Permission[]> =>
    media.permissions([plan.kind === 'voice' ? 'microphone' : 'camera']);

  const step = (event: RecorderEvent): void => {
    const next = stepRecorder(state, event);
    if (next === state) return;
    state = next;
    onState(state);
  };
  const letGo = (): void => {
    stopTimer();
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    onPreview(undefined);
  };
  /** M5. @param event absent: it was over before the disk had been asked, and stays what it is */
  const end = async (event?: RecorderEvent): Promise<void> => {
    const ended = running;
    running = undefined;
    stopTimer();
    // As long as what is stored of it, and not as of the last quarter of a second.
    if (ended) step({ kind: 'time', elapsedMs: ended.halt() });
    if (event) step(event);
    const take = await ended?.finish((storedMs) => step({ kind: 'kept', storedMs }));
    letGo();
    if (take) onRecorded(take);
  };
  const fail = (reason: RecorderFailure): Promise<void> => end({ kind: 'failed', reason });
  /** A call, or another app: the device comes back by itself, the person says when to go on. */
  const holdIfMuted = (): void => {
    if (state.state !== 'recording' || !stream?.getTracks().some(({ muted }) => muted)) return;
    running?.pause();
    step({ kind: 'interrupted' });
  };

  const start = async (): Promise<void> => {
    const source = stream;
    if (!source) return;
    holdIfMuted();
    // Nobody is told to speak into a device that something else has.
    if (state.state === 'recording') giveSign(media, true);
    const begun = await startRecording(plan, source, takes, media, (reason) => void fail(reason));
    if (!begun.ok) return await fail(begun.reason);
    running = begun.recording;
    const { recording } = begun;
    // What was pressed while the disk was being written.
    if (state.state === 'paused') recording.pause();
    else if (state.state !== 'recording') return await end();
    stopTimer = media.every(CLOCK_MS, () => {
      // Gone on with while the device is still away: no event tells of that.
      holdIfMuted();
      step({ kind: 'time', elapsedMs: recording.elapsedMs() });
      if (recording.elapsedMs() >= plan.maxSeconds * 1000 || recording.isTooLong())
        void end({ kind: 'limit' });
    });
  };

  const listen = (track: MediaStreamTrack): void => {
    track.addEventListener('ended', () => {
      if (stream) void permissions().then((now) => fail(lossOf(given, now)));
    });
    track.addEventListener('mute', holdIfMuted);
  };

  return {
    state: () => state,
    async open() {
      step({ kind: 'open' });
      if (state.state !== 'asking') return;
      const room = await takes.roomLeft();
      const least = LEAST_ROOM_SECONDS * bytesPerSecond(plan.kind, plan.savesData) + LAST_ROOM_BYTES;
      if (room !== undefined && room < least) return await fail('quota');
      try {
        stream = await media.getStream(constraintsFor(plan.kind, plan.camera, plan.savesData));
      } catch (error) {
        return await fail(failureOf(nameOf(error)));
      }
      if (state.state !== 'asking') return letGo();
      for (const track of stream.getTracks()) listen(track);
      void permissions().then((now) => {
        given = now;
      });
      onPreview(stream);
      step({ kind: 'granted' });
    },
    begin() {
      step({ kind: 'count' });
      if (state.state !== 'counting-down') return;
      giveSign(media, false);
      stopTimer = media.every(TICK_MS, () => {
        step({ kind: 'tick' });
        if (state.state !== 'recording') return giveSign(media, false);
        stopTimer();
        void start();
      });
    },
    pause() {
      if (state.state !== 'recording') return;
      running?.pause();
      step({ kind: 'pause' });
    },
    resume() {
      if (state.state !== 'paused') return;
      step({ kind: 'resume' });
      running?.resume();
    },
    async stop() {
      if (state.state !== 'counting-down') return await end({ kind: 'stop' });
      stopTimer();
      step({ kind: 'stop' });
    },
    close: () => end({ kind: 'close' }),
  };
}

/** Heard and felt; it is seen by what the page shows. */
function giveSign(media: MediaPlatform, isStart: boolean): void {
  media.beep(isStart);
  media.vibrate(isStart ? 400 : 120);
}

/** Name of what getUserMedia throws. */
function nameOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('name' in error)) return undefined;
  return typeof error.name === 'string' ? error.name : undefined;
}
