// Finds a second file in one that is a good image, film, sound or document: what one program shows as a photo, another would
// unpack or run. Decision 0055 says what may stand behind a file's end, and why.
//
// Two places, two rules: 1. Anywhere stand no archive, no program and no second document that chance does not write. 2. Behind
// the end of the file's own structure (structure-end.ts) stands nothing, either, that a reader would open from its beginning.

import { hasArchive, hasProgram, startsAnotherFile, startsSomewhere } from './second-file.ts';
import { structureEnd } from './structure-end.ts';

const SCRIPT = /<script[\s>/]|<\?php\s|<!doctype html|<html[\s>]/i;
const EDGE_BYTES = 64 * 1024;
/** PDF readers look for the header in so many bytes. */
const PDF_HEADER_REACH = 1024;

/** @param mediaType what the file is, accepted before */
export function hidesContent(bytes: Buffer, mediaType: string): boolean {
  // Its bytes are accounted for one by one (zip.ts), and what is in it is looked at there (office.ts).
  if (mediaType.startsWith('application/vnd.')) return hasPdfHeader(bytes, mediaType);
  if (hasArchive(bytes) || hasProgram(bytes) || hasPdfHeader(bytes, mediaType)) return true;
  if (SCRIPT.test(mediaType.startsWith('image/') ? bytes.toString('latin1') : edges(bytes))) return true;
  const end = structureEnd(bytes, mediaType);
  return end !== undefined && isAnotherFile(bytes.subarray(end));
}

/** What phones, cameras and players add there is none: a second picture, a short film, blocks of their own. */
function isAnotherFile(tail: Buffer): boolean {
  return startsAnotherFile(tail) || startsSomewhere(tail) || SCRIPT.test(tail.toString('latin1'));
}

function hasPdfHeader(bytes: Buffer, mediaType: string): boolean {
  const at = bytes.subarray(0, PDF_HEADER_REACH + 5).indexOf('%PDF-', 0, 'latin1');
  return at >= 0 && !(mediaType === 'application/pdf' && at === 0);
}

function edges(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, EDGE_BYTES);
  return `${head}\n${bytes.toString('latin1', Math.max(0, bytes.length - EDGE_BYTES))}`;
}
