// Reads a tar entry by entry from a stream, with no more in memory than the stream's own pieces.

import { damaged } from './backup-fault.ts';
import { fillAfter, headerBytes, readHeader, type TarHeader } from './tar.ts';

export class TarReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);
  /** Of the entry whose header was given last: its bytes, and those that fill its block. */
  #unread = { body: 0, fill: 0 };
  #isAtEnd = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next entry, whatever was read of the last one; undefined after the end. @throws BackupFault 'damaged' */
  async next(): Promise<TarHeader | undefined> {
    if (this.#isAtEnd) return undefined;
    for await (const _ of this.body());
    await this.#exactly(this.#unread.fill);
    const header = readHeader(await this.#exactly(headerBytes));
    if (header === undefined) throw damaged('tar');
    if (header === 'end') {
      this.#isAtEnd = true;
      // To the last byte: only there does the encryption say that the whole is there.
      for (let more = await this.#source.next(); !more.done; more = await this.#source.next());
      return undefined;
    }
    this.#unread = { body: header.byteLength, fill: fillAfter(header.byteLength) };
    return header;
  }

  /** The entry's bytes that nobody has read yet. */
  async *body(): AsyncGenerator<Buffer> {
    while (this.#unread.body > 0) {
      if (this.#rest.length === 0) await this.#pull();
      const piece = this.#rest.subarray(0, this.#unread.body);
      this.#rest = this.#rest.subarray(piece.length);
      this.#unread.body -= piece.length;
      yield piece;
    }
  }

  /** For entries that are small: @throws BackupFault 'damaged' for one that is not */
  async text(limitBytes: number): Promise<Buffer> {
    if (this.#unread.body > limitBytes) throw damaged('tar');
    const pieces: Buffer[] = [];
    for await (const piece of this.body()) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async #exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      if (this.#rest.length === 0) await this.#pull();
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  async #pull(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw damaged('tar');
    this.#rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}
