// A sealed application as one file, for whoever carries it: the envelope, and the heads and chunks of its attachments, as they
// will be sent. The file adds nothing that could be read; its checks tell damage on the way from what the server would refuse.
//
//   file  = "KSP1" ‖ length of the table, 16 bits ‖ table ‖ check ‖ pieces, each with its check
//   table   JSON { "envelope": bytes, "attachments": [ { "head": bytes, "chunks": number, "bytes": of all its sealed chunks } ] }
//   piece   the envelope; then of each attachment its head and its chunks, in their order
//   check = first 16 bytes of SHA-256( check before, at first 16 zeros ‖ what stands since then )
//
// F1  Every piece is checked before it is given out, so that a file may be taken in piece by piece, larger than the memory.
// F2  What is cut short, lengthened, changed or put together from two files is a value that says so, never half a parcel.

import * as v from 'valibot';
import { SEALED_MAX_BYTES } from '../domain/sealed.ts';
import { readAttachmentHead, SEALED_CHUNK_BYTES } from './attachment.ts';
import { readEnvelope } from './envelope.ts';
import { concat, fromJsonBytes, toJsonBytes } from './frame.ts';
import type { EnvelopeHeader, Mark } from './header.ts';
import { TAG_BYTES } from './suite.ts';

/** Begins the name of every version; the digit after it is the version. */
const MARK = 'KSP';
const VERSION = '1';
const START_BYTES = 6;
export const CHECK_BYTES = 16;
const MAX_TABLE_BYTES = 16 * 1024;
const MAX_HEAD_BYTES = 8 * 1024;

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const tableSchema = v.object({
  envelope: count(SEALED_MAX_BYTES),
  attachments: v.pipe(
    v.array(
      v.pipe(
        v.object({
          head: count(MAX_HEAD_BYTES),
          chunks: count(0xffff_ffff),
          bytes: count(Number.MAX_SAFE_INTEGER),
        }),
        v.check(({ chunks, bytes }) => {
          const last = bytes - (chunks - 1) * SEALED_CHUNK_BYTES;
          return last > TAG_BYTES && last <= SEALED_CHUNK_BYTES;
        }),
      ),
    ),
    v.maxLength(100),
  ),
});
type Table = v.InferOutput<typeof tableSchema>;

export interface ParcelToWrite {
  envelope: Uint8Array;
  attachments: {
    head: Uint8Array;
    chunks: number;
    /** Of all its sealed chunks together. */
    bytes: number;
    read: (index: number) => Promise<Uint8Array>;
  }[];
}

/** The file, piece by piece. @throws Error where a chunk has not the length that the table says */
export async function* writeParcelFile({
  envelope,
  attachments,
}: ParcelToWrite): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const table: Table = {
    envelope: envelope.length,
    attachments: attachments.map(({ head, chunks, bytes }) => ({ head: head.length, chunks, bytes })),
  };
  const chain = createChain();
  const json = toJsonBytes(table);
  const start = new TextEncoder().encode(MARK + VERSION);
  yield await chain.sign(concat(start, new Uint8Array([json.length >> 8, json.length & 0xff]), json));
  yield await chain.sign(envelope);
  for (const [place, { head, chunks, read }] of attachments.entries()) {
    yield await chain.sign(head);
    for (let index = 0; index < chunks; index++) {
      const chunk = await read(index);
      if (chunk.length !== lengthOfChunk(table, place, index)) throw new Error('a chunk has another length');
      yield await chain.sign(chunk);
    }
  }
}

/**
 * `foreign`: no parcel at all. `newer`: of a version that this app does not know. `cut`: shorter than it says. `damaged`:
 * anything else that is not as it was written.
 */
export type FileFault = 'foreign' | 'newer' | 'cut' | 'damaged';

/** What of a file has to be in the memory at a time is asked for; a Blob is one. */
export type FileSource = Pick<Blob, 'size'> & { slice: (start: number, end: number) => Blob };

export interface ParcelFile {
  header: EnvelopeHeader;
  envelope: Uint8Array<ArrayBuffer>;
  attachments: { head: Uint8Array<ArrayBuffer>; chunks: number; bytes: number }[];
  /** Every chunk in its order; a fault ends it. Heads are read on the way: they are in `attachments` when it has ended. */
  chunks: () => AsyncGenerator<
    { place: number; index: number; chunk: Uint8Array<ArrayBuffer> },
    FileFault | undefined
  >;
}

export async function readParcelFile(
  file: FileSource,
): Promise<{ ok: true; parcel: ParcelFile } | { ok: false; fault: FileFault }> {
  const read = createReader(file);
  const start = await read.bytes(START_BYTES);
  const mark = new TextDecoder('latin1').decode(start?.subarray(0, 4));
  if (!start || !mark.startsWith(MARK)) return { ok: false, fault: 'foreign' };
  if (mark !== MARK + VERSION) return { ok: false, fault: 'newer' };
  const length = (start[4] ?? 0) * 256 + (start[5] ?? 0);
  if (length > MAX_TABLE_BYTES) return { ok: false, fault: 'damaged' };
  const json = await read.checked(length, start);
  if (typeof json === 'string') return { ok: false, fault: json };
  const table = v.safeParse(tableSchema, fromJsonBytes(json));
  if (!table.success) return { ok: false, fault: 'damaged' };
  const whole = START_BYTES + length + CHECK_BYTES + bytesOf(table.output);
  if (file.size !== whole) return { ok: false, fault: file.size < whole ? 'cut' : 'damaged' };
  const envelope = await read.checked(table.output.envelope);
  if (typeof envelope === 'string') return { ok: false, fault: envelope };
  const header = readEnvelope(envelope)?.header;
  if (!header) return { ok: false, fault: faultOf(envelope, 'KSE1') };
  const attachments: ParcelFile['attachments'] = [];
  return {
    ok: true,
    parcel: {
      header,
      envelope,
      attachments,
      chunks: () => readPieces(read, table.output, header, attachments),
    },
  };
}

async function* readPieces(
  read: Reader,
  table: Table,
  { parcel, keyId }: EnvelopeHeader,
  attachments: ParcelFile['attachments'],
): AsyncGenerator<{ place: number; index: number; chunk: Uint8Array<ArrayBuffer> }, FileFault | undefined> {
  for (const [place, { head: headBytes, chunks, bytes }] of table.attachments.entries()) {
    const head = await read.checked(headBytes);
    if (typeof head === 'string') return head;
    const header = readAttachmentHead(head)?.header;
    if (!header) return faultOf(head, 'KSA1');
    if (header.parcel !== parcel || header.keyId !== keyId || header.place !== place) return 'damaged';
    attachments.push({ head, chunks, bytes });
    for (let index = 0; index < chunks; index++) {
      const chunk = await read.checked(lengthOfChunk(table, place, index));
      if (typeof chunk === 'string') return chunk;
      yield { place, index, chunk };
    }
  }
  return undefined;
}

/** What is whole by its check, and cannot be read all the same: of a version that this app does not know, or none of ours. */
function faultOf(sealed: Uint8Array, mark: Mark): FileFault {
  const found = new TextDecoder('latin1').decode(sealed.subarray(0, 4));
  return found.startsWith(mark.slice(0, 3)) && found !== mark ? 'newer' : 'damaged';
}

function lengthOfChunk({ attachments }: Table, place: number, index: number): number {
  const { chunks, bytes } = attachments[place] ?? { chunks: 0, bytes: 0 };
  return index < chunks - 1 ? SEALED_CHUNK_BYTES : bytes - (chunks - 1) * SEALED_CHUNK_BYTES;
}

/** Of all pieces with their checks. */
function bytesOf({ envelope, attachments }: Table): number {
  return attachments.reduce(
    (total, { head, chunks, bytes }) => total + head + bytes + (chunks + 1) * CHECK_BYTES,
    envelope + CHECK_BYTES,
  );
}

interface Reader {
  bytes: (length: number) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The next piece, which its check confirms. @param before read already, and under the same check */
  checked: (length: number, before?: Uint8Array) => Promise<Uint8Array<ArrayBuffer> | 'cut' | 'damaged'>;
}

function createReader(file: FileSource): Reader {
  const chain = createChain();
  let at = 0;
  const bytes = async (length: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    if (at + length > file.size) return undefined;
    const read = new Uint8Array(await file.slice(at, at + length).arrayBuffer());
    at += length;
    return read;
  };
  return {
    bytes,
    async checked(length, before = new Uint8Array()) {
      const read = await bytes(length + CHECK_BYTES);
      if (!read) return 'cut';
      const piece = read.subarray(0, length);
      const signed = await chain.sign(concat(before, piece));
      const isWhole = read
        .subarray(length)
        .every((byte, index) => byte === signed[before.length + length + index]);
      return isWhole ? new Uint8Array(piece) : 'damaged';
    },
  };
}

/** Puts after each piece the check over it and all before it. */
export function createChain(): { sign: (piece: Uint8Array) => Promise<Uint8Array<ArrayBuffer>> } {
  let check = new Uint8Array(CHECK_BYTES);
  return {
    async sign(piece) {
      const digest = await crypto.subtle.digest('SHA-256', concat(check, piece));
      check = new Uint8Array(digest, 0, CHECK_BYTES);
      return concat(piece, check);
    },
  };
}
