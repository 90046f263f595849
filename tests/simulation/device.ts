// One phone: its disk, its clock, its lock, and the processes that run on it (tabs and the worker). A process can die
// between any two steps; then nothing that it waits for ever comes, its lock is free, and a new one may start on the same
// disk.

import { hash } from 'node:crypto';
import type { Cryptography } from '../../src/offline/cryptography.ts';
import type { Channel, Locked, OfflineEnvironment } from '../../src/offline/environment.ts';
import { DATABASE_NAME } from '../../src/offline/schema.ts';
import type { Signal } from '../../src/offline/surroundings.ts';
import type { Clockwork } from './clockwork.ts';
import { FakeDatabase, forceClose, type RawOpenRequest } from './fake-database.ts';
import type { DiskFault } from './faults.ts';
import { isSignedBy } from './keys.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import { type SimulatedSeals, simulatedSealing } from './sealing.ts';
import type { Tally } from './tally.ts';

const ERROR_OF = { 'quota exceeded': 'QuotaExceededError', 'transaction aborted': 'UnknownError' } as const;

export class Device {
  readonly disk = new FakeDatabase();
  readonly clockwork: Clockwork;
  readonly network: Network;
  readonly random: Random;
  readonly tally: Tally;
  /** How far the device's clock is off. */
  clockOffsetMs = 0;
  /** Whether it can reach anybody; the line itself may be down all the same (network.ts). */
  hasLine = true;
  /** How many versions newer than today's the app is that the next page or worker runs. */
  newerBy = 0;
  readonly locks = new Map<string, Process>();
  readonly channels = new Set<SimulatedChannel>();
  isMarked = false;
  readonly seals: SimulatedSeals;

  constructor(
    clockwork: Clockwork,
    network: Network,
    random: Random,
    tally: Tally,
    seals: SimulatedSeals = simulatedSealing,
  ) {
    this.seals = seals;
    this.clockwork = clockwork;
    this.network = network;
    this.random = random;
    this.tally = tally;
  }

  now(): number {
    return this.clockwork.now + this.clockOffsetMs;
  }

  async fetchNothing(): Promise<never> {
    await this.clockwork.pass(100);
    throw new TypeError('no line');
  }
}

export class Process {
  isAlive = true;
  /** Whether somebody looks at it: of the tabs of a phone, one at most. */
  isVisible = false;
  readonly environment: OfflineEnvironment;
  readonly newerBy: number;
  readonly #device: Device;
  readonly #openings: RawOpenRequest[] = [];
  readonly #connections = new Set<IDBDatabase>();
  readonly #signalListeners = new Set<(signal: Signal) => void>();
  readonly #diskFaults: DiskFault[] = [];

  constructor(device: Device) {
    this.#device = device;
    this.newerBy = device.newerBy;
    this.environment = this.#makeEnvironment();
  }

  /** kill -9. @returns whether it was writing */
  kill(): boolean {
    this.isAlive = false;
    const { disk, locks, channels, random } = this.#device;
    const wasWriting = disk.cutOff(this.#openings, this.#connections, () => random.next() < 0.5);
    for (const [lock, holder] of locks) if (holder === this) locks.delete(lock);
    for (const channel of channels) if (channel.process === this) channels.delete(channel);
    return wasWriting;
  }

  signal(signal: Signal): void {
    for (const listener of this.#signalListeners) listener(signal);
  }

  /** The next writing transactions meet these. */
  expectDiskFaults(faults: readonly DiskFault[]): void {
    this.#diskFaults.push(...faults);
  }

  forgetDiskFaults(): void {
    this.#diskFaults.length = 0;
  }

  /** Runs a callback from outside, unless the process is dead. */
  enter(run: () => void): void {
    if (this.isAlive) run();
  }

  #makeEnvironment(): OfflineEnvironment {
    const device = this.#device;
    return {
      indexedDB: { open: (name, version) => this.#open(name, version) },
      cryptography: cryptographyOf(device.random, device.seals),
      now: () => device.now(),
      random: () => device.random.next(),
      setTimer: (run, delayMs) => device.clockwork.setTimer(() => this.enter(run), delayMs),
      fetch: (path, request) => {
        const answer = device.hasLine ? device.network.fetch(path, request) : device.fetchNothing();
        return new Promise((resolve, reject) => {
          answer.then(
            (value) => this.enter(() => resolve(value)),
            (error: unknown) => this.enter(() => reject(error)),
          );
        });
      },
      ifFree: (lock, work) => this.#ifFree(lock, work),
      whenFree: async (lock, work, patienceMs) => {
        for (let waitedMs = 0; device.locks.has(lock) && waitedMs < patienceMs; waitedMs += 1_000) {
          await new Promise<void>((resolve) => device.clockwork.setTimer(() => this.enter(resolve), 1_000));
        }
        return await this.#ifFree(lock, work);
      },
      openChannel: () => new SimulatedChannel(this, device),
      listen: (onSignal) => {
        this.#signalListeners.add(onSignal);
        return () => this.#signalListeners.delete(onSignal);
      },
      isVisible: () => this.isVisible,
      registerBackgroundSync: () => Promise.resolve(),
      storage: undefined,
      marker: {
        isSet: () => device.isMarked,
        set: () => {
          device.isMarked = true;
        },
      },
    };
  }

  /** A newer app has more migrations than this one: its store has a higher version. */
  #open(name: string, version: number | undefined): IDBOpenDBRequest {
    const newerBy = name === DATABASE_NAME ? this.newerBy : 0;
    const request = this.#device.disk.factory.open(name, (version ?? 1) + newerBy);
    this.#openings.push(request as unknown as RawOpenRequest);
    request.addEventListener('success', () => {
      const { result } = request;
      this.#connections.add(result);
      const begin = result.transaction.bind(result);
      result.transaction = (stores, mode, options) => {
        const transaction = begin(stores, mode, options);
        if (mode === 'readwrite') this.#disturb(transaction, result);
        return transaction;
      };
    });
    return request;
  }

  #disturb(transaction: IDBTransaction, connection: IDBDatabase): void {
    const fault = this.#diskFaults.shift();
    if (!fault) return;
    this.#device.tally.hit(fault);
    const raw = transaction as unknown as { _state: string; _abort(name: string): void };
    const abortAfter = (tasks: number): void =>
      this.#device.clockwork.queue(() => {
        if (raw._state === 'finished') return;
        if (tasks > 0) {
          abortAfter(tasks - 1);
          return;
        }
        raw._abort(fault === 'connection closed' ? 'AbortError' : ERROR_OF[fault]);
        if (fault === 'connection closed') forceClose(connection);
      });
    abortAfter(this.#device.random.below(4));
  }

  async #ifFree<T>(lock: string, work: () => Promise<T>): Promise<Locked<T>> {
    const { locks } = this.#device;
    if (locks.has(lock)) return { isHeld: false };
    locks.set(lock, this);
    try {
      return { isHeld: true, value: await work() };
    } finally {
      if (locks.get(lock) === this) locks.delete(lock);
    }
  }
}

class SimulatedChannel implements Channel {
  onmessage: Channel['onmessage'] = null;
  readonly process: Process;
  readonly #device: Device;

  constructor(process: Process, device: Device) {
    this.process = process;
    this.#device = device;
    device.channels.add(this);
  }

  postMessage(message: unknown): void {
    for (const channel of this.#device.channels) {
      if (channel === this || !channel.onmessage) continue;
      this.#device.clockwork.setTimer(() => {
        if (!this.#device.channels.has(channel)) return;
        channel.process.enter(() => channel.onmessage?.({ data: message } as MessageEvent));
      }, 1);
    }
  }

  close(): void {
    this.#device.channels.delete(this);
  }
}

/** As WebCrypto, but at once, with a stretching that costs nothing and signatures of this world (keys.ts). */
function cryptographyOf(random: Random, seals: SimulatedSeals): Cryptography {
  const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
  return {
    ...seals,
    randomBytes: (count) => random.bytes(count),
    sha256: (bytes) => Promise.resolve(sha256(bytes)),
    derive: (secret, salt) => Promise.resolve(sha256(Buffer.concat([salt, secret]))),
    verify: (key, signature, data) => Promise.resolve(isSignedBy(key, signature, data)),
  };
}
