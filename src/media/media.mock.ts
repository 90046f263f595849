// A camera and a microphone for tests, which a test may refuse, take away or pull out, and a recorder that gives a chunk
// when the test lets a second pass.

import { vi } from 'vitest';
import { settle } from '../offline/environment.mock.ts';
import { type MediaPlatform, mediaPlatform } from './platform.ts';
import type { Permission } from './recorder.ts';

class MockTrack extends EventTarget {
  isStopped = false;
  muted = false;
  stop(): void {
    this.isStopped = true;
  }
  /** Another app takes the device. */
  mute(): void {
    this.muted = true;
    this.dispatchEvent(new Event('mute'));
  }
  /** It gives it back. */
  unmute(): void {
    this.muted = false;
    this.dispatchEvent(new Event('unmute'));
  }
}

class MockRecorder extends EventTarget {
  state: RecordingState = 'inactive';
  readonly mimeType: string;
  readonly options: MediaRecorderOptions;
  timesliceMs: number | undefined;

  constructor(options: MediaRecorderOptions) {
    super();
    this.options = options;
    this.mimeType = options.mimeType ?? '';
  }
  start(timesliceMs?: number): void {
    this.timesliceMs = timesliceMs;
    this.state = 'recording';
  }
  pause(): void {
    this.state = 'paused';
  }
  resume(): void {
    this.state = 'recording';
  }
  stop(): void {
    this.state = 'inactive';
    this.give('end');
    this.dispatchEvent(new Event('stop'));
  }
  give(text: string): void {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob([text]) }));
  }
}

export interface MockMedia extends MediaPlatform {
  constraints: MediaStreamConstraints[];
  tracks: MockTrack[];
  recorders: MockRecorder[];
  signs: string[];
  isAwake: boolean;
  /** Name of the DOMException with which the device is refused. */
  refusal: string | undefined;
  /** Of camera and microphone alike. */
  permission: Permission;
  supported: RegExp;
  /** Seconds pass: timers run, and a recorder that records gives a chunk for each. */
  pass(seconds: number): Promise<void>;
}

export function mockMedia(): MockMedia {
  let nowMs = 0;
  let timers: { periodMs: number; dueMs: number; run: () => void }[] = [];
  const media: MockMedia = {
    constraints: [],
    tracks: [],
    recorders: [],
    signs: [],
    isAwake: false,
    refusal: undefined,
    permission: 'granted',
    supported: /webm/,
    prefersMp4: false,
    async getStream(constraints) {
      media.constraints.push(constraints);
      if (media.refusal) throw new DOMException('no', media.refusal);
      const track = new MockTrack();
      media.tracks.push(track);
      return { getTracks: () => [track] } as unknown as MediaStream;
    },
    permissions: async (names) => names.map(() => media.permission),
    isTypeSupported: (type) => media.supported.test(type),
    createRecorder(_stream, options) {
      const recorder = new MockRecorder(options);
      media.recorders.push(recorder);
      return recorder as unknown as MediaRecorder;
    },
    now: () => nowMs,
    every(periodMs, run) {
      const timer = { periodMs, dueMs: nowMs + periodMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    vibrate: (durationMs) => media.signs.push(`felt ${durationMs}`),
    beep: (isStart) => media.signs.push(isStart ? 'heard: start' : 'heard: count'),
    keepAwake() {
      media.isAwake = true;
      return () => {
        media.isAwake = false;
      };
    },
    async pass(seconds) {
      for (let quarter = 1; quarter <= seconds * 4; quarter++) {
        nowMs += 250;
        for (const timer of [...timers]) {
          if (timer.dueMs > nowMs || !timers.includes(timer)) continue;
          timer.dueMs += timer.periodMs;
          timer.run();
        }
        await finishWork();
        if (quarter % 4 > 0) continue;
        for (const recorder of media.recorders)
          if (recorder.state === 'recording') recorder.give(`${nowMs};`);
        await finishWork();
      }
    },
  };
  return media;
}

/** Lets what was begun come to its end. */
export function finishWork(): Promise<void> {
  return settle(60);
}

/** What the page asks of the browser is asked of these devices; until `vi.restoreAllMocks()`. */
export function standInForThePlatform(media: MockMedia): void {
  for (const name of [
    'getStream',
    'permissions',
    'isTypeSupported',
    'createRecorder',
    'vibrate',
    'beep',
    'keepAwake',
  ] as const)
    vi.spyOn(mediaPlatform, name).mockImplementation(media[name] as never);
  vi.spyOn(mediaPlatform, 'every').mockImplementation(media.every);
  vi.spyOn(mediaPlatform, 'now').mockImplementation(media.now);
  vi.spyOn(mediaPlatform, 'prefersMp4', 'get').mockReturnValue(false);
}
