// One phone: its disk, its clock, its lock, and the processes that run on it (two tabs and the worker). A process can
// die between any two steps; then nothing that it waits for ever comes, its lock is free, and a new one may start on
// the same disk.

import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Cryptography } from '../../src/offline/cryptography.ts';
import type { Channel, Locked, OfflineEnvironment } from '../../src/offline/environment.ts';
import type { Sealed } from '../../src/offline/schema.ts';
import type { Signal } from '../../src/offline/surroundings.ts';
import type { Clockwork } from './clockwork.ts';
import { FakeDatabase, type RawOpenRequest } from './fake-database.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';

export type WriteFault = 'QuotaExceededError' | 'UnknownError';

export class Device {
  readonly disk = new FakeDatabase();
  readonly clockwork: Clockwork;
  readonly network: Network;
  readonly random: Random;
  /** How far the device's clock is off. */
  clockOffsetMs = 0;
  readonly locks = new Map<string, Process>();
  readonly channels = new Set<SimulatedChannel>();
  isMarked = false;

  constructor(clockwork: Clockwork, network: Network, random: Random) {
    this.clockwork = clockwork;
    this.network = network;
    this.random = random;
  }

  now(): number {
    return this.clockwork.now + this.clockOffsetMs;
  }
}

export class Process {
  isAlive = true;
  readonly environment: OfflineEnvironment;
  readonly #device: Device;
  readonly #openings: RawOpenRequest[] = [];
  readonly #connections = new Set<object>();
  readonly #signalListeners = new Set<(signal: Signal) => void>();
  readonly #writeFaults: WriteFault[] = [];

  constructor(device: Device) {
    this.#device = device;
    this.environment = this.#makeEnvironment();
  }

  /** kill -9 */
  kill(): void {
    this.isAlive = false;
    const { disk, locks, channels, random } = this.#device;
    disk.cutOff(this.#openings, this.#connections, () => random.next() < 0.5);
    for (const [lock, holder] of locks) if (holder === this) locks.delete(lock);
    for (const channel of channels) if (channel.process === this) channels.delete(channel);
  }

  signal(signal: Signal): void {
    for (const listener of this.#signalListeners) listener(signal);
  }

  /** The next writing transactions are aborted by the system. */
  expectWriteFaults(faults: readonly WriteFault[]): void {
    this.#writeFaults.push(...faults);
  }

  forgetWriteFaults(): void {
    this.#writeFaults.length = 0;
  }

  /** Runs a callback from outside, unless the process is dead. */
  enter(run: () => void): void {
    if (this.isAlive) run();
  }

  #makeEnvironment(): OfflineEnvironment {
    const device = this.#device;
    return {
      indexedDB: { open: (name, version) => this.#open(name, version) },
      cryptography: cryptographyOf(device.random),
      now: () => device.now(),
      random: () => device.random.next(),
      setTimer: (run, delayMs) => device.clockwork.setTimer(() => this.enter(run), delayMs),
      fetch: (path, request) => {
        const answer = device.network.fetch(path, request);
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
      isVisible: () => true,
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

  #open(name: string, version: number | undefined): IDBOpenDBRequest {
    const request = this.#device.disk.factory.open(name, version);
    this.#openings.push(request as unknown as RawOpenRequest);
    request.addEventListener('success', () => {
      const { result } = request;
      this.#connections.add(result);
      const begin = result.transaction.bind(result);
      result.transaction = (stores, mode, options) => {
        const transaction = begin(stores, mode, options);
        if (mode === 'readwrite') this.#disturb(transaction);
        return transaction;
      };
    });
    return request;
  }

  #disturb(transaction: IDBTransaction): void {
    const fault = this.#writeFaults.shift();
    if (!fault) return;
    const raw = transaction as unknown as { _state: string; _abort(name: string): void };
    const abortAfter = (tasks: number): void =>
      this.#device.clockwork.queue(() => {
        if (raw._state === 'finished') return;
        if (tasks > 0) abortAfter(tasks - 1);
        else raw._abort(fault);
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
      locks.delete(lock);
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
    const others = [...this.#device.channels].filter((channel) => channel !== this && channel.onmessage);
    for (const channel of others) {
      this.#device.clockwork.setTimer(() => {
        if (!this.#device.channels.has(channel)) return;
        channel.process.enter(() => channel.onmessage?.(new MessageEvent('message', { data: message })));
      }, 1);
    }
  }

  close(): void {
    this.#device.channels.delete(this);
  }
}

/** As WebCrypto, but at once, and with a stretching that costs nothing. */
function cryptographyOf(random: Random): Cryptography {
  const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
  return {
    randomBytes: (count) => random.bytes(count),
    sha256: (bytes) => Promise.resolve(sha256(bytes)),
    makeKey: () => Promise.resolve({} as CryptoKey),
    seal: (_key, iv, place, bytes) => Promise.resolve(sealSimulated(iv, place, bytes)),
    open: async (_key, iv, place, bytes) => {
      const opened = bytes.slice(0, -TAG_BYTES);
      if (Buffer.compare(new Uint8Array(sealSimulated(iv, place, opened)), bytes) !== 0)
        throw new Error('not what was sealed, or not at this place');
      return opened.buffer;
    },
    stretch: (code) => Promise.resolve(sha256(new TextEncoder().encode(code))),
    verify: ({ kty, crv, x, y }, signature, data) =>
      Promise.resolve(
        verify(
          'sha256',
          data,
          { key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
          signature,
        ),
      ),
  };
}

const TAG_BYTES = 16;

/** The bytes as they are, for the oracle to read, and a tag that holds them to their place. */
function sealSimulated(iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): ArrayBuffer {
  const tag = createHash('md5').update(iv).update(place).update('\0').update(bytes).digest();
  return Uint8Array.from([...bytes, ...tag]).buffer;
}

export function isSealed(record: unknown): record is Sealed {
  return typeof record === 'object' && record !== null && 'sealed' in record;
}

/** A record as it lies on the simulated disk, opened. */
export function openSimulated({ sealed, ...clear }: Sealed): unknown {
  const bytes = new Uint8Array(sealed).slice(HEAD_BYTES, -TAG_BYTES);
  return { ...clear, ...JSON.parse(new TextDecoder().decode(bytes)) };
}

/** Initialisation vector. */
const HEAD_BYTES = 12;
