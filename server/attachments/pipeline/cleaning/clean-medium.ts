// A picture or film inside a document without what its camera wrote beside the picture: place, device, author, previews.
// Nothing is drawn anew here: whole blocks go, the picture's own bytes stay. What is no such file stays as it is.

import { imageEnd } from '../inspection/image-end.ts';
import { cleanBoxes, isBoxed } from './clean-boxes.ts';

export function cleanMedium(bytes: Buffer): Buffer {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\xff\xd8\xff')) return cleanJpeg(bytes);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return cleanPng(bytes);
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return cleanWebp(bytes);
  if (start.startsWith('GIF8')) return cleanGif(bytes);
  return isBoxed(bytes) ? cleanBoxes(bytes) : bytes;
}

/** JFIF, the colours' profile and how they are coded: without them the picture would look otherwise. */
function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === 0xe0 || marker === 0xee) return true;
  if (marker === 0xe2) return segment.toString('latin1', 4, 15) === 'ICC_PROFILE';
  return !(marker > 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

function cleanJpeg(bytes: Buffer): Buffer {
  const end = imageEnd(bytes, 'image/jpeg') ?? bytes.length;
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= end && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const marker = bytes[at + 1] ?? 0;
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, next);
    const turn = marker === 0xe1 ? orientationOf(segment) : 1;
    if (turn > 1) kept.push(orientationSegment(turn));
    else if (isNeeded(marker, segment)) kept.push(segment);
    at = next;
  }
  return Buffer.concat([...kept, bytes.subarray(at, end)]);
}

/** Of an Exif segment: 1 (upright) to 8. */
function orientationOf(segment: Buffer): number {
  const tiff = segment.subarray(10);
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || tiff.length < 8) return 1;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let index = 0; index < Math.min(short(first), 200); index++) {
    const entry = first + 2 + index * 12;
    if (short(entry) === 0x0112) return Math.min(8, Math.max(1, short(entry + 8)));
  }
  return 1;
}

/** Exif that says how the picture is turned, and nothing else. */
function orientationSegment(turn: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(turn, 18);
  const head = Buffer.from('ffe100004578696600' + '00', 'hex');
  head.writeUInt16BE(head.length - 2 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}

const PNG_TAGS: ReadonlySet<string> = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function cleanPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!PNG_TAGS.has(type)) kept.push(bytes.subarray(at, next));
    at = type === 'IEND' ? bytes.length : next;
  }
  return Buffer.concat(kept);
}

const VP8X_EXIF_AND_XMP = 0x08 | 0x04;

function cleanWebp(bytes: Buffer): Buffer {
  const kept = [Buffer.from(bytes.subarray(0, 12))];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, at + 8 + size + (size % 2)));
    if (type === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~VP8X_EXIF_AND_XMP;
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk);
    at += 8 + size + (size % 2);
  }
  const whole = Buffer.concat(kept);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

/** Its blocks are walked as imageEnd does; of extensions only what moves the picture stays. */
function cleanGif(bytes: Buffer): Buffer {
  const end = imageEnd(bytes, 'image/gif');
  if (end === undefined) return bytes;
  const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const kept: Buffer[] = [];
  let at = 13 + colours(bytes[10] ?? 0);
  let keptTo = 0;
  while (at < end && bytes[at] !== 0x3b) {
    const start = at;
    const isExtension = bytes[at] === 0x21;
    at += isExtension ? 2 : 11 + colours(bytes[at + 9] ?? 0);
    while (at < end && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
    if (isExtension && isGifTag(bytes, start)) {
      kept.push(bytes.subarray(keptTo, start));
      keptTo = at;
    }
  }
  return Buffer.concat([...kept, bytes.subarray(keptTo, end)]);
}

function isGifTag(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  const isLoop = /^(?:NETSCAPE|ANIMEXTS)/.test(bytes.toString('latin1', at + 3, at + 11));
  return label === 0xfe || (label === 0xff && !isLoop);
}
