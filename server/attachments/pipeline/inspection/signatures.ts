// What is refused by its first bytes, with the reason that helps the citizen most: programs, archives, and text that a
// browser would run. Everything else that is not accepted is simply not accepted.

import type { Refusal } from '../../../../src/domain/attachment-problem.ts';

/** By media type, as file-type names it. */
const REFUSED_TYPES: Readonly<Record<string, Refusal>> = {
  ...Object.fromEntries(
    [
      'zip',
      'gzip',
      'lzip',
      'zstd',
      'vnd.ms-cab-compressed',
      'x-7z-compressed',
      'x-ace-compressed',
      'x-apple-diskimage',
      'x-arj',
      'x-asar',
      'x-bzip2',
      'x-compress',
      'x-cpio',
      'x-iso9660-image',
      'x-lz4',
      'x-lzh-compressed',
      'x-rar-compressed',
      'x-tar',
      'x-unix-archive',
      'x-xz',
    ].map((name) => [`application/${name}`, 'archive'] as const),
  ),
  ...Object.fromEntries(
    [
      'java-vm',
      'wasm',
      'x-deb',
      'x-elf',
      'x-google-chrome-extension',
      'x-mach-binary',
      'x-ms-regedit',
      'x-ms-shortcut',
      'x-msdownload',
      'x-rpm',
      'x-shockwave-flash',
      'vnd.android.package-archive',
      'java-archive',
    ].map((name) => [`application/${name}`, 'program'] as const),
  ),
  'application/xml': 'web-page',
  'image/svg+xml': 'web-page',
};

export function refusalOfType(mediaType: string): Refusal | undefined {
  return Object.hasOwn(REFUSED_TYPES, mediaType) ? REFUSED_TYPES[mediaType] : undefined;
}

const PROGRAM_STARTS = [
  'MZ',
  '\x7fELF',
  '\xca\xfe\xba\xbe',
  '\xfe\xed\xfa',
  '\xce\xfa\xed\xfe',
  '\xcf\xfa\xed\xfe',
];
/** Speech as telephones record it (RFC 4867 § 5.1) begins as a script does. */
const AMR_START = /^#!amr(?:-wb)?\n/;
const SCRIPT_STARTS = ['#!', '<?php', '<?=', '<%', '@echo off'];
const MARKUP_START =
  /^<(?:!doctype|\?xml|html|head|body|script|style|iframe|svg|img|a|div|p|h1|meta|title|table)\b/;
const TEXT_HEAD_BYTES = 4096;

/** A refusal that the very beginning decides, before any library reads the file. */
export function refusalOfStart(bytes: Buffer): Refusal | undefined {
  const start = bytes.toString('latin1', 0, 16);
  if (PROGRAM_STARTS.some((signature) => start.startsWith(signature))) return 'program';
  const text = readText(bytes.subarray(0, TEXT_HEAD_BYTES));
  if (AMR_START.test(text)) return undefined;
  if (SCRIPT_STARTS.some((signature) => text.startsWith(signature))) return 'program';
  return MARKUP_START.test(text) ? 'web-page' : undefined;
}

/** The beginning as a browser would read it: without mark, white space and comments, in lower case. */
function readText(bytes: Buffer): string {
  const decoded =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? bytes.toString('utf16le')
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? Buffer.from(bytes.subarray(0, bytes.length & ~1))
            .swap16()
            .toString('utf16le')
        : bytes.toString('utf8');
  let text = decoded.replace(/^\uFEFF/, '').trimStart();
  for (;;) {
    const end = text.startsWith('<!--') ? text.indexOf('-->') : -1;
    if (end < 0) return text.toLowerCase();
    text = text.slice(end + 3).trimStart();
  }
}
