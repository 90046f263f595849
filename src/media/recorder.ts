// The recorder's life, as a pure machine. What acts (camera, microphone, disk) is recording-session.ts.
//
//     idle ─open─▶ asking ─granted─▶ ready ─count─▶ counting-down ─tick ×3─▶ recording ⇄ paused
//                    │                 ▲                  │ stop                │         │
//                    │                 └──────────────────┘          stop, limit └────┬────┘
//                    └─ failed ◀─ from everywhere that uses the device                ▼
//                                                                                 stopped ─again─▶ asking
//
// M1  What was recorded before a failure is kept: `failed` says how much. That anything was is said when it lies on the disk:
//     of a recording whose very first bytes could not be written nothing is there.
// M2  Time counts only while it is being recorded; it never goes back, but for what could not be written of its end.
// M3  Nothing is recorded before the count-down has ended, and a count-down can be called off.

export const RECORDER_FAILURES = [
  /** The person, the browser or the operator of the device said no. */
  'refused',
  'no-device',
  /** Another app has it. */
  'taken',
  /** Pulled out, or taken away in the middle. */
  'unplugged',
  /** The permission that was given was taken back. */
  'revoked',
  'no-encoder',
  'quota',
  /** The device's store cannot be used. */
  'store',
  /** The browser knows no recording. */
  'unsupported',
] as const;
export type RecorderFailure = (typeof RECORDER_FAILURES)[number];

export type RecorderState =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'ready' }
  | { state: 'counting-down'; left: number }
  | { state: 'recording'; elapsedMs: number }
  /** `isInterrupted`: not by the person: a call, another app. */
  | { state: 'paused'; elapsedMs: number; isInterrupted: boolean }
  /** `isKept`: whether anything of it lies on the disk; absent while the last of it is being written, or nothing ran. */
  | { state: 'stopped'; elapsedMs: number; by: 'person' | 'limit'; isKept?: boolean }
  | { state: 'failed'; elapsedMs: number; reason: RecorderFailure; isKept?: boolean };

export type RecorderEvent =
  | { kind: 'open' }
  | { kind: 'granted' }
  | { kind: 'count' }
  /** A second of the count-down is over. */
  | { kind: 'tick' }
  | { kind: 'time'; elapsedMs: number }
  | { kind: 'pause' }
  | { kind: 'interrupted' }
  | { kind: 'resume' }
  | { kind: 'stop' }
  | { kind: 'limit' }
  | { kind: 'again' }
  | { kind: 'close' }
  /** All of it that could be written lies on the disk. @see RunningRecording.finish */
  | { kind: 'kept'; storedMs: number | undefined }
  | { kind: 'failed'; reason: RecorderFailure };

const COUNT_DOWN_SECONDS = 3;

/** An event that does not fit the state changes nothing. */
export function stepRecorder(state: RecorderState, event: RecorderEvent): RecorderState {
  switch (state.state) {
    case 'idle':
      return event.kind === 'open' ? { state: 'asking' } : state;
    case 'asking':
      if (event.kind === 'granted') return { state: 'ready' };
      return leave(state, event);
    case 'ready':
      if (event.kind === 'count') return { state: 'counting-down', left: COUNT_DOWN_SECONDS };
      return leave(state, event);
    case 'counting-down':
      if (event.kind === 'stop') return { state: 'ready' };
      if (event.kind !== 'tick') return leave(state, event);
      return state.left > 1
        ? { state: 'counting-down', left: state.left - 1 }
        : { state: 'recording', elapsedMs: 0 };
    case 'recording':
      return stepRunning(state, event);
    case 'paused':
      if (event.kind === 'resume') return { state: 'recording', elapsedMs: state.elapsedMs };
      return stepRunning(state, event);
    case 'stopped':
    case 'failed':
      if (event.kind === 'again' || event.kind === 'open') return { state: 'asking' };
      if (event.kind === 'kept')
        return { ...state, elapsedMs: event.storedMs ?? 0, isKept: event.storedMs !== undefined };
      return event.kind === 'close' ? { state: 'idle' } : state;
  }
}

type Running = Extract<RecorderState, { state: 'recording' | 'paused' }>;

function stepRunning(state: Running, event: RecorderEvent): RecorderState {
  const { elapsedMs } = state;
  switch (event.kind) {
    case 'time':
      return { ...state, elapsedMs: Math.max(elapsedMs, event.elapsedMs) };
    case 'pause':
    case 'interrupted':
      if (state.state === 'paused') return state;
      return { state: 'paused', elapsedMs, isInterrupted: event.kind === 'interrupted' };
    case 'stop':
    case 'close':
      return { state: 'stopped', elapsedMs, by: 'person' };
    case 'limit':
      return { state: 'stopped', elapsedMs, by: 'limit' };
    case 'failed':
      return { state: 'failed', elapsedMs, reason: event.reason };
    case 'open':
    case 'granted':
    case 'count':
    case 'tick':
    case 'resume':
    case 'again':
    case 'kept':
      return state;
  }
}

/** From where nothing has been recorded yet. */
function leave(state: RecorderState, event: RecorderEvent): RecorderState {
  if (event.kind === 'failed') return { state: 'failed', elapsedMs: 0, reason: event.reason };
  return event.kind === 'close' ? { state: 'idle' } : state;
}

/** What the browser says of a device’s permission; undefined: this one does not say. */
export type Permission = 'granted' | 'denied' | 'prompt' | undefined;

/**
 * Why a device that was recording has gone: of the permissions for all that were used, in one order.
 * Some browsers never say more than `prompt`, also while they allow it: there only a change tells.
 */
export function lossOf(given: readonly Permission[], now: readonly Permission[]): 'revoked' | 'unplugged' {
  const isRevoked = now.some(
    (one, index) => one === 'denied' || (one === 'prompt' && given[index] === 'granted'),
  );
  return isRevoked ? 'revoked' : 'unplugged';
}

/** Why the device could not be had, from the name of what getUserMedia throws. */
export function failureOf(name: string | undefined): RecorderFailure {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-device';
    case 'NotReadableError':
    case 'AbortError':
      return 'taken';
    default:
      return 'unsupported';
  }
}
