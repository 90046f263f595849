// Holds what is said of parcels on one phone, its own or carried, against its disk, the server, and what it sends.
//
// 1  What was said to be taken in is on the disk, byte for byte, until somebody clears it away.
// 2  A carried parcel is delivered only where the server holds exactly what is in it, or a forger has answered in the server's place: a
//    carrier can verify nothing, and the writer's phone, which can, does not believe it. It is refused only by the server's word.
// 3  Nothing that a carrier has can be read: no text, no id, no tracking key, neither in what was taken in nor in what came back.
// 4  What was given up here is not sent from here any more, unless it was taken in anew; an old emergency is sent only after somebody's word.
// 5  In the end everything that is carried is delivered or refused.

import type { SealedEntry } from '../../../src/offline/sealed-schema.ts';
import type { Process } from '../device.ts';
import type { FakeDatabase } from '../fake-database.ts';
import { Violation } from '../oracle/violation.ts';
import { type Inside, lookInto } from '../parcels/server-seals.ts';
import type { Server } from '../server/server.ts';

/** Between the code's look at the clock and the sending of it the clock may have jumped. */
const AFTER_A_JUMP_MS = 60_000;

export interface CarriageOptions {
  /** By the phone's clock. */
  now: () => number;
  trueNow: () => number;
  /** Names of parcels that a forger has answered. */
  forged: ReadonlySet<string>;
}

export class Carriage {
  readonly #disk: FakeDatabase;
  readonly #server: Server;
  readonly #options: CarriageOptions;
  /** By name: what was said to be taken in, and its envelope, unless another of the same was here already. */
  readonly #taken = new Map<string, { id: string; digest: string; envelope: Buffer | undefined }>();
  readonly #givenUp = new Set<string>();
  readonly #wrapped = new WeakSet<Process>();
  #jumpedAt = Number.NEGATIVE_INFINITY;
  #seen = -1;
  #violation: Violation | undefined;

  constructor(disk: FakeDatabase, server: Server, options: CarriageOptions) {
    this.#disk = disk;
    this.#server = server;
    this.#options = options;
  }

  entries(): SealedEntry[] {
    return this.#disk.records('sealed') as SealedEntry[];
  }

  /** Whatever this page or worker sends is looked at. */
  meet(process: Process): void {
    if (this.#wrapped.has(process)) return;
    this.#wrapped.add(process);
    const { environment } = process;
    const { fetch } = environment;
    environment.fetch = (path, request) => {
      const [, parcel] = /^\/api\/sealed\/([^/]+)$/.exec(path) ?? [];
      if (parcel !== undefined) this.#sends(parcel);
      return fetch(path, request);
    };
  }

  /** The phone's clock does. @param trueNow milliseconds */
  jumped(trueNow: number): void {
    this.#jumpedAt = trueNow;
  }

  taken(parcel: string, envelope: Uint8Array, state: 'new' | 'known'): void {
    const { id, digest } = lookInto(envelope);
    if (state === 'new') this.#taken.set(parcel, { id, digest, envelope: Buffer.from(envelope) });
    else if (!this.#taken.has(parcel)) this.#taken.set(parcel, { id, digest, envelope: undefined });
    this.#givenUp.delete(parcel);
    this.#seen = -1;
  }

  /** Somebody is about to clear it away. */
  letGo(parcel: string): void {
    this.#taken.delete(parcel);
  }

  /** Somebody has been asked, and it is gone. */
  gaveUp(parcel: string): void {
    this.#givenUp.add(parcel);
  }

  check(): void {
    if (this.#violation) throw this.#violation;
    if (this.#disk.isBeingWritten()) return;
    const changedAt = this.#disk.changedAt('sealed');
    if (changedAt === this.#seen) return;
    this.#seen = changedAt;
    const here = new Map(this.entries().map((entry) => [entry.parcel, entry]));
    for (const [parcel, { id, digest, envelope }] of this.#taken) {
      const entry = here.get(parcel);
      if (!entry) throw new Violation(`the parcel ${parcel} was taken in and is lost`);
      const inside = insideOf(entry);
      const isSame = envelope?.equals(Buffer.from(entry.envelope)) ?? true;
      if (!isSame || inside.id !== id || inside.digest !== digest)
        throw new Violation(`the parcel ${parcel} was taken in and is another`);
    }
    for (const entry of here.values()) if (!entry.own) this.#checkCarried(entry);
  }

  /** Nothing goes on by itself: what is left waits for somebody's word. */
  isAtRest(): boolean {
    const now = this.#options.now();
    return this.entries().every(
      ({ status, askAfter }) =>
        isDone(status) || (status.state === 'waiting' && (askAfter ?? now + 1) <= now),
    );
  }

  checkEnd(): void {
    for (const { parcel, status } of this.entries())
      if (!isDone(status)) throw new Violation(`in the end the parcel ${parcel} is ${status.state}`);
  }

  #sends(parcel: string): void {
    if (this.#givenUp.has(parcel))
      this.#violation ??= new Violation(`the parcel ${parcel} is sent, and it was given up here`);
    const askAfter = this.entries().find((entry) => entry.parcel === parcel)?.askAfter;
    const hasJustJumped = this.#options.trueNow() - this.#jumpedAt < AFTER_A_JUMP_MS;
    if (askAfter !== undefined && askAfter < this.#options.now() && !hasJustJumped)
      this.#violation ??= new Violation(`the old emergency in ${parcel} is sent, and nobody was asked`);
  }

  #checkCarried(entry: SealedEntry): void {
    const { parcel, envelope, status, reason } = entry;
    const { id, digest, secrets } = insideOf(entry);
    const lies = [Buffer.from(envelope)];
    if (reason !== undefined) lies.push(Buffer.from(reason, 'base64url'));
    if (status.state === 'received') lies.push(Buffer.from(status.receipt, 'base64url'));
    const number = this.#server.rows.applications.get(id)?.number;
    for (const secret of [...secrets, ...(number === undefined ? [] : [number])]) {
      if (lies.some((bytes) => bytes.includes(secret)))
        throw new Violation(`whoever carries ${parcel} can read ${secret}`);
    }
    const isDelivered = status.state === 'received' && !this.#options.forged.has(parcel);
    if (isDelivered && this.#server.accepted(id)?.digest !== digest)
      throw new Violation(`the parcel ${parcel} is delivered, and the server does not have it`);
    if (status.state === 'refused' && !this.#server.refused.has(id))
      throw new Violation(`the parcel ${parcel} is refused, and the server never refused it`);
  }
}

function insideOf({ parcel, envelope }: SealedEntry): Inside {
  try {
    return lookInto(new Uint8Array(envelope));
  } catch (cause) {
    throw new Violation(`the parcel ${parcel} is not what was given away`, { cause });
  }
}

function isDone({ state }: SealedEntry['status']): boolean {
  return state === 'received' || state === 'refused';
}
