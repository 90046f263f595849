// The tus library's data store: bytes into the part store, state into PostgreSQL, both before the answer.
//
// Invariants: 1. `Upload-Offset` counts only bytes that survive a power cut. 2. Bytes that came before a connection broke
// are kept, a few seconds' worth at most is lost (the part store's flushEvery). 3. With a checksum (tus 1.0): "the
// uploaded chunk MUST be discarded, and the upload and its offset MUST NOT be updated" where it does not hold; so nothing
// counts before it does. 4. No more is taken than the manifest says.

import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import { StorageFull } from './blob-store/blob-store.ts';
import { type FinishOptions, finishUpload } from './finish-upload.ts';
import { type Part, PartMissing, type PartWriter } from './part-store/part-store.ts';
import { RunningHashes } from './running-hashes.ts';
import { currentCall, currentSubject, type UploadCall } from './upload-call.ts';
import { checkChecksum } from './upload-checksum.ts';
import { UploadProblem } from './upload-problem.ts';
import { listParts, type Saved, UploadProgress } from './upload-progress.ts';
import { type Lease, readParts, recordParts, removeUpload, type Subject } from './upload-rows.ts';

export interface DataStoreOptions extends FinishOptions {
  expiryMs: number;
}

export class UploadDataStore extends DataStore {
  readonly #options: DataStoreOptions;
  readonly #hashes = new RunningHashes();

  constructor(options: DataStoreOptions) {
    super();
    this.#options = options;
    // Expiration is held by ourselves: the library asks a clock of its own.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum'];
  }

  /** The row was made before the lock was taken, which is a part of it. */
  override async create(upload: Upload): Promise<Upload> {
    await this.#finishOrEmpty();
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const subject = currentSubject();
    await this.#finishOrEmpty();
    return new Upload({
      id,
      size: subject.byteLength,
      offset: receivedOf(currentCall(), subject),
      metadata: { applicationId: subject.applicationId, attachmentId: subject.id },
    });
  }

  /** The library's stream is empty: the body is in the call. */
  override async write(_stream: Readable, _id: string, offset: number): Promise<number> {
    const call = currentCall();
    const subject = currentSubject();
    const received = receivedOf(call, subject);
    // A body that came with the creation of an upload that exists already begins at 0, where we no longer are.
    if (!call.lease || !call.body || offset !== received) return received;
    const { lease } = call;
    const pieces = readUntilAborted(call.body, call.signal);
    const writing = this.#take(pieces, call, subject, lease).then(() => this.#finishIfWhole());
    call.writing = writing;
    await writing;
    return receivedOf(call, subject);
  }

  override async remove(): Promise<void> {
    const { lease } = currentCall();
    const subject = currentSubject();
    if (!lease || subject.storedAt) throw new UploadProblem('upload-not-allowed');
    const parts = await readParts(this.#options.database, subject.id);
    if (!(await removeUpload(this.#options.database, lease))) throw new UploadProblem('unavailable');
    await this.#options.parts.remove(parts);
  }

  async #take(
    pieces: AsyncIterable<Buffer>,
    call: UploadCall,
    subject: Subject,
    lease: Lease,
  ): Promise<void> {
    const { database } = this.#options;
    const start = receivedOf(call, subject);
    const listed = call.listed ?? (call.isNew ? [] : await readParts(database, subject.id));
    const writer = await this.#openWriter(subject, lease, start, listed);
    if (!writer) return;
    try {
      const added = await orStorageFull(() => this.#copy(pieces, writer, call, lease, start));
      if (added) call.whole = listParts(listed, added);
    } finally {
      await writer.close();
    }
  }

  /** @returns undefined where a server died after the whole had become the blob: then it has been recorded */
  async #openWriter(
    subject: Subject,
    lease: Lease,
    start: number,
    listed: readonly Part[],
  ): Promise<PartWriter | undefined> {
    try {
      return await orStorageFull(() => this.#options.parts.openWriter(subject.id, start, listed.at(-1)));
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error;
      await this.#finish(subject, lease, { parts: listed, isHashed: false });
      return undefined;
    }
  }

  /**
   * Records as it goes; what it had when the stream broke is recorded, too.
   * @returns the new parts where they make it whole, with the digest that was announced; what they hold need not be
   * recorded any more
   */
  async #copy(
    pieces: AsyncIterable<Buffer>,
    writer: PartWriter,
    call: UploadCall,
    lease: Lease,
    start: number,
  ): Promise<readonly Part[] | undefined> {
    const { flushEvery } = this.#options.parts;
    const { id, byteLength, digest } = currentSubject();
    const running = this.#hashes.take(id, start);
    const check = call.checksum && checkChecksum(call.checksum, start === 0 ? running?.hash : undefined);
    const progress = new UploadProgress(writer, flushEvery, start, (saved) =>
      this.#record(lease, saved, call),
    );
    let arrived = start;
    try {
      for await (const chunk of pieces) {
        const { length } = chunk;
        if (arrived + length > byteLength) throw new UploadProblem('upload-too-large');
        const writing = writer.write(chunk);
        // Meanwhile: the disk does not need this thread.
        check?.update(chunk);
        running?.hash.update(chunk);
        await writing;
        giveBack(chunk);
        arrived += length;
        if (!check) progress.recordWhereDue(arrived);
        if (progress.isBroken) break;
      }
    } catch (error) {
      if (!check && !(error instanceof StorageFull)) await progress.record(arrived < byteLength);
      throw error;
    }
    if (check && !check.holds()) throw new UploadProblem('upload-checksum-mismatch');
    if (running && arrived === byteLength && running.hash.copy().digest().equals(digest)) {
      return progress.flush();
    }
    // Of a whole the lease is needed until it is stored, or emptied.
    await progress.record(arrived < byteLength);
    if (running) this.#hashes.keep(id, { ...running, at: arrived });
    return undefined;
  }

  async #record(lease: Lease, progress: Saved, call: UploadCall): Promise<void> {
    const { database, now, expiryMs } = this.#options;
    const expiresAt = new Date(now() + expiryMs);
    const isOurs = await recordParts(database, lease, { ...progress, expiresAt });
    if (!isOurs) throw new UploadProblem('unavailable');
    call.isLeaseEnded = progress.isLast;
    call.received = progress.to;
    call.expiresAt = expiresAt;
  }

  /** Whole since before this request: a server died before it could finish. Who asks where it stands is told: at 0. */
  async #finishOrEmpty(): Promise<void> {
    try {
      await this.#finishIfWhole();
    } catch (error) {
      if (!(error instanceof UploadProblem && error.code === 'upload-digest-mismatch')) throw error;
    }
  }

  async #finishIfWhole(): Promise<void> {
    const call = currentCall();
    const subject = currentSubject();
    const { lease, whole } = call;
    if (!lease || subject.storedAt || (!whole && receivedOf(call, subject) < subject.byteLength)) return;
    const parts = whole ?? (await readParts(this.#options.database, subject.id));
    await this.#finish(subject, lease, { parts, isHashed: whole !== undefined });
  }

  async #finish(subject: Subject, lease: Lease, whole: Parameters<typeof finishUpload>[3]): Promise<void> {
    try {
      subject.storedAt = await orStorageFull(() => finishUpload(this.#options, subject, lease, whole));
      currentCall().isLeaseEnded = true;
    } catch (error) {
      if (error instanceof UploadProblem && error.code === 'upload-digest-mismatch')
        currentCall().received = 0;
      throw error;
    }
  }
}

/**
 * The body's pieces as they come, to its end or until another request wants the upload. The stream is not destroyed: its
 * connection has yet to carry the answer.
 * @throws UploadProblem 'unavailable' when the connection breaks; nobody hears it
 */
async function* readUntilAborted(body: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const iterator = body.iterator({ destroyOnReturn: false });
  const read = () =>
    iterator.next().catch((cause: unknown) => {
      throw new UploadProblem('unavailable', { cause });
    });
  const aborted = Promise.withResolvers<{ done: true }>();
  signal?.addEventListener('abort', () => aborted.resolve({ done: true }), { once: true });
  for (;;) {
    const next: IteratorResult<Buffer> | { done: true } = signal?.aborted
      ? { done: true }
      : await Promise.race([read(), aborted.promise]);
    if (next.done) return;
    yield next.value;
  }
}

/**
 * The memory of a piece, at once. It is outside of the heap, and V8 would let it grow and then look through the whole heap for
 * it: half of the processor's time of an upload of 20 MB.
 */
function giveBack({ buffer, byteLength }: Buffer): void {
  // A part of something larger is not ours alone.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function receivedOf(call: UploadCall, subject: Subject): number {
  return subject.storedAt ? subject.byteLength : (call.received ?? 0);
}

async function orStorageFull<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    throw cause instanceof StorageFull ? new UploadProblem('storage-full', { cause }) : cause;
  }
}
