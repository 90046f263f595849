// Signatures of files that are unpacked or run. What is looked for anywhere is long enough, with the fields behind it, that a
// photo of 10 MB or a film of 200 MB does not hold it by chance.

/** At the very beginning of what stands behind a file; short ones, too. */
const STARTS = ['MZ', '\x7fELF', '#!', 'PK', '\x1f\x8b\x08', 'BZh', '%PDF', 'MSCF', '!<arch>', '{\\rtf'];
/** Of a page or a script. A film’s first box may have 60 bytes, which is the sign ‘<’ before its name. */
const MARKUP = /^<(?:[!?%]|(?!ftyp)[a-z][\w-]*[\s>/])/i;

export function startsAnotherFile(tail: Buffer): boolean {
  let from = 0;
  // Files are filled up to a block's end, or closed by a line.
  while (tail[from] === 0 || tail[from] === 0x0a || tail[from] === 0x0d || tail[from] === 0x20) from++;
  const start = tail.toString('latin1', from, from + 16);
  return MARKUP.test(start) || STARTS.some((signature) => start.startsWith(signature));
}

const ARCHIVES = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', '\xfd7zXZ\x00', 'ustar\x0000', 'ustar  \x00'];

/** Anywhere in a file. */
export function hasArchive(bytes: Buffer): boolean {
  return hasZipDirectory(bytes) || ARCHIVES.some((signature) => bytes.indexOf(signature, 0, 'latin1') >= 0);
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');

/**
 * Whether a ZIP's directory stands anywhere: an end record behind a first directory entry, which is how every program that
 * unpacks finds one, whatever comes before or after it.
 */
function hasZipDirectory(bytes: Buffer): boolean {
  return somewhere(bytes, END_OF_DIRECTORY, (at) => {
    if (at + 22 > bytes.length) return false;
    const directoryBytes = bytes.readUInt32LE(at + 12);
    if (directoryBytes === 0xffffffff) return true;
    const start = at - directoryBytes;
    return directoryBytes >= 46 && start >= 0 && textAt(bytes, start, 4) === 'PK\x01\x02';
  });
}

/** A signature with what must stand behind it. */
type Rule = readonly [signature: string, isOne: (bytes: Buffer, at: number) => boolean];

/** How far behind its beginning a program of Windows may name its real head. */
const PE_REACH = 4096;
const MACH_PROCESSORS: ReadonlySet<number> = new Set([7, 12, 0x01000007, 0x0100000c]);

const PROGRAMS: readonly Rule[] = [
  [
    'MZ',
    (bytes, at) => {
      if (at + 64 > bytes.length) return false;
      const head = bytes.readUInt32LE(at + 60);
      return head <= PE_REACH && textAt(bytes, at + head, 4) === 'PE\0\0';
    },
  ],
  // Class, byte order and version (System V ABI, ELF header).
  ['\x7fELF', (bytes, at) => has(bytes, at + 4, [1, 2], [1, 2], [1])],
  [
    '\xcf\xfa\xed\xfe',
    (bytes, at) => at + 8 <= bytes.length && MACH_PROCESSORS.has(bytes.readUInt32LE(at + 4)),
  ],
  [
    '\xce\xfa\xed\xfe',
    (bytes, at) => at + 8 <= bytes.length && MACH_PROCESSORS.has(bytes.readUInt32LE(at + 4)),
  ],
  // Java’s, of versions 1.1 to 50; for several processors in one, fewer than that.
  ['\xca\xfe\xba\xbe\0\0\0', (bytes, at) => (bytes[at + 7] ?? 0) > 0 && (bytes[at + 7] ?? 0) < 100],
  ['dex\n0', (bytes, at) => /^\d\d$/.test(textAt(bytes, at + 5, 2)) && bytes[at + 7] === 0],
  ['\0asm\x01\0\0\0', () => true],
];

/** Anywhere in a file. */
export function hasProgram(bytes: Buffer): boolean {
  return PROGRAMS.some(([signature, isOne]) =>
    somewhere(bytes, Buffer.from(signature, 'latin1'), (at) => isOne(bytes, at)),
  );
}

/** In whose words RFC 1952 says which wrote it: DOS, Unix, Macintosh, two of Windows, another, none. */
const SYSTEMS = [0, 3, 7, 10, 11, 13, 255];
/** Of the format that are needed to unpack (APPNOTE 4.4.3), times ten. */
const VERSIONS = Array.from({ length: 54 }, (_, index) => 10 + index);
/** Stored, deflated, bzip2, LZMA. */
const METHODS = [0, 8, 12, 14];

const SOMEWHERE: readonly Rule[] = [
  // Deflated, with no flags but a name; how hard it was packed, and on which system (RFC 1952).
  ['\x1f\x8b\x08', (bytes, at) => has(bytes, at + 3, [0, 8]) && has(bytes, at + 8, [0, 2, 4], SYSTEMS)],
  ['BZh', (bytes, at) => /^[1-9]1AY&SY/.test(textAt(bytes, at + 3, 7))],
  // Version, flags and method of an entry that any program would unpack.
  [
    'PK\x03\x04',
    (bytes, at) => has(bytes, at + 4, VERSIONS, [0]) && has(bytes, at + 7, [0, 8], METHODS, [0]),
  ],
  ['MSCF\0\0\0\0', () => true],
  ['!<arch>\n', () => true],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', () => true],
  ['%PDF-', (bytes, at) => /^[12]\.\d/.test(textAt(bytes, at + 5, 3))],
  ['L\0\0\0\x01\x14\x02\0', () => true],
  ['{\\rtf1', () => true],
  ['#!/bin/', () => true],
  ['#!/usr/', () => true],
  ['@echo off', () => true],
];

/** Anywhere in what stands behind a file's end. */
export function startsSomewhere(tail: Buffer): boolean {
  return SOMEWHERE.some(([signature, isOne]) =>
    somewhere(tail, Buffer.from(signature, 'latin1'), (at) => isOne(tail, at)),
  );
}

function somewhere(bytes: Buffer, signature: Buffer, isOne: (at: number) => boolean): boolean {
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1))
    if (isOne(at)) return true;
  return false;
}

/** Bytes one behind the other, each of those that may stand there. */
function has(bytes: Buffer, at: number, ...allowed: readonly (readonly number[])[]): boolean {
  return allowed.every((values, index) => values.includes(bytes[at + index] ?? -1));
}

function textAt(bytes: Buffer, at: number, length: number): string {
  return bytes.toString('latin1', at, at + length);
}
