// Holds what was said of recordings against their bytes.
//
// 1  A chunk that was said to be stored lies on the disk while its draft or act is there.
// 2  What a draft, an entry or an act names is there with all its bytes, until the server has all of them.
// 3  `uploaded` is said only of what the server holds whole, with exactly that receipt.
// 4  What a text is sent with is all that was recorded for it up to then.
// 5  In the end what an accepted text names is uploaded, taken back by the citizen, or seen to be refused.

import type { Attachment } from '../../../src/domain/attachment.ts';
import type { RecordingRecord } from '../../../src/offline/schema.ts';
import type { Server } from '../server/server.ts';
import type { DiskView } from './disk-view.ts';
import { Violation } from './violation.ts';

export class Recordings {
  readonly #disk: DiskView;
  readonly #server: Server;
  /** Bytes of each recording that were said to be stored. */
  readonly #kept = new Map<string, number>();
  /** Entries that have been looked at as they came. */
  readonly #sent = new Set<string>();

  constructor(disk: DiskView, server: Server) {
    this.#disk = disk;
    this.#server = server;
  }

  kept(id: string, byteLength: number): void {
    this.#kept.set(id, byteLength);
  }

  check(): void {
    const recordings = new Map(this.#disk.recordings().map((record) => [record.id, record]));
    this.#checkSent(recordings);
    if (recordings.size === 0 && this.#kept.size === 0) return;
    const chunks = this.#disk.chunkBytes();
    const owners = new Set([...this.#disk.drafts(), ...this.#disk.acts()].map(({ id }) => id));
    for (const record of recordings.values()) {
      const { id, draftId, upload } = record;
      if (upload.state === 'uploaded') this.#checkUploaded(id, upload.receipt);
      const isOwned = owners.has(draftId);
      if (upload.state !== 'uploaded' && isOwned) this.#checkBytes(record, chunks.get(id) ?? 0);
    }
    for (const { id, byteLength } of this.#named()) {
      const record = recordings.get(id);
      if (!record) throw new Violation(`the recording ${id} is named and is lost`);
      if (record.upload.state === 'uploaded') continue;
      const found = chunks.get(id) ?? 0;
      if (found !== byteLength)
        throw new Violation(
          `of the recording ${id} ${found} of ${byteLength} bytes are left, the rest is lost`,
        );
    }
  }

  checkEnd(): void {
    const recordings = new Map(this.#disk.recordings().map((record) => [record.id, record]));
    for (const { id } of this.#awaited()) {
      const upload = recordings.get(id)?.upload;
      if (upload?.state === 'waiting') throw new Violation(`in the end the recording ${id} waits`);
    }
  }

  isAtRest(): boolean {
    const waiting = new Set(
      this.#disk
        .recordings()
        .filter(({ upload }) => upload.state === 'waiting')
        .map(({ id }) => id),
    );
    return waiting.size === 0 || !this.#awaited().some(({ id }) => waiting.has(id));
  }

  /** What is recorded later for a draft that has gone, in another tab, is not its own. */
  #checkSent(recordings: ReadonlyMap<string, RecordingRecord>): void {
    for (const { id: entryId, draftId, application } of this.#disk.entries()) {
      if (this.#sent.has(entryId)) continue;
      this.#sent.add(entryId);
      const named = new Set(application.attachments?.map(({ id }) => id));
      for (const record of recordings.values())
        if (record.draftId === draftId && !named.has(record.id))
          throw new Violation(`${entryId} was sent without the recording ${record.id}`);
    }
  }

  #checkUploaded(id: string, receipt: string): void {
    const held = this.#server.uploads.held.get(id);
    if (held?.receipt === undefined)
      throw new Violation(`the recording ${id} is uploaded, and the server does not have it`);
    if (held.receipt !== receipt) throw new Violation(`the recording ${id} is uploaded with a false receipt`);
  }

  #checkBytes({ id, byteLength }: RecordingRecord, found: number): void {
    const kept = this.#kept.get(id) ?? 0;
    if (byteLength < kept || found < byteLength)
      throw new Violation(
        `of the recording ${id} ${found} of ${Math.max(kept, byteLength)} bytes are left, the rest is lost`,
      );
  }

  /** By whatever lies on this disk. */
  #named(): Attachment[] {
    return [
      ...this.#disk.drafts().flatMap(({ draft }) => draft.answers.attachments ?? []),
      ...this.#disk.entries().flatMap(({ application }) => application.attachments ?? []),
      ...this.#disk.acts().flatMap(({ act }) => act.attachments ?? []),
    ];
  }

  /** By what the state has accepted. */
  #awaited(): Attachment[] {
    const entries = this.#disk.entries().filter(({ status }) => status.state === 'received');
    const acts = this.#disk.acts().filter(({ status }) => status.state === 'received');
    return [
      ...entries.flatMap(({ application }) => application.attachments ?? []),
      ...acts.flatMap(({ act }) => act.attachments ?? []),
    ];
  }
}
