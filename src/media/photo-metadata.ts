// What a photo says beside its picture, for its owner to hear that it is gone: the containers that browsers open, walked from
// block to block. What is damaged is read as far as it goes.

import { type ByteSource, signsOf, viewOf } from './byte-source.ts';
import { inHeif } from './heif-metadata.ts';
import {
  both,
  type Found,
  inExif,
  inIptc,
  inPhotoshop,
  inXmp,
  MOST_BLOCK_BYTES,
  NOTHING,
} from './metadata.ts';

/** Rejects when the file is not any more what was chosen. */
export async function readMetadata(source: ByteSource): Promise<Found> {
  const head = signsOf(await source.read(0, 16));
  if (head.startsWith('\xff\xd8')) return await inJpeg(source);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return await inPng(source);
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return await inWebp(source);
  return head.slice(4, 8) === 'ftyp' ? await inHeif(source) : NOTHING;
}

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_FURTHER = 'http://ns.adobe.com/xmp/extension/\0';
const PHOTOSHOP = 'Photoshop 3.0\0';

async function inJpeg(source: ByteSource): Promise<Found> {
  let found = NOTHING;
  for (let at = 2; at + 4 <= source.length; ) {
    const head = await source.read(at, 4);
    const [mark, kind = 0] = head;
    // From the scan on there are pixels.
    if (mark !== 0xff || kind === 0xda || kind === 0xd9) break;
    // Fill bytes.
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    const size = viewOf(head).getUint16(2);
    const data = await source.read(at + 4, Math.max(0, size - 2));
    if (kind === 0xe1) found = both(found, inApp1(data));
    else if (kind === 0xed && startsWith(data, PHOTOSHOP))
      found = both(found, inPhotoshop(data.subarray(PHOTOSHOP.length)));
    // A comment.
    else if (kind === 0xfe) found = both(found, { place: false, details: true });
    at += 2 + size;
  }
  return found;
}

function inApp1(data: Uint8Array): Found {
  if (startsWith(data, EXIF)) return inExif(data.subarray(EXIF.length));
  if (startsWith(data, XMP)) return inXmp(textOf(data.subarray(XMP.length)));
  return startsWith(data, XMP_FURTHER) ? { place: false, details: true } : NOTHING;
}

async function inPng(source: ByteSource): Promise<Found> {
  let found = NOTHING;
  for (let at = 8; at + 12 <= source.length; ) {
    const head = await source.read(at, 8);
    const size = viewOf(head).getUint32(0);
    const kind = signsOf(head.subarray(4));
    if (/^(?:eXIf|[itz][TE]Xt|tEXt|tIME)$/.test(kind) && size <= MOST_BLOCK_BYTES)
      found = both(found, await inPngChunk(kind, await source.read(at + 8, size)));
    at += 12 + size;
  }
  return found;
}

async function inPngChunk(kind: string, data: Uint8Array<ArrayBuffer>): Promise<Found> {
  if (kind === 'eXIf') return inExif(data);
  if (kind === 'tIME') return { place: false, details: true };
  const end = data.indexOf(0);
  if (end < 0) return NOTHING;
  const keyword = signsOf(data.subarray(0, end));
  const text = await textOfChunk(kind, data.subarray(end + 1));
  if (text === undefined) return { place: false, details: true };
  if (keyword === 'XML:com.adobe.xmp') return inXmp(textOf(text));
  // As ImageMagick puts blocks of a JPEG into a PNG: name, length, then the bytes as hex.
  const [, profile] = /^Raw profile type (\w+)$/.exec(keyword) ?? [];
  if (profile === undefined) return { place: false, details: true };
  const bytes = fromHex(signsOf(text).trimStart().split('\n').slice(2).join(''));
  switch (profile.toLowerCase()) {
    case 'exif':
    case 'app1':
      return startsWith(bytes, EXIF) || startsWith(bytes, XMP) ? inApp1(bytes) : inExif(bytes);
    case 'xmp':
      return inXmp(textOf(bytes));
    case 'iptc':
      return signsOf(bytes.subarray(0, 4)) === '8BIM' ? inPhotoshop(bytes) : inIptc(bytes);
    default:
      return NOTHING;
  }
}

/** @returns undefined where this browser cannot unpack it */
async function textOfChunk(
  kind: string,
  rest: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (kind === 'tEXt') return rest;
  if (kind === 'zTXt') return await inflated(rest.subarray(1));
  // iTXt: whether it is packed, how, its language and its keyword in that (PNG 3rd edition § 11.3.3.4).
  const language = rest.indexOf(0, 2);
  const start = rest.indexOf(0, language + 1) + 1;
  return rest[0] === 1 ? await inflated(rest.subarray(start)) : rest.subarray(start);
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return undefined;
  }
}

async function inWebp(source: ByteSource): Promise<Found> {
  let found = NOTHING;
  for (let at = 12; at + 8 <= source.length; ) {
    const head = await source.read(at, 8);
    const kind = signsOf(head.subarray(0, 4));
    const size = viewOf(head).getUint32(4, true);
    if ((kind === 'EXIF' || kind === 'XMP ') && size <= MOST_BLOCK_BYTES) {
      const data = await source.read(at + 8, size);
      // Some programs leave the JPEG's mark before it.
      if (kind === 'EXIF') found = both(found, startsWith(data, EXIF) ? inApp1(data) : inExif(data));
      else found = both(found, inXmp(textOf(data)));
    }
    at += 8 + size + (size % 2);
  }
  return found;
}

function startsWith(data: Uint8Array, mark: string): boolean {
  return signsOf(data.subarray(0, mark.length)) === mark;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function fromHex(digits: string): Uint8Array {
  const pairs = digits.match(/[\da-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
