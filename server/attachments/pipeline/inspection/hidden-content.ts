// Finds a second format in a file that is a good image, film, sound or document: what one program shows as a photo,
// another would unpack or run. Phones do add harmless data behind a photo (a depth map, a short film), so what follows an
// image is looked at, not forbidden.

import { imageEnd } from './image-end.ts';

/** Long enough that chance does not write them. */
const ARCHIVE_SIGNATURES = [
  'Rar!\x1a\x07',
  '7z\xbc\xaf\x27\x1c',
  '\xfd7zXZ\x00',
  'ustar\x0000',
  'ustar  \x00',
];
const TAIL_STARTS = ['MZ', '\x7fELF', '#!', 'PK', '\x1f\x8b\x08', 'BZh', '%PDF', '<', 'MSCF', '!<arch>'];
const SCRIPT = /<script[\s>/]|<\?php\s|<!doctype html|<html[\s>]/i;
const EDGE_BYTES = 64 * 1024;
/** PDF readers look for the header in so many bytes. */
const PDF_HEADER_REACH = 1024;

/** @param mediaType what the file is, accepted before */
export function hidesContent(bytes: Buffer, mediaType: string): boolean {
  const isOffice = mediaType.startsWith('application/vnd.');
  if (!isOffice && (hasZipDirectory(bytes) || hasArchive(bytes))) return true;
  const pdfAt = bytes.subarray(0, PDF_HEADER_REACH + 5).indexOf('%PDF-', 0, 'latin1');
  if (pdfAt >= 0 && !(mediaType === 'application/pdf' && pdfAt === 0)) return true;
  if (isOffice) return false; // Its bytes are accounted for one by one (zip.ts).
  if (mediaType.startsWith('image/'))
    return SCRIPT.test(bytes.toString('latin1')) || hasHiddenTail(bytes, mediaType);
  return SCRIPT.test(edges(bytes));
}

function edges(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, EDGE_BYTES);
  return `${head}\n${bytes.toString('latin1', Math.max(0, bytes.length - EDGE_BYTES))}`;
}

function hasArchive(bytes: Buffer): boolean {
  return ARCHIVE_SIGNATURES.some((signature) => bytes.indexOf(signature, 0, 'latin1') >= 0);
}

function hasHiddenTail(bytes: Buffer, mediaType: string): boolean {
  const end = imageEnd(bytes, mediaType);
  if (end === undefined) return false;
  let from = end;
  while (bytes[from] === 0) from++;
  const tail = bytes.toString('latin1', from, from + 16);
  return TAIL_STARTS.some((signature) => tail.startsWith(signature));
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');

/**
 * Whether a ZIP's directory stands anywhere: an end record behind a first directory entry, which is how every program that
 * unpacks finds one, whatever comes before or after it.
 */
function hasZipDirectory(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(END_OF_DIRECTORY); at >= 0; at = bytes.indexOf(END_OF_DIRECTORY, at + 4)) {
    if (at + 22 > bytes.length) return false;
    const directoryBytes = bytes.readUInt32LE(at + 12);
    if (directoryBytes === 0xffffffff) return true;
    const start = at - directoryBytes;
    if (directoryBytes >= 46 && start >= 0 && bytes.toString('latin1', start, start + 4) === 'PK\x01\x02')
      return true;
  }
  return false;
}
