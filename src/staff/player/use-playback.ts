// Holds one recording's player together: what the element does, what the rules say (playback.ts), what the page shows.
// The page keeps it, so that an editor beside the player reads the time and plays a part.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type Loop,
  loopBack,
  markLoop,
  moveTo,
  NO_LOOP,
  type PlayerCommand,
  shortestPicture,
  stepPicture,
  stepSpeed,
} from './playback.ts';

/** Shown times are renewed no oftener while it plays: a screen reader would be told of each change. */
const SHOW_EACH_MS = 200;

export interface PlaybackState {
  isPlaying: boolean;
  atMs: number;
  /** Undefined while the browser does not know it. */
  durationMs: number | undefined;
  speed: number;
  loop: Loop;
  /** Nothing that was offered can be played here. */
  hasFailed: boolean;
}

export interface Playback {
  state: PlaybackState;
  /** Of the <video> or <audio>. */
  attach: (element: HTMLMediaElement | null) => void;
  /** @returns the state after it, which is shown with the next drawing */
  run: (command: PlayerCommand) => PlaybackState;
  seek: (ms: number) => void;
  setSpeed: (speed: number) => void;
  /** From here to there once, then it stands still. */
  playPart: (fromMs: number, toMs: number) => void;
  /** The very place, where `state.atMs` is up to a fifth of a second old. */
  nowMs: () => number;
}

const AT_START: PlaybackState = {
  isPlaying: false,
  atMs: 0,
  durationMs: undefined,
  speed: 1,
  loop: NO_LOOP,
  hasFailed: false,
};

/** @param frameRate pictures in a second, where the server tells it; else it is seen while they are shown */
export function usePlayback(frameRate?: number): Playback {
  const [state, setState] = useState(AT_START);
  const engine = useMemo(() => new Engine(setState), []);
  engine.toldPictureMs = frameRate === undefined ? undefined : 1_000 / frameRate;
  useEffect(() => () => engine.attach(null), [engine]);
  // Watched at each picture while it plays: the browser's own word comes four times a second, too late for a loop.
  const frame = useRef(0);
  useEffect(() => {
    if (!state.isPlaying) return undefined;
    const look = (): void => {
      engine.look();
      frame.current = requestAnimationFrame(look);
    };
    frame.current = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame.current);
  }, [engine, state.isPlaying]);
  return { state, ...engine.acts };
}

class Engine {
  #state = AT_START;
  #element: HTMLMediaElement | null = null;
  #stopAtMs: number | undefined;
  /** Where the picture that is shown begins. */
  #pictureAtMs: number | undefined;
  #seenPictureMs: number | undefined;
  /** A step into the unknown: from there, and from the picture that began at fromMs, where the browser had told it. */
  #sought: { by: 1 | -1; atMs: number; fromMs: number | undefined } | undefined;
  #watch: number | undefined;
  /** What the browser said of a picture before it said that a place is reached: of that one, or of the one that is left. */
  #earlyMs: number | undefined;
  toldPictureMs: number | undefined;
  readonly #tell: (state: PlaybackState) => void;
  readonly acts: Omit<Playback, 'state'>;

  constructor(tell: (state: PlaybackState) => void) {
    this.#tell = tell;
    this.acts = {
      attach: this.attach,
      run: this.#run,
      seek: (ms) => this.#seek(ms),
      setSpeed: (speed) => this.#setSpeed(speed),
      playPart: (fromMs, toMs) => {
        this.#set({ loop: NO_LOOP });
        this.#seek(fromMs);
        this.#stopAtMs = toMs;
        this.#play();
      },
      nowMs: () => this.#now(),
    };
  }

  readonly attach = (element: HTMLMediaElement | null): void => {
    if (element === this.#element) return;
    for (const [name, listener] of this.#listeners) this.#element?.removeEventListener(name, listener, true);
    this.#element?.pause();
    this.#unwatch();
    this.#element = element;
    this.#watchPictures();
    for (const [name, listener] of this.#listeners) element?.addEventListener(name, listener, true);
    if (element) element.playbackRate = this.#state.speed;
  };

  /** Keeps to the loop and to the end of a part, and shows the time. */
  readonly look = (): void => {
    const now = this.#now();
    if (this.#stopAtMs !== undefined && now >= this.#stopAtMs) {
      this.#stopAtMs = undefined;
      this.#element?.pause();
    }
    const back = this.#state.isPlaying ? loopBack(this.#state.loop, now) : undefined;
    if (back !== undefined) this.#seek(back);
    else if (Math.abs(now - this.#state.atMs) >= SHOW_EACH_MS) this.#set({ atMs: now });
  };

  readonly #run = (command: PlayerCommand): PlaybackState => {
    const { loop, speed } = this.#state;
    switch (command.kind) {
      case 'toggle':
        if (this.#element?.paused) this.#play();
        else this.#element?.pause();
        break;
      case 'move':
        this.#seek(this.#now() + command.byMs);
        break;
      case 'frame':
        this.#step(command.by);
        break;
      case 'speed':
        this.#setSpeed(stepSpeed(speed, command.by));
        break;
      case 'mark':
        this.#set({ loop: markLoop(loop, command.edge, this.#now()) });
        break;
      case 'loop-off':
        this.#set({ loop: NO_LOOP });
        break;
      case 'say-time':
        this.#set({ atMs: this.#now() });
        break;
    }
    return this.#state;
  };

  #now(): number {
    return Math.round((this.#element?.currentTime ?? 0) * 1_000);
  }

  #step(by: 1 | -1): void {
    this.#element?.pause();
    const atMs = this.#now();
    const fromMs = this.#pictureAtMs;
    const next = stepPicture(
      {
        atMs,
        pictureAtMs: fromMs,
        pictureMs: this.toldPictureMs ?? this.#seenPictureMs,
        durationMs: this.#state.durationMs,
      },
      by,
    );
    this.#seek(next.toMs);
    this.#pictureAtMs = next.pictureAtMs;
    if (next.pictureAtMs === undefined && next.toMs !== atMs) this.#sought = { by, atMs, fromMs };
  }

  /** The browser’s word for each picture that it shows; older ones have none (Firefox before 132). */
  #watchPictures(): void {
    const film = this.#element;
    if (!(film instanceof HTMLVideoElement) || !('requestVideoFrameCallback' in film)) return;
    const see: VideoFrameRequestCallback = (_, { mediaTime }) => {
      this.#watch = film.requestVideoFrameCallback(see);
      if (film.seeking) this.#earlyMs = mediaTime * 1_000;
      else this.#seePicture(mediaTime * 1_000);
    };
    this.#watch = film.requestVideoFrameCallback(see);
  }

  #seePicture(atMs: number): void {
    this.#earlyMs = undefined;
    const fromMs = this.#sought?.fromMs ?? this.#pictureAtMs;
    const sought = this.#sought;
    this.#sought = undefined;
    this.#pictureAtMs = atMs;
    if (fromMs !== undefined) this.#seenPictureMs = shortestPicture(this.#seenPictureMs, fromMs, atMs);
    // Not far enough to another one: of one that nobody has told, it is the same where it began before the place that was left.
    const isSame = fromMs !== undefined || (sought?.by === 1 && atMs <= sought.atMs);
    if (sought && isSame && this.#seenPictureMs === undefined) this.#step(sought.by);
  }

  /** Where nothing more is said of a picture when a place has been reached and drawn, what was said early was of that one. */
  #arrive(): void {
    this.#set({ atMs: this.#now() });
    if (this.#earlyMs === undefined) return;
    const twoFramesOn = (then: () => void) => requestAnimationFrame(() => requestAnimationFrame(then));
    twoFramesOn(() => {
      if (this.#earlyMs !== undefined && this.#element?.seeking === false) this.#seePicture(this.#earlyMs);
    });
  }

  #unwatch(): void {
    const film = this.#element;
    if (this.#watch !== undefined && film instanceof HTMLVideoElement)
      film.cancelVideoFrameCallback(this.#watch);
    this.#watch = undefined;
    this.#pictureAtMs = undefined;
    this.#seenPictureMs = undefined;
    this.#earlyMs = undefined;
    this.#sought = undefined;
  }

  #seek(ms: number): void {
    this.#stopAtMs = undefined;
    this.#pictureAtMs = undefined;
    this.#earlyMs = undefined;
    this.#sought = undefined;
    const reached = moveTo(ms, this.#state.durationMs);
    if (this.#element) this.#element.currentTime = reached / 1_000;
    this.#set({ atMs: reached });
  }

  #play(): void {
    // From the end a browser would begin anew, outside the loop.
    const back = loopBack(this.#state.loop, this.#now());
    if (back !== undefined) this.#seek(back);
    // Refused or given up on: `pause` and `error` tell what there is to tell.
    void this.#element?.play()?.catch(() => undefined);
  }

  /** A part may end where the recording does: then the browser stops before anybody has looked. */
  #end(): void {
    this.#set({ isPlaying: false, atMs: this.#now() });
    const { loop } = this.#state;
    if (loop.state !== 'on') return;
    this.#seek(loop.fromMs);
    this.#play();
  }

  #setSpeed(speed: number): void {
    if (this.#element) this.#element.playbackRate = speed;
    this.#set({ speed });
  }

  #set(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }

  readonly #listeners: readonly (readonly [string, () => void])[] = [
    ['play', () => this.#set({ isPlaying: true })],
    ['pause', () => this.#set({ isPlaying: false, atMs: this.#now() })],
    ['ended', () => this.#end()],
    ['seeked', () => this.#arrive()],
    ['timeupdate', () => this.look()],
    [
      'durationchange',
      () => {
        const duration = this.#element?.duration ?? Number.NaN;
        if (Number.isFinite(duration)) this.#set({ durationMs: Math.round(duration * 1_000) });
      },
    ],
    // At the element itself, or at its last source, when none of them can be played.
    ['error', () => this.#set({ hasFailed: this.#hasFailed() })],
  ];

  #hasFailed(): boolean {
    const element = this.#element;
    return element !== null && (element.error !== null || element.networkState === NO_SOURCE);
  }
}

/** HTMLMediaElement.NETWORK_NO_SOURCE */
const NO_SOURCE = 3;
