// What a recording asks of the browser, as one object, so that a test can pull the plug. Nothing is touched while modules
// load.

import type { Rates } from './formats.ts';
import type { Permission } from './recorder.ts';

export interface MediaPlatform {
  /** Rejects with a DOMException whose name says why. */
  getStream(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** In the order of the names. */
  permissions(names: readonly ('camera' | 'microphone')[]): Promise<Permission[]>;
  isTypeSupported(mediaType: string): boolean;
  createRecorder(stream: MediaStream, options: { mimeType: string } & Rates): MediaRecorder;
  readonly prefersMp4: boolean;
  /** Monotonic, in milliseconds. */
  now(): number;
  /** @returns stops it */
  every(periodMs: number, run: () => void): () => void;
  /** Felt where the phone can: milliseconds. */
  vibrate(durationMs: number): void;
  /** Heard: low while counting, high at the start. */
  beep(isStart: boolean): void;
  /** The screen stays on. @returns lets it go */
  keepAwake(): () => void;
}

export const mediaPlatform: MediaPlatform = {
  getStream: async (constraints) => {
    // Absent without a secure context, and in some browsers inside other apps.
    if (!('mediaDevices' in navigator)) throw new DOMException('no media devices', 'NotSupportedError');
    return await navigator.mediaDevices.getUserMedia(constraints);
  },
  permissions: (names) =>
    Promise.all(
      names.map(async (name) => {
        try {
          return (await navigator.permissions.query({ name })).state;
        } catch {
          return undefined; // Not of every browser: Firefox before 131 knows no such names.
        }
      }),
    ),
  isTypeSupported: (mediaType) =>
    typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(mediaType),
  createRecorder: (stream, options) => new MediaRecorder(stream, options),
  get prefersMp4() {
    return navigator.vendor.startsWith('Apple');
  },
  now: () => performance.now(),
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    return () => clearInterval(timer);
  },
  vibrate(durationMs) {
    if ('vibrate' in navigator) navigator.vibrate(durationMs);
  },
  beep,
  keepAwake,
};

let sound: AudioContext | undefined;

function beep(isStart: boolean): void {
  try {
    sound ??= new AudioContext();
    // Made before a press, it waits for one.
    if (sound.state === 'suspended') sound.resume().catch(() => undefined);
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    const { currentTime, destination } = sound;
    const seconds = isStart ? 0.35 : 0.12;
    tone.frequency.value = isStart ? 880 : 440;
    volume.gain.setValueAtTime(0.2, currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, currentTime + seconds);
    tone.connect(volume).connect(destination);
    tone.start(currentTime);
    tone.stop(currentTime + seconds);
  } catch {
    // No sound here: the count-down is seen and felt.
  }
}

function keepAwake(): () => void {
  let isWanted = true;
  let lock: WakeLockSentinel | undefined;
  const ask = async (): Promise<void> => {
    if (!isWanted || !('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
    lock = await navigator.wakeLock.request('screen');
    if (!isWanted) await lock.release();
  };
  // The browser takes it away when the page is hidden.
  const again = (): void => void ask().catch(() => undefined);
  document.addEventListener('visibilitychange', again);
  again();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', again);
    lock?.release().catch(() => undefined);
  };
}
