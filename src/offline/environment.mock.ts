// A device for tests: its own disk, lock and channels, a clock and timers that only the test moves, and a network that
// the test answers for. Cryptography is the real one, but for the length of the stretching.

import { IDBFactory } from 'fake-indexeddb';
import { PATHS } from '../domain/wire.ts';
import { webCryptography } from './cryptography.ts';
import type { Channel, HttpAnswer, HttpRequest, Locked, OfflineEnvironment } from './environment.ts';
import { DATABASE_NAME } from './schema.ts';
import type { Signal } from './surroundings.ts';

export interface Asked extends HttpRequest {
  path: string;
}

export interface MockEnvironment extends OfflineEnvironment {
  /** Milliseconds; the test may set it. */
  clockMs: number;
  chance: number;
  isPageVisible: boolean;
  asked: Asked[];
  /** Answers everything but the knock at the server's door. */
  answer: (asked: Asked) => Promise<HttpAnswer> | HttpAnswer;
  /** Answers the knock, which is not among what was asked. */
  opens: () => Promise<HttpAnswer> | HttpAnswer;
  signal(signal: Signal): void;
  /** Fires the timers that are due within the duration, in order, and lets what they start finish. */
  advance(durationMs: number): Promise<void>;
  timers: { at: number; run: () => void }[];
  backgroundSyncs: string[];
  isMarked: boolean;
  /** The last one that was opened here, as the browser gives it. */
  connection: (database?: string) => IDBDatabase;
  storage: OfflineEnvironment['storage'];
  device: MockDevice;
}

export interface MockDevice {
  factory: IDBFactory;
  locks: Set<string>;
  channels: Set<Channel>;
}

export function mockDevice(): MockDevice {
  return { factory: new IDBFactory(), locks: new Set(), channels: new Set() };
}

/** One page or worker. @param device shared by the tabs of one phone */
export function mockEnvironment(device: MockDevice = mockDevice()): MockEnvironment {
  const listeners = new Set<(signal: Signal) => void>();
  const connections = new Map<string, IDBDatabase>();
  let elapsedMs = 0;
  const environment: MockEnvironment = {
    device,
    clockMs: Date.parse('2026-11-23T10:00:00Z'),
    chance: 0.5,
    isPageVisible: true,
    asked: [],
    timers: [],
    backgroundSyncs: [],
    isMarked: false,
    storage: undefined,
    indexedDB: {
      open(name, version) {
        const request = device.factory.open(name, version);
        request.addEventListener('success', () => connections.set(name, request.result));
        return request;
      },
    },
    connection: (name = DATABASE_NAME) => {
      const connection = connections.get(name);
      if (!connection) throw new Error(`${name} was not opened`);
      return connection;
    },
    cryptography: {
      ...webCryptography,
      makeKey: counted(webCryptography.makeKey),
      seal: counted(webCryptography.seal),
      open: counted(webCryptography.open),
      sha256: counted(webCryptography.sha256),
      verify: counted(webCryptography.verify),
      derive: counted((secret, salt, iterations) =>
        webCryptography.derive(secret, salt, Math.min(iterations, 100)),
      ),
    },
    now: () => environment.clockMs,
    random: () => environment.chance,
    answer: () => Promise.reject(new TypeError('no network')),
    opens: () => jsonAnswer(200, { status: 'ok' }),
    setTimer(run, delayMs) {
      const timer = { at: elapsedMs + delayMs, run };
      environment.timers.push(timer);
      return () => {
        environment.timers = environment.timers.filter((other) => other !== timer);
      };
    },
    async fetch(path, request) {
      if (path === PATHS.knock) return await environment.opens();
      const asked = { ...request, path };
      environment.asked.push(asked);
      return await environment.answer(asked);
    },
    async ifFree<T>(lock: string, work: () => Promise<T>): Promise<Locked<T>> {
      if (device.locks.has(lock)) return { isHeld: false };
      device.locks.add(lock);
      try {
        return { isHeld: true, value: await work() };
      } finally {
        device.locks.delete(lock);
      }
    },
    async whenFree<T>(lock: string, work: () => Promise<T>, patienceMs: number): Promise<Locked<T>> {
      const until = elapsedMs + patienceMs;
      while (device.locks.has(lock) && elapsedMs < until) {
        await new Promise<void>((resolve) => environment.setTimer(resolve, 1_000));
      }
      return await environment.ifFree(lock, work);
    },
    openChannel: () => mockChannel(device),
    listen(onSignal) {
      listeners.add(onSignal);
      return () => listeners.delete(onSignal);
    },
    isVisible: () => environment.isPageVisible,
    registerBackgroundSync(tag) {
      environment.backgroundSyncs.push(tag);
      return Promise.resolve();
    },
    marker: {
      isSet: () => environment.isMarked,
      set: () => {
        environment.isMarked = true;
      },
    },
    signal(signal) {
      for (const listener of listeners) listener(signal);
    },
    async advance(durationMs) {
      const until = elapsedMs + durationMs;
      for (let next = nextTimer(environment, until); next; next = nextTimer(environment, until)) {
        const timer = next;
        environment.timers = environment.timers.filter((other) => other !== timer);
        environment.clockMs += timer.at - elapsedMs;
        elapsedMs = timer.at;
        timer.run();
        await settle();
      }
      environment.clockMs += until - elapsedMs;
      elapsedMs = until;
    },
  };
  return environment;
}

/**
 * Lets what was begun come to its end: the fake database takes a bounded number of tasks and no time, a cipher takes a thread.
 * @param turns so many tasks after the last cipher
 */
export async function settle(turns = 200): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (ciphersUnderWay > 0) turn = 0;
  }
}

let ciphersUnderWay = 0;

function counted<Given extends unknown[], Result>(
  cipher: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    ciphersUnderWay += 1;
    try {
      return await cipher(...given);
    } finally {
      ciphersUnderWay -= 1;
    }
  };
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

function nextTimer(
  { timers }: MockEnvironment,
  until: number,
): MockEnvironment['timers'][number] | undefined {
  return timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
}

function mockChannel({ channels }: MockDevice): Channel {
  const channel: Channel = {
    onmessage: null,
    postMessage(message) {
      for (const other of channels) {
        if (other !== channel) other.onmessage?.(new MessageEvent('message', { data: message }));
      }
    },
    close: () => channels.delete(channel),
  };
  channels.add(channel);
  return channel;
}
