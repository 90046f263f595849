// What a file is by its content, as far as it can be told before anything is sent: that it is something else than its name
// says, that nobody at the other end takes its form, and that its end is missing. What merely this browser cannot play is
// nobody's fault and is taken.

import { type ByteSource, signsOf, viewOf } from './byte-source.ts';
import type { FileKind } from './file-kinds.ts';

/**
 * `other`: not of its kind. `form`: sound or film, but of a form that the server refuses when all of it has come. `cut`: nothing
 * of it can be played. `short`: its end is missing, the rest can be played.
 */
export type ContentFault = 'other' | 'form' | 'cut' | 'short';

/** Every browser opens these: what it does not open of them is damaged. */
const COMMON_PICTURES = ['\xff\xd8\xff', '\x89PNG\r\n', 'GIF8'];
const OTHER_PICTURES = ['BM', 'II*\0', 'MM\0*'];
const PICTURES = [...COMMON_PICTURES, ...OTHER_PICTURES, '\0\0\x01\0'];
/** Programs, archives, documents and pictures, none of which is sound or film. */
const NO_MEDIA = [
  ...COMMON_PICTURES,
  ...OTHER_PICTURES,
  ...['MZ', '\x7fELF', 'PK\x03\x04', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', '%PDF', '\xd0\xcf\x11\xe0'],
];
/** Pages, scripts, and what has only signs of text. Speech of telephones begins as a script does (RFC 4867 § 5.1). */
const TEXT = /^(?!#!AMR)(?:\s*<(?:!DOCTYPE|\?|html|svg)|#!|[\s!-\xff]*$)/i;
/**
 * Windows Media, Flash, discs and cameras (MPEG programme and elementary streams), RealMedia, AIFF, Apple's and Sun's sound,
 * WavPack, MIDI, Dolby. What is not known here is taken, and judged by the server.
 */
const REFUSED_FORMS =
  '0&\xb2u\x8ef\xcf\x11 FLV\x01 \0\0\x01\xba \0\0\x01\xb3 .RMF FORM caff .snd wvpk MThd \x0b\x77'.split(' ');
/** Of broadcasts and camcorders: each packet begins so, 188 bytes long (ISO/IEC 13818-1 § 2.4.3.2), on discs after a time of 4. */
const PACKETS = /^(?:.{4})?\x47.{187}(?:.{4})?\x47/s;
const HEIF = /^(?:he|mif1|msf1|avi)/;

const isOneOf = (signs: string, marks: readonly string[]): boolean =>
  marks.some((mark) => signs.startsWith(mark));
const isRefusedForm = (head: string): boolean =>
  isOneOf(head, REFUSED_FORMS) ||
  (head.startsWith('RIFF') && head.slice(8, 12) === 'AVI ') ||
  PACKETS.test(head);
const isWebp = (signs: string): boolean => signs.startsWith('RIFF') && signs.slice(8, 12) === 'WEBP';
const isHeif = (signs: string): boolean => signs.slice(4, 8) === 'ftyp' && HEIF.test(signs.slice(8));

/** @param head the first bytes of a file, at least 16 of one that has them */
export function isPicture(head: Uint8Array): boolean {
  const signs = signsOf(head.subarray(0, 16));
  return isOneOf(signs, PICTURES) || isWebp(signs) || isHeif(signs);
}

/** @param head as of isPicture */
export function isCommonPicture(head: Uint8Array): boolean {
  const signs = signsOf(head.subarray(0, 16));
  return isOneOf(signs, COMMON_PICTURES) || isWebp(signs);
}

/** Not of photos: those are judged by being drawn. Rejects when the file is not any more what was chosen. */
export async function judgeContent(
  kind: Exclude<FileKind, 'photo'>,
  mediaType: string,
  source: ByteSource,
): Promise<ContentFault | undefined> {
  const head = signsOf(await source.read(0, 1024));
  if (kind === 'document') {
    // PDF allows something before its mark (ISO 32000-1, annex H); the others are ZIP archives.
    if (mediaType === 'application/pdf') return head.includes('%PDF-') ? undefined : 'other';
    return head.startsWith('PK\x03\x04') ? await judgeArchive(source) : 'other';
  }
  if (isRefusedForm(head)) return 'form';
  if (isOneOf(head, NO_MEDIA) || isWebp(head) || isHeif(head) || TEXT.test(head)) return 'other';
  if (head.slice(4, 8) === 'ftyp') return await judgeMp4(source);
  if (head.startsWith('\x1a\x45\xdf\xa3')) return await judgeWebm(source);
  return undefined;
}

/** The end of a ZIP, with the longest comment that it can have (APPNOTE 6.3.10 § 4.3.16). */
const DIRECTORY_END = 'PK\x05\x06';
const LONGEST_END = 22 + 0xffff;
/** What is in every office document (ECMA-376 part 2 § 10.1.2, OpenDocument 1.3 part 2 § 3.3), and in no archive by chance. */
const OFFICE_PARTS = ['[Content_Types].xml', 'mimetype'];

/** Whether it is an office document, by the directory at its end. */
async function judgeArchive(source: ByteSource): Promise<ContentFault | undefined> {
  const tail = await source.read(Math.max(0, source.length - LONGEST_END), LONGEST_END);
  const end = tail.subarray(Math.max(0, signsOf(tail).lastIndexOf(DIRECTORY_END)));
  if (end.length < 22 || !signsOf(end.subarray(0, 4)).startsWith(DIRECTORY_END)) return 'cut';
  const view = viewOf(end);
  const names = signsOf(await source.read(view.getUint32(16, true), view.getUint32(12, true)));
  // A directory that lies elsewhere (ZIP64) is the server's to judge.
  if (!names.startsWith('PK\x01\x02')) return undefined;
  return OFFICE_PARTS.some((part) => names.includes(part)) ? undefined : 'other';
}

/** MP4 and QuickTime by their boxes: without `moov` nothing is known of what lies in them (ISO/IEC 14496-12 § 8.2.1). */
async function judgeMp4(source: ByteSource): Promise<ContentFault | undefined> {
  let isKnown = false;
  for (let at = 0; at < source.length; ) {
    const head = await source.read(at, 16);
    if (head.length < 8) break;
    const view = viewOf(head);
    const name = signsOf(head.subarray(4, 8));
    // Bytes after the last box, as some phones leave them, are nobody's loss.
    if (!/^[\w ©-]{4}$/.test(name)) break;
    isKnown ||= name === 'moov' || name === 'moof';
    let size = view.getUint32(0);
    if (size === 1 && head.length === 16) size = view.getUint32(8) * 2 ** 32 + view.getUint32(12);
    if (size === 0) break;
    if (size < 8) return 'cut';
    if (at + size > source.length) return isKnown && name !== 'moov' ? 'short' : 'cut';
    at += size;
  }
  return isKnown ? undefined : 'cut';
}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;

/** WebM and Matroska: what can be played lies in clusters (RFC 9559 § 5.1.3). */
async function judgeWebm(source: ByteSource): Promise<ContentFault | undefined> {
  let end = source.length;
  for (let at = 0; at < source.length; ) {
    const element = await readElement(source, at);
    if (!element) return 'cut';
    const { id, dataAt, size } = element;
    if (id === CLUSTER) return source.length < end ? 'short' : undefined;
    if (id === SEGMENT) {
      // Of unknown size: written while it was recorded.
      if (size !== undefined) end = dataAt + size;
      at = dataAt;
    } else if (size === undefined || dataAt + size > source.length) return 'cut';
    else at = dataAt + size;
  }
  return 'cut';
}

interface Element {
  id: number;
  dataAt: number;
  size: number | undefined;
}

/** Id and size of an element (RFC 8794 § 4); undefined where there is none. */
async function readElement(source: ByteSource, at: number): Promise<Element | undefined> {
  const bytes = await source.read(at, 12);
  const idLength = lengthOf(bytes[0]);
  const sizeLength = lengthOf(bytes[idLength]);
  if (idLength > 4 || sizeLength > 8 || bytes.length < idLength + sizeLength) return undefined;
  let id = 0;
  for (const byte of bytes.subarray(0, idLength)) id = id * 256 + byte;
  const [first = 0, ...others] = bytes.subarray(idLength, idLength + sizeLength);
  const mask = 0xff >> sizeLength;
  const isUnknown = (first & mask) === mask && others.every((byte) => byte === 0xff);
  let size = first & mask;
  for (const byte of others) size = size * 256 + byte;
  return { id, dataAt: at + idLength + sizeLength, size: isUnknown ? undefined : size };
}

/** Of a number that says by its leading zeros how many bytes it has; 9 where it says nothing. */
function lengthOf(first: number | undefined): number {
  return first ? Math.clz32(first) - 23 : 9;
}
