// What may stand behind the end of a file, and what may not (decision 0055). Each row is a file of its own, good by itself.

import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentKind } from '../../../../src/domain/attachment.ts';
import { pdfOf, zipOf } from '../../../../tests/fixtures/attachments/documents.ts';
import { picture } from '../../../../tests/fixtures/attachments/images.ts';
import {
  motionPhoto,
  noise,
  samsungTrailer,
  shortFilm,
  ultraHdr,
  withSecondPicture,
} from '../../../../tests/fixtures/attachments/trailers.ts';
import { inspect } from './inspect.ts';

const text = (content: string): Buffer => Buffer.from(content);
const latin1 = (content: string): Buffer => Buffer.from(content, 'latin1');
const then = (...parts: (Buffer | string)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

const zip = zipOf({ 'a.exe': 'MZ' });
const pdf = pdfOf();
const mp4 = shortFilm();
const webm = then(
  latin1(
    '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm',
  ),
  Buffer.alloc(64),
);
const PAGE = '<html><script>x</script></html>';
const JAVA = latin1('\xca\xfe\xba\xbe\0\0\0\x34');
const GIF = latin1('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;');
const WAV = then(latin1('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0'), Buffer.alloc(16), latin1('data\0\0\0\0'));
const WINDOWS = then('MZ', Buffer.alloc(58), latin1('\x40\0\0\0'), 'PE\0\0', Buffer.alloc(20));

let jpeg: Buffer;
let png: Buffer;
beforeAll(async () => {
  jpeg = await picture().jpeg().toBuffer();
  png = await picture().png().toBuffer();
});

type Row = readonly [what: string, kind: AttachmentKind, bytes: () => Buffer];

const REFUSED: readonly Row[] = [
  ['a film with a web page behind it', 'video', () => then(mp4, PAGE)],
  ['a film with a web page far from its end', 'video', () => then(mp4, PAGE, noise(100_000))],
  ['a film with a web page in free room', 'video', () => then(mp4, latin1('\0\0\0\x24free'), PAGE)],
  ['a film with a gzip behind it', 'video', () => then(mp4, gzipSync('secret'))],
  ['a PDF with a gzip behind it', 'document', () => then(pdf, '\n', gzipSync('secret'))],
  ['a PDF with a script behind it', 'document', () => then(pdf, '\n#!/bin/sh\nrm -rf /')],
  ['a PDF with something before it', 'document', () => then('GIF89a', pdf)],
  ['a sound with a JAR behind it', 'audio', () => then(WAV, zipOf({ 'META-INF/MANIFEST.MF': 'x' }))],
  ['a sound with a script behind it', 'audio', () => then(WAV, '#!/bin/sh')],
  ['a picture that is a JAR (GIFAR)', 'photo', () => then(GIF, zipOf({ 'a.class': JAVA }))],
  ...(
    [
      ['of Windows', () => WINDOWS],
      ['of Linux', () => latin1('\x7fELF\x02\x01\x01\0')],
      ['of macOS', () => latin1('\xcf\xfa\xed\xfe\x07\0\0\x01')],
      ['of Java', () => JAVA],
      ['of Android', () => latin1('dex\n035\0')],
      ['for browsers', () => latin1('\0asm\x01\0\0\0')],
    ] as const
  ).flatMap(([system, program]): Row[] => [
    // Not at once: a careless look at the first bytes would miss it.
    [`a photo with a program ${system} behind it`, 'photo', () => then(jpeg, noise(99), program())],
    [`a film with a program ${system} behind it`, 'video', () => then(mp4, program())],
    [`a recording with a program ${system} in it`, 'voice', () => then(webm, noise(99), program())],
  ]),
  ...(
    [
      ['a gzip', () => gzipSync('secret')],
      ['a bzip2', () => latin1('BZh91AY&SY')],
      ['the first half of a ZIP', () => zip.subarray(0, 40)],
      ['a cabinet', () => latin1('MSCF\0\0\0\0')],
      ['a package of Debian', () => latin1('!<arch>\ndebian-binary')],
      ['an old office document', () => latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
      ['a shortcut', () => latin1('L\0\0\0\x01\x14\x02\0')],
      ['a script', () => text('\n#!/bin/sh\n')],
      ['a batch file', () => text('@echo off')],
      ['a PDF', () => pdf],
    ] as const
  ).map(
    ([what, second]): Row => [
      `a photo with ${what} far behind it`,
      'photo',
      () => then(jpeg, noise(5_000), second()),
    ],
  ),
  [
    'a photo of a Samsung with a program in its trailer',
    'photo',
    () => then(jpeg, samsungTrailer([[0x0a01, 'Image_UTC_Data', WINDOWS]])),
  ],
];

describe('is refused with the sentence that another file is hidden in it', () => {
  it.each(REFUSED)('%s', async (_, kind, bytes) => {
    expect(await inspect(bytes(), kind)).toEqual({ ok: false, problem: 'hidden-content' });
  });
});

describe('is taken', () => {
  const date = Buffer.from('1764230400000');
  it.each<[string, (second: Buffer) => Buffer]>([
    [
      'of a Samsung, with the time of its clock',
      () => then(jpeg, samsungTrailer([[0x0a01, 'Image_UTC_Data', date]])),
    ],
    [
      'of a Samsung, that moves',
      () => {
        const film = samsungTrailer([
          [0x0a01, 'Image_UTC_Data', date],
          [0x0a30, 'MotionPhoto_Data', shortFilm()],
        ]);
        return then(jpeg, film);
      },
    ],
    ['of a Pixel, that moves', () => motionPhoto(jpeg, shortFilm())],
    ['that moves, whose film has many brands', () => motionPhoto(jpeg, shortFilm(11))],
    ['with a preview as a second picture', (second) => withSecondPicture(jpeg, second)],
    ['with three pictures', (second) => withSecondPicture(withSecondPicture(jpeg, second), second)],
    ['in Ultra HDR', (second) => ultraHdr(jpeg, second)],
    ['in Ultra HDR, that moves', (second) => motionPhoto(ultraHdr(jpeg, second), shortFilm())],
    ['with a depth map in a form of its maker’s', () => then(jpeg, 'DepthEn\0', noise(300_000))],
    ['filled up to a block’s end', () => then(jpeg, Buffer.alloc(500))],
    ['with a line’s end behind it', () => then(png, '\r\n')],
  ])('a photo %s', async (_, build) => {
    const second = await sharp(png).jpeg().toBuffer();
    expect(await inspect(build(second), 'photo')).toMatchObject({ ok: true });
  });

  it.each<[string, AttachmentKind, () => Buffer]>([
    ['a film with free room behind it', 'video', () => then(mp4, latin1('\0\0\0\x10free'), Buffer.alloc(8))],
    ['a film that was cut off', 'video', () => shortFilm().subarray(0, 9_000)],
    ['a film that was cut off in a box of 60 bytes', 'video', () => then(mp4.subarray(0, 24), '\0\0\0<moov')],
    [
      'a film of a Samsung',
      'video',
      () => then(shortFilm(), samsungTrailer([[0x0a01, 'Image_UTC_Data', date]])),
    ],
    ['a PDF with an end that was written by hand', 'document', () => then(pdf, '\r\n \0\0')],
    [
      'a PDF that was changed',
      'document',
      () => then(pdf, '\n9 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
    ],
  ])('%s', async (_, kind, build) => {
    expect(await inspect(build(), kind)).toMatchObject({ ok: true });
  });

  it('what looks like a program or an archive by two or three bytes alone', async () => {
    const near = ['MZ', '\x7fEL', '\x1f\x8b\x08', 'BZh', 'PK\x03\x04', '%PDF', 'dex\n', '\xca\xfe\xba\xbe'];
    const tail = then('Maker', ...near.flatMap((one) => [latin1(one), noise(40)]));
    expect(await inspect(then(jpeg, tail), 'photo')).toMatchObject({ ok: true });
  });
});
