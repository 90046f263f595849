// One recorder on a page: camera or microphone, the count-down, and the recording that is stored while it grows. The rules
// of its life are recorder.ts; here nothing is decided.
//
// M4  Each second goes to the disk as it comes (R2): what a kill leaves behind is all but the last second.
// M5  However a recording ends, what was stored is finished and handed over once.
// M6  While it grows, a lock says so: no other page takes it for one that was cut off.

import type { Attachment } from '../domain/attachment.ts';
import { type OfflineEnvironment, platform } from '../offline/environment.ts';
import {
  appendChunk,
  beginRecording,
  deleteRecording,
  finishRecording,
  listRecordings,
  type RecordingRecord,
  roomLeft,
} from '../offline/recordings.ts';
import { nameOf, StorageFault } from '../offline/storage-fault.ts';
import {
  bytesPerSecond,
  type Camera,
  chooseFormat,
  constraintsFor,
  type RecordedKind,
  ratesOf,
} from './formats.ts';
import { holdGrowing, unlessGrowing } from './growing-lock.ts';
import { type MediaPlatform, mediaPlatform } from './platform.ts';
import {
  failureOf,
  type RecorderEvent,
  type RecorderFailure,
  type RecorderState,
  stepRecorder,
} from './recorder.ts';

const CHUNK_MS = 1_000;
const TICK_MS = 1_000;
const CLOCK_MS = 250;
/** With less room than for so long, a recording is not begun. */
const LEAST_ROOM_SECONDS = 60;
/** With less room than this it is ended, while what is there can still be finished. */
const LAST_ROOM_BYTES = 2 * 1024 * 1024;
/** The room is asked for so many chunks. */
const ROOM_EVERY = 10;

export interface RecordingPlan {
  draftId: string;
  kind: RecordedKind;
  camera: Camera;
  savesData: boolean;
  maxSeconds: number;
  maxBytes: number;
}

export interface RecordingListeners {
  onState: (state: RecorderState) => void;
  /** What the camera sees, for the person before it; undefined when it is off. */
  onPreview: (stream: MediaStream | undefined) => void;
  /** A recording has ended, however it did, and is whole. */
  onRecorded: (attachment: Attachment) => void;
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

export function openRecordingSession(
  plan: RecordingPlan,
  { onState, onPreview, onRecorded }: RecordingListeners,
  media: MediaPlatform = mediaPlatform,
  environment: OfflineEnvironment = platform,
): RecordingSession {
  let state: RecorderState = { state: 'idle' };
  let stream: MediaStream | undefined;
  let running: RunningRecording | undefined;
  let stopTimer = (): void => undefined;

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
  /** M5 */
  const end = async (event: RecorderEvent): Promise<void> => {
    const ended = running;
    running = undefined;
    stopTimer();
    step(event);
    const attachment = await ended?.finish();
    letGo();
    if (attachment) onRecorded(attachment);
  };
  const fail = (reason: RecorderFailure): Promise<void> => end({ kind: 'failed', reason });

  const start = async (): Promise<void> => {
    const source = stream;
    if (!source) return;
    const begun = await startRecording(plan, source, media, environment, (reason) => void fail(reason));
    if (!begun.ok) return await fail(begun.reason);
    running = begun.recording;
    const { recording } = begun;
    // What was pressed while the disk was being written.
    if (state.state === 'paused') recording.pause();
    else if (state.state !== 'recording') return await end({ kind: 'close' });
    stopTimer = media.every(CLOCK_MS, () => {
      step({ kind: 'time', elapsedMs: recording.elapsedMs() });
      if (recording.elapsedMs() >= plan.maxSeconds * 1000 || recording.isTooLong())
        void end({ kind: 'limit' });
    });
  };

  const listen = (track: MediaStreamTrack): void => {
    track.addEventListener('ended', () => {
      if (stream) void fail('unplugged');
    });
    // A call, or another app: the device comes back by itself, the person says when to go on.
    track.addEventListener('mute', () => {
      if (state.state !== 'recording') return;
      running?.pause();
      step({ kind: 'interrupted' });
    });
  };

  return {
    state: () => state,
    async open() {
      step({ kind: 'open' });
      if (state.state !== 'asking') return;
      const room = await roomLeft(environment);
      const least = LEAST_ROOM_SECONDS * bytesPerSecond(plan.kind, plan.savesData) + LAST_ROOM_BYTES;
      if (room !== undefined && room < least) return await fail('quota');
      try {
        const given = await media.getStream(constraintsFor(plan.kind, plan.camera, plan.savesData));
        stream = given;
      } catch (error) {
        return await fail(failureOf(nameOf(error)));
      }
      if (state.state !== 'asking') return letGo();
      for (const track of stream.getTracks()) listen(track);
      onPreview(stream);
      step({ kind: 'granted' });
    },
    begin() {
      step({ kind: 'count' });
      if (state.state !== 'counting-down') return;
      giveSign(media, false);
      stopTimer();
      stopTimer = media.every(TICK_MS, () => {
        step({ kind: 'tick' });
        const isStart = state.state === 'recording';
        giveSign(media, isStart);
        if (!isStart) return;
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
      if (state.state === 'counting-down') {
        stopTimer();
        step({ kind: 'stop' });
      } else await end({ kind: 'stop' });
    },
    close: () => end({ kind: 'close' }),
  };
}

/** Heard and felt; it is seen by what the page shows. */
function giveSign(media: MediaPlatform, isStart: boolean): void {
  media.beep(isStart);
  media.vibrate(isStart ? 400 : 120);
}

interface RunningRecording {
  elapsedMs: () => number;
  isTooLong: () => boolean;
  pause: () => void;
  resume: () => void;
  /** Waits for the last bytes. @returns the manifest's entry, or undefined when nothing was recorded */
  finish: () => Promise<Attachment | undefined>;
}

type Started = { ok: true; recording: RunningRecording } | { ok: false; reason: RecorderFailure };

async function startRecording(
  plan: RecordingPlan,
  stream: MediaStream,
  media: MediaPlatform,
  environment: OfflineEnvironment,
  onFailure: (reason: RecorderFailure) => void,
): Promise<Started> {
  const { draftId, kind, savesData } = plan;
  const format = chooseFormat(kind, media.prefersMp4, (type) => media.isTypeSupported(type));
  if (format === undefined) return { ok: false, reason: 'no-encoder' };
  let recorder: MediaRecorder;
  let record: RecordingRecord;
  try {
    recorder = media.createRecorder(stream, { mimeType: format, ...ratesOf(kind, savesData) });
  } catch {
    return { ok: false, reason: 'no-encoder' };
  }
  try {
    // What the browser says that it records, not what it was asked for.
    record = await beginRecording({ draftId, kind, mediaType: recorder.mimeType || format }, environment);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
  const { id } = record;
  const letGoOfLock = holdGrowing(id, environment);
  const letSleep = media.keepAwake();
  const clock = startClock(media);
  let byteLength = 0;
  let chunks = 0;
  let hasFailed = false;
  let stored: Promise<void> = Promise.resolve();
  const failOnce = (reason: RecorderFailure): void => {
    if (hasFailed) return;
    hasFailed = true;
    onFailure(reason);
  };

  const store = async (blob: Blob, elapsedMs: number): Promise<void> => {
    // After a failure there would be a hole.
    if (hasFailed) return;
    try {
      const bytes = await blob.arrayBuffer();
      if (!(await appendChunk(id, bytes, elapsedMs, environment))) return failOnce('store');
      byteLength += bytes.byteLength;
      if (++chunks % ROOM_EVERY > 0) return;
      const room = await roomLeft(environment);
      if (room !== undefined && room < LAST_ROOM_BYTES) onFailure('quota');
    } catch (error) {
      failOnce(reasonOf(error));
    }
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
    resolveAll();
    await finishRecording(id, 'description', environment).catch(() => undefined);
    return { ok: false, reason: 'no-encoder' };
  }

  function resolveAll(): void {
    letGoOfLock();
    letSleep();
  }

  return {
    ok: true,
    recording: {
      elapsedMs: clock.elapsedMs,
      isTooLong: () => byteLength + 2 * bytesPerSecond(kind, savesData) > plan.maxBytes,
      pause: () => {
        clock.pause();
        if (recorder.state === 'recording') recorder.pause();
      },
      resume: () => {
        clock.resume();
        if (recorder.state === 'paused') recorder.resume();
      },
      async finish() {
        clock.pause();
        // A recorder whose device was pulled out has stopped by itself.
        if (recorder.state !== 'inactive') {
          recorder.stop();
          await stopped;
        }
        await stored;
        resolveAll();
        // A store that fails now has all but the end: the recording is offered again as one that was cut off.
        return await finishRecording(id, 'description', environment).catch(() => undefined);
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

function reasonOf(error: unknown): RecorderFailure {
  return error instanceof StorageFault && error.reason === 'quota' ? 'quota' : 'store';
}

/**
 * Finishes what was cut off while it was being recorded at a draft, or was finished and did not reach its manifest.
 * @param known ids in the manifest
 * @throws StorageFault
 */
export async function recoverRecordings(
  draftId: string,
  known: readonly string[],
  environment: OfflineEnvironment = platform,
): Promise<Attachment[]> {
  const recovered: Attachment[] = [];
  for (const record of await listRecordings(environment)) {
    if (record.draftId !== draftId || known.includes(record.id)) continue;
    const attachment = await unlessGrowing(record.id, () => recover(record, environment), environment);
    if (attachment) recovered.push(attachment);
  }
  return recovered;
}

/** Half a recording is a shorter one; half a file is none. */
async function recover(
  { id, kind, state }: RecordingRecord,
  environment: OfflineEnvironment,
): Promise<Attachment | undefined> {
  if (kind === 'voice' || kind === 'sign-video') return await finishRecording(id, 'description', environment);
  if (state === 'whole') return await finishRecording(id, 'supporting', environment);
  await deleteRecording(id, environment);
  return undefined;
}
