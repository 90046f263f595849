// Where a file ends by its own structure. What stands behind that place its readers never show.

import { imageEnd } from './image-end.ts';

type FindEnd = (bytes: Buffer) => number | undefined;

/** @returns the offset behind the last byte; undefined for one that is cut off, or whose format does not say */
export function structureEnd(bytes: Buffer, mediaType: string): number | undefined {
  const end =
    imageEnd(bytes, mediaType) ??
    (Object.hasOwn(FINDERS, mediaType) ? FINDERS[mediaType]?.(bytes) : undefined);
  return end !== undefined && end <= bytes.length ? end : undefined;
}

const FINDERS: Readonly<Record<string, FindEnd>> = {
  'image/avif': boxesEnd,
  'audio/mp4': boxesEnd,
  'audio/x-m4a': boxesEnd,
  'video/mp4': boxesEnd,
  'video/x-m4v': boxesEnd,
  'video/quicktime': boxesEnd,
  'video/3gpp': boxesEnd,
  'video/3gpp2': boxesEnd,
  'audio/wav': (bytes) => (bytes.length < 12 ? undefined : bytes.readUInt32LE(4) + 8),
  'audio/ogg': pagesEnd,
  'video/ogg': pagesEnd,
  'application/pdf': pdfEnd,
};

/** Of the names that boxes have (ISO/IEC 14496-12): four signs that can be read, or Apple’s ©. */
const BOX_TYPE = /^[ -~\xa9]{4}$/;

/** The last box, one behind the other from the beginning. */
function boxesEnd(bytes: Buffer): number | undefined {
  let at = 0;
  while (at + 8 <= bytes.length && BOX_TYPE.test(bytes.toString('latin1', at + 4, at + 8))) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (size === 0) return bytes.length;
    if (at + size > bytes.length) return undefined;
    if (size < (isLong ? 16 : 8)) break;
    at += size;
  }
  return at === 0 ? undefined : at;
}

const PAGE_HEAD_BYTES = 27;

/** The last page (RFC 3533 § 6). */
function pagesEnd(bytes: Buffer): number | undefined {
  let at = 0;
  while (bytes.toString('latin1', at, at + 4) === 'OggS' && at + PAGE_HEAD_BYTES <= bytes.length) {
    const segments = bytes[at + 26] ?? 0;
    const table = bytes.subarray(at + PAGE_HEAD_BYTES, at + PAGE_HEAD_BYTES + segments);
    const next = at + PAGE_HEAD_BYTES + segments + table.reduce((sum, length) => sum + length, 0);
    if (next > bytes.length) return undefined;
    at = next;
  }
  return at === 0 ? undefined : at;
}

/** Behind the last mark of an end: files that were changed have several. */
function pdfEnd(bytes: Buffer): number | undefined {
  const at = bytes.lastIndexOf('%%EOF', undefined, 'latin1');
  return at < 0 ? undefined : at + 5;
}
