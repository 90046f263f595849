// Reads a ZIP strictly: one directory, at the very end, whose entries fill the file from its first byte without overlap
// and without anything between them. What passes is the same file to every program that opens it.

import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** Verified against size and checksum. */
  content: Buffer;
}

const MAX_ENTRIES = 5_000;
const MAX_TOTAL_BYTES = 400 * 1024 * 1024;
const END_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
/** Sizes and checksum behind an entry's data that was written as it came; the longest form. */
const DESCRIPTOR_BYTES = 24;
const IS_ENCRYPTED = 0x0001;

interface Listed {
  name: string;
  flags: number;
  method: number;
  checksum: number;
  packedBytes: number;
  bytes: number;
  localAt: number;
}

export type ReadZip =
  | { ok: true; entries: ZipEntry[] }
  | { ok: false; reason: 'not-strict' | 'encrypted' | 'too-large' };

const NOT_STRICT = { ok: false, reason: 'not-strict' } as const;

export function readZip(bytes: Buffer): ReadZip {
  const end = bytes.length - END_BYTES;
  // No office program writes a comment behind the end; anything could stand in one.
  if (end < 0 || signature(bytes, end) !== 'PK\x05\x06') return NOT_STRICT;
  const count = bytes.readUInt16LE(end + 10);
  const directoryAt = bytes.readUInt32LE(end + 16);
  const isSingle = bytes.readUInt16LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === count;
  if (!isSingle || directoryAt + bytes.readUInt32LE(end + 12) !== end) return NOT_STRICT;
  if (count > MAX_ENTRIES) return { ok: false, reason: 'too-large' };
  const listed = readDirectory(bytes, directoryAt, end, count);
  if (listed === undefined) return NOT_STRICT;
  if (listed.some(({ flags }) => flags & IS_ENCRYPTED)) return { ok: false, reason: 'encrypted' };
  if (listed.reduce((sum, one) => sum + one.bytes, 0) > MAX_TOTAL_BYTES)
    return { ok: false, reason: 'too-large' };
  return readEntries(bytes, listed, directoryAt);
}

function signature(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}

function readDirectory(bytes: Buffer, start: number, end: number, count: number): Listed[] | undefined {
  const listed: Listed[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_ENTRY_BYTES > end || signature(bytes, at) !== 'PK\x01\x02') return undefined;
    const nameEnd = at + DIRECTORY_ENTRY_BYTES + bytes.readUInt16LE(at + 28);
    listed.push({
      name: bytes.toString('utf8', at + DIRECTORY_ENTRY_BYTES, nameEnd),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      localAt: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return at === end ? listed : undefined;
}

function readEntries(bytes: Buffer, listed: readonly Listed[], directoryAt: number): ReadZip {
  const entries: ZipEntry[] = [];
  let expectedAt = 0;
  for (const one of listed.toSorted((a, b) => a.localAt - b.localAt)) {
    const gap = one.localAt - expectedAt;
    if (gap < 0 || gap > (expectedAt === 0 ? 0 : DESCRIPTOR_BYTES)) return NOT_STRICT;
    const header = one.localAt;
    if (header + LOCAL_HEADER_BYTES > directoryAt || signature(bytes, header) !== 'PK\x03\x04')
      return NOT_STRICT;
    const nameAt = header + LOCAL_HEADER_BYTES;
    const nameEnd = nameAt + bytes.readUInt16LE(header + 26);
    const dataAt = nameEnd + bytes.readUInt16LE(header + 28);
    const dataEnd = dataAt + one.packedBytes;
    if (dataEnd > directoryAt || bytes.toString('utf8', nameAt, nameEnd) !== one.name) return NOT_STRICT;
    const content = unpack(one, bytes.subarray(dataAt, dataEnd));
    if (content === undefined) return NOT_STRICT;
    entries.push({ name: one.name, content });
    expectedAt = dataEnd;
  }
  const rest = directoryAt - expectedAt;
  return rest <= DESCRIPTOR_BYTES ? { ok: true, entries } : NOT_STRICT;
}

function unpack({ method, bytes, checksum }: Listed, packed: Buffer): Buffer | undefined {
  const content = method === 0 ? packed : method === 8 ? inflate(packed, bytes) : undefined;
  return content?.length === bytes && crc32(content) === checksum ? content : undefined;
}

function inflate(packed: Buffer, bytes: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch {
    return undefined; // Longer than it says, or no such data: not a ZIP that an office program wrote.
  }
}
