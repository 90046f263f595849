// Everything of the platform that the offline half touches, as one object: clock, chance, storage, network, lock,
// timers, signals. The simulation replaces it whole; the default works in a page and in a service worker alike, so
// nothing here may name `window` or `document` (see surroundings.ts), and nothing is touched while modules load.

import { type Cryptography, webCryptography } from './cryptography.ts';
import { cookieMarker, isPageVisible, listenToSignals, type Marker, type Signal } from './surroundings.ts';

/** The lock that the one sender of this device holds (sending.ts, S1). */
export const SENDING_LOCK = 'kopru-sync';

/** What the sender reads of an HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  text(): Promise<string>;
  /** Of an answer that is bytes. */
  arrayBuffer?(): Promise<ArrayBuffer>;
}

export interface HttpRequest {
  method: 'GET' | 'PUT' | 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
  /** Instead of a body that is text. */
  bytes?: Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
}

/** What changes.ts needs of a BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
}

export type Locked<T> = { isHeld: true; value: T } | { isHeld: false };

export interface OfflineEnvironment {
  readonly indexedDB: Pick<IDBFactory, 'open'>;
  readonly cryptography: Cryptography;
  /** Milliseconds of the device's clock, which may be wrong by years. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Runs once after a duration, not at a time of day. @returns cancels it */
  setTimer(run: () => void, delayMs: number): () => void;
  /** Rejects when no answer came, whatever the reason. */
  fetch(path: string, request: HttpRequest): Promise<HttpAnswer>;
  /** Runs `work` if nobody on this device holds the lock; never waits for it. */
  ifFree<T>(lock: string, work: () => Promise<T>): Promise<Locked<T>>;
  /** Runs `work` when nobody on this device holds the lock any more, unless that takes longer than the patience. */
  whenFree<T>(lock: string, work: () => Promise<T>, patienceMs: number): Promise<Locked<T>>;
  /** undefined where there is no BroadcastChannel. */
  openChannel(name: string): Channel | undefined;
  /** Calls back when the page becomes worth a try. @returns stops it */
  listen(onSignal: (signal: Signal) => void): () => void;
  isVisible(): boolean;
  /** Asks the browser to wake the worker when there is a network. Does nothing where this does not exist. */
  registerBackgroundSync(tag: string): Promise<void>;
  /** undefined where the browser cannot tell. */
  readonly storage: StorageRoom | undefined;
  readonly marker: Marker;
}

/** StorageManager as both runtimes have it: a worker may ask how much there is, only a page may ask to keep it. */
interface StorageRoom {
  estimate?(): Promise<{ usage?: number; quota?: number }>;
  persisted?(): Promise<boolean>;
  persist?(): Promise<boolean>;
}

/** Chromium only; the type libraries do not know it. */
interface SyncManagerLike {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}

/** The platform itself. */
export const platform: OfflineEnvironment = {
  get indexedDB() {
    return indexedDB;
  },
  cryptography: webCryptography,
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  fetch: (path, { method, headers, body, bytes, signal }) =>
    fetch(path, {
      method,
      headers,
      signal,
      body: bytes ?? body ?? null,
      cache: 'no-store',
      credentials: 'omit',
      // A captive portal redirects to its own page; that page is no answer of ours.
      redirect: 'error',
    }),
  ifFree: (lock, work) =>
    navigator.locks.request(lock, { ifAvailable: true }, async (held) =>
      held ? { isHeld: true as const, value: await work() } : { isHeld: false as const },
    ),
  async whenFree<T>(lock: string, work: () => Promise<T>, patienceMs: number): Promise<Locked<T>> {
    // The signal ends the waiting only: once held, the lock is held until the work is done.
    const waiting = new AbortController();
    const stopWaiting = platform.setTimer(() => waiting.abort(), patienceMs);
    let hasBegun = false;
    try {
      return await navigator.locks.request(lock, { signal: waiting.signal }, async () => {
        hasBegun = true;
        stopWaiting();
        return { isHeld: true as const, value: await work() };
      });
    } catch (error) {
      if (hasBegun || !waiting.signal.aborted) throw error;
      return { isHeld: false };
    }
  },
  openChannel: (name) => (typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)),
  listen: listenToSignals,
  isVisible: isPageVisible,
  async registerBackgroundSync(tag) {
    // Of the worker itself, which has come further and means to be woken at once (W6 of background-sync.ts).
    const own = (globalThis as { registration?: ServiceWorkerRegistration }).registration;
    const registration = own ?? (await navigator.serviceWorker?.getRegistration());
    // Asked for again while the worker is at it, it would be woken again at once, without the browser's pause.
    if (!registration || !hasSync(registration)) return;
    if (own || !(await registration.sync.getTags()).includes(tag)) await registration.sync.register(tag);
  },
  get storage() {
    return 'storage' in navigator ? navigator.storage : undefined;
  },
  marker: cookieMarker,
};

function hasSync(
  registration: ServiceWorkerRegistration,
): registration is ServiceWorkerRegistration & { sync: SyncManagerLike } {
  return 'sync' in registration;
}
