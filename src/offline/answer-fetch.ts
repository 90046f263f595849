// Fetches the sign videos and sounds of answers with the tracking key, piece by piece, and keeps them to be played without a
// connection (kept-answers.ts, P1 and P3).
//
//     nothing ──fetch──▶ a part ──fetch──▶ whole          removed by the citizen, or with its application (recording-sweep.ts)
//                          └─ no answer, stopped: stays, and the next fetch goes on
//                          └─ no room: taken away, so that it does not stand in the way of what the citizen writes
//
// P2  What is called whole has the length and the SHA-256 that the server named.
// P4  One page of the device fetches a medium at a time.

import { RENDITION_PATH } from '../domain/attachment-rendition.ts';
import { createSha256 } from '../domain/sha256.ts';
import type { AnswerMedium } from '../domain/thread-answer.ts';
import { pathOf } from '../domain/wire.ts';
import { announce } from './changes.ts';
import { type HttpAnswer, type OfflineEnvironment, platform } from './environment.ts';
import {
  isWhole,
  keepPiece,
  lengthOf,
  type PlayableMedium,
  readKept,
  readPieces,
  readPlayable,
  removeKept,
} from './kept-answers.ts';
import { roomLeft } from './recordings.ts';
import type { AnswerRecord, StoredThread } from './schema.ts';
import { askPersistence } from './storage.ts';
import { StorageFault } from './storage-fault.ts';

/** Little enough for half a minute on a line of 64 kbit/s: a broken connection costs no more. */
const PIECE_BYTES = 256 * 1024;
const PIECE_TIMEOUT_MS = 120_000;
/** Left free for what the citizen writes. */
const SPARE_BYTES = 5 * 1024 * 1024;

/** Which medium of which answer. */
export interface Wanted extends Pick<StoredThread, 'applicationId' | 'trackingKey'> {
  medium: Pick<AnswerMedium, 'id' | 'renditions'>;
  rendition: string;
}

export type Fetched =
  | { kind: 'kept' }
  /** Could not be kept; here it is nevertheless, for this time. */
  | { kind: 'not-kept'; playable: PlayableMedium }
  /** No room, or no store, and it was to be kept. */
  | { kind: 'no-room' }
  | { kind: 'no-answer' }
  /** The server does not have it, or not for this code; or the application is no longer here. */
  | { kind: 'gone' }
  /** Other bytes than those that were announced; they were thrown away. */
  | { kind: 'damaged' }
  /** Another page of this device fetches it. */
  | { kind: 'busy' }
  | { kind: 'stopped' };

export interface FetchOptions {
  /** Whether it is of use even where it cannot be kept. */
  isForNow: boolean;
  /** @param share in [0, 1] */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Fetches what is missing of a medium and keeps it. Another form than the kept one replaces it. Never throws. */
export async function fetchMedium(
  wanted: Wanted,
  options: FetchOptions,
  environment: OfflineEnvironment = platform,
): Promise<Fetched> {
  const { applicationId, medium } = wanted;
  const locked = await environment.ifFree(`kopru-answer-${medium.id}`, async () => {
    const fetching = new Fetching(wanted, options, environment);
    return await fetching.run();
  });
  if (!locked.isHeld) return { kind: 'busy' };
  if (locked.value.kind === 'kept') void askPersistence(environment);
  announce({ kind: 'thread', id: applicationId }, environment);
  return locked.value;
}

/** What came of a question for a piece. */
type Piece = { bytes: ArrayBuffer; from: number; total: number; mediaType: string; digest: string } | Ended;
type Ended = Exclude<Fetched, { kind: 'kept' | 'not-kept' | 'no-room' | 'busy' }>;

class Fetching {
  readonly #wanted: Wanted;
  readonly #options: FetchOptions;
  readonly #environment: OfflineEnvironment;
  #record: AnswerRecord | undefined;
  /** Since the store has refused: all pieces, in their order. */
  #inMemory: ArrayBuffer[] | undefined;

  constructor(wanted: Wanted, options: FetchOptions, environment: OfflineEnvironment) {
    this.#wanted = wanted;
    this.#options = options;
    this.#environment = environment;
  }

  async run(): Promise<Fetched> {
    await this.#begin();
    if (this.#inMemory && !this.#options.isForNow) return { kind: 'no-room' };
    for (;;) {
      const record = this.#record;
      if (record) this.#options.onProgress?.(record.keptBytes / record.byteLength);
      if (record && isWhole(record)) return await this.#finish(record);
      const piece = await this.#ask(record);
      if ('kind' in piece) return piece;
      const end = await this.#take(piece);
      if (end) return end;
    }
  }

  async #begin(): Promise<void> {
    const { applicationId, medium, rendition } = this.#wanted;
    try {
      const record = await readKept(applicationId, medium.id, this.#environment);
      if (record?.rendition === rendition) this.#record = record;
      else if (record) await removeKept(applicationId, medium.id, this.#environment);
    } catch {
      this.#inMemory = [];
    }
  }

  /** The next piece, or the end of it all. */
  async #ask(record: AnswerRecord | undefined): Promise<Piece> {
    const from = record?.keptBytes ?? 0;
    const range = `bytes=${from}-${from + PIECE_BYTES - 1}`;
    const condition = record?.digest ? { 'if-range': `"${record.digest}"` } : undefined;
    const answer = await this.#get(this.#wanted.rendition, { range, ...condition });
    if (answer === undefined) return { kind: this.#options.signal?.aborted ? 'stopped' : 'no-answer' };
    const { status, headers, bytes } = answer;
    if (status === 404) return { kind: 'gone' };
    if (status === 416) return await this.#throwAway();
    if (status !== 200 && status !== 206) return { kind: 'no-answer' };
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
    return {
      bytes,
      from: status === 206 ? Number(start) : 0,
      total: status === 206 ? Number(total) : bytes.byteLength,
      mediaType: headers.get('content-type') ?? '',
      digest: /^"([0-9a-f]{64})"$/.exec(headers.get('etag') ?? '')?.[1] ?? '',
    };
  }

  /** @returns undefined where no answer came whole */
  async #get(
    rendition: string,
    headers: Record<string, string> = {},
  ): Promise<(Pick<HttpAnswer, 'status' | 'headers'> & { bytes: ArrayBuffer }) | undefined> {
    const { medium, trackingKey } = this.#wanted;
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    const stopTimer = this.#environment.setTimer(stop, PIECE_TIMEOUT_MS);
    this.#options.signal?.addEventListener('abort', stop);
    if (this.#options.signal?.aborted) stop();
    try {
      const answer = await this.#environment.fetch(pathOf(RENDITION_PATH, { id: medium.id, rendition }), {
        method: 'GET',
        headers: { ...headers, authorization: `Bearer ${trackingKey}` },
        signal: controller.signal,
      });
      const bytes = (await answer.arrayBuffer?.()) ?? new ArrayBuffer(0);
      return controller.signal.aborted
        ? undefined
        : { status: answer.status, headers: answer.headers, bytes };
    } catch {
      return undefined;
    } finally {
      stopTimer();
      this.#options.signal?.removeEventListener('abort', stop);
    }
  }

  /** @returns how it ends, if it does */
  async #take(piece: Exclude<Piece, Ended>): Promise<Fetched | undefined> {
    const before = this.#record;
    const isNext = piece.from === (before?.keptBytes ?? 0);
    // The whole came instead: other bytes than those of which a part is here.
    const isAnew = piece.from === 0 && before !== undefined;
    if (piece.bytes.byteLength === 0 || !(piece.total > 0) || !(isNext || isAnew))
      return await this.#throwAway();
    const { applicationId, medium, rendition } = this.#wanted;
    const kept = before && !isAnew ? before : undefined;
    const { mediaType, digest } = kept ?? piece;
    const record: AnswerRecord = {
      applicationId,
      id: medium.id,
      rendition,
      mediaType,
      digest,
      byteLength: piece.total,
      keptBytes: piece.from + piece.bytes.byteLength,
      poster: kept ? kept.poster : await this.#poster(),
    };
    if (record.keptBytes > record.byteLength || (kept && kept.byteLength !== record.byteLength)) {
      return await this.#throwAway();
    }
    if (!this.#inMemory) {
      const end = await this.#keep(record, piece);
      if (end) return end;
    }
    if (this.#inMemory) {
      if (isAnew) this.#inMemory = [];
      this.#inMemory.push(piece.bytes);
    }
    this.#record = record;
    return undefined;
  }

  async #poster(): Promise<ArrayBuffer | undefined> {
    if (!this.#wanted.medium.renditions.includes('poster')) return undefined;
    const answer = await this.#get('poster');
    return answer?.status === 200 ? answer.bytes : undefined;
  }

  /** P1, P3. Where there is no room, all that was kept goes: into the memory where it is of use for now. */
  async #keep(record: AnswerRecord, { from, bytes }: Exclude<Piece, Ended>): Promise<Fetched | undefined> {
    try {
      const room = await roomLeft(this.#environment);
      if (room !== undefined && room < record.byteLength - from + SPARE_BYTES) {
        throw new StorageFault('quota', new Error('too little room is left'));
      }
      const isHere = await keepPiece(record, bytes, this.#environment);
      return isHere ? undefined : { kind: 'gone' };
    } catch {
      return await this.#moveToMemory(from);
    }
  }

  async #moveToMemory(upTo: number): Promise<Fetched | undefined> {
    const { applicationId, medium } = this.#wanted;
    const pieces = await readPieces(applicationId, medium.id, this.#environment).catch(() => []);
    await removeKept(applicationId, medium.id, this.#environment).catch(() => undefined);
    if (!this.#options.isForNow) return { kind: 'no-room' };
    this.#inMemory = upTo === 0 ? [] : pieces;
    return lengthOf(this.#inMemory) === upTo ? undefined : { kind: 'damaged' };
  }

  /** P2. */
  async #finish({ applicationId, id, digest, mediaType, poster }: AnswerRecord): Promise<Fetched> {
    const bytes =
      this.#inMemory ??
      (await readPlayable(applicationId, id, this.#environment).catch(() => undefined))?.bytes ??
      [];
    if (digest !== '' && hexDigestOf(bytes) !== digest) return await this.#throwAway();
    return this.#inMemory ? { kind: 'not-kept', playable: { bytes, mediaType, poster } } : { kind: 'kept' };
  }

  async #throwAway(): Promise<{ kind: 'damaged' }> {
    const { applicationId, medium } = this.#wanted;
    await removeKept(applicationId, medium.id, this.#environment).catch(() => undefined);
    return { kind: 'damaged' };
  }
}

function hexDigestOf(pieces: readonly ArrayBuffer[]): string {
  const hash = createSha256();
  for (const piece of pieces) hash.update(new Uint8Array(piece));
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
