import { describe, expect, it } from 'vitest';
import { ooxmlParts, zipOf } from '../../tests/fixtures/attachments/documents.ts';
import { HAS_FFMPEG, recording, WITHOUT_FFMPEG } from '../../tests/fixtures/attachments/recordings.ts';
import { REFUSED_FORMS } from '../../tests/fixtures/attachments/refused-forms.ts';
import { signsOf, sourceOf } from './byte-source.ts';
import { isCommonPicture, isPicture, judgeContent } from './file-content.ts';

type Kind = Parameters<typeof judgeContent>[0];

const bytesOf = (signs: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
const judge = (content: string | Uint8Array<ArrayBuffer>, kind: Kind = 'video', mediaType = 'video/mp4') =>
  judgeContent(
    kind,
    mediaType,
    sourceOf(new Blob([typeof content === 'string' ? bytesOf(content) : content])),
  );

/** A box of MP4 with so many bytes in it, and the size that it says. */
function box(name: string, bytes: number, said = bytes + 8): string {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, said);
  return `${String.fromCharCode(...size)}${name}${'x'.repeat(bytes)}`;
}
const FTYP = box('ftyp', 16);
const EBML = '\x1a\x45\xdf\xa3\x84abcd';
const SEGMENT = '\x18\x53\x80\x67';
const CLUSTER = '\x1f\x43\xb6\x75';

const ODT = 'application/vnd.oasis.opendocument.text';

describe('a document', () => {
  it.each([
    ['a PDF', '%PDF-1.7', 'application/pdf', undefined],
    ['a PDF behind something else', `${'\n'.repeat(9)}%PDF-1.4`, 'application/pdf', undefined],
    ['a page that is called PDF', '<!doctype html>', 'application/pdf', 'other'],
    ['the new Office', signsOf(zipOf(ooxmlParts('docx'))), ODT, undefined],
    ['OpenDocument', signsOf(zipOf({ mimetype: ODT, 'content.xml': '<x/>' })), ODT, undefined],
    ['with a comment', `${signsOf(zipOf({ mimetype: ODT })).slice(0, -2)}\x03\0abc`, ODT, undefined],
    ['an archive with a name of the new Office', signsOf(zipOf({ 'fotograf.jpg': 'x' })), ODT, 'other'],
    ['the first half of one', signsOf(zipOf(ooxmlParts('docx'))).slice(0, 300), ODT, 'cut'],
    [
      'a directory that lies elsewhere',
      `PK\x03\x04${'\0'.repeat(30)}PK\x05\x06${'\0'.repeat(6)}${'\xff'.repeat(12)}`,
      ODT,
      undefined,
    ],
    [
      'the old Office under a new name',
      '\xd0\xcf\x11\xe0',
      'application/vnd.oasis.opendocument.text',
      'other',
    ],
  ])('%s', async (_name, content, mediaType, fault) => {
    expect(await judge(content, 'document', mediaType)).toBe(fault);
  });
});

describe('a film or sound', () => {
  it.each(REFUSED_FORMS)('of a form that the server refuses: %s', async (_form, signs) => {
    expect(await judge(signs)).toBe('form');
    expect(await judge(signs, 'audio', 'audio/x')).toBe('form');
  });

  it.each([
    ['a program', 'MZ\x90\0', 'other'],
    ['an archive', 'PK\x03\x04', 'other'],
    ['a PDF', '%PDF-1.7', 'other'],
    ['a page', '\n<html>', 'other'],
    ['a script', '#!/bin/sh\necho merhaba\n', 'other'],
    ['a script with a program behind it', '#!/bin/sh\nexit\n\0\x01\x02', 'other'],
    ['a page that is made on a server', '<?php echo 1; ?>\0', 'other'],
    ['a text', 'Say\xc4\xb1n yetkili,\r\n\tsu akm\xc4\xb1yor.', 'other'],
    ['a photo', '\xff\xd8\xff\xe0', 'other'],
    ['a scan', 'II*\0\x08', 'other'],
    ['a picture of Windows', 'BM\x36\0', 'other'],
    ['a HEIC photo', '\0\0\0\x18ftypheic', 'other'],
    ['sound of a telephone', '#!AMR\n<', undefined],
    ['an MP3', 'ID3\x03', undefined],
    ['a WAV', 'RIFF\x24\0\0\0WAVEfmt ', undefined],
    ['of what nobody here knows', 'Creative\0\x1a', undefined],
    ['an MP4', FTYP + box('moov', 9) + box('mdat', 90), undefined],
    ['an MP4 as cameras write it', FTYP + box('mdat', 90) + box('moov', 9), undefined],
    ['an MP4 in pieces', FTYP + box('moof', 9) + box('mdat', 9), undefined],
    ['an MP4 whose last box has no end', `${FTYP}${box('moov', 9)}${box('mdat', 9, 0)}`, undefined],
    [
      'an MP4 with a long box',
      `${FTYP}${box('moov', 4)}${box('mdat', 0, 1)}\0\0\0\0\0\0\0\x18xxxxxxxx`,
      undefined,
    ],
    ['an MP4 with something behind it', `${FTYP}${box('moov', 9)}SEFT\0\0\0\x01\0`, undefined],
    ['an MP4 that ends in its pictures, of which nothing is known yet', FTYP + box('mdat', 20, 900), 'cut'],
    ['an MP4 without what tells of its pictures', FTYP + box('mdat', 20), 'cut'],
    ['an MP4 that ends in what tells of its pictures', FTYP + box('moov', 9, 900), 'cut'],
    [
      'an MP4 that ends in its pictures, of which all is known',
      FTYP + box('moov', 9) + box('mdat', 9, 99),
      'short',
    ],
    ['a WebM', `${EBML}${SEGMENT}\x8b\xec\x83abc${CLUSTER}\x81x`, undefined],
    ['a WebM whose end is missing', `${EBML}${SEGMENT}\x9f\xec\x83abc${CLUSTER}\x89x`, 'short'],
    [
      'a WebM of a browser’s recorder',
      `${EBML}${SEGMENT}\x01\xff\xff\xff\xff\xff\xff\xff${CLUSTER}\xffx`,
      undefined,
    ],
    ['a WebM that ends in its head', '\x1a\x45\xdf\xa3\x9fabcd', 'cut'],
    ['a WebM without pictures', `${EBML}${SEGMENT}\xff\xec\x83abc`, 'cut'],
  ])('%s', async (_name, content, fault) => {
    expect(await judge(content)).toBe(fault);
  });

  it.skipIf(!HAS_FFMPEG)(
    `of each kind that is written is whole, and cut off at any place is not${WITHOUT_FFMPEG}`,
    async () => {
      for (const format of ['mp4', 'mov', 'webm', 'mkv'] as const) {
        const whole = new Uint8Array(recording({ format, size: '64x48' }));
        expect([format, await judge(whole)]).toEqual([format, undefined]);
        // What a browser records says nothing of its end: there what is left is a shorter film.
        const faults = await Promise.all(
          [0.05, 0.5, 0.95].map((part) => judge(whole.slice(0, whole.length * part))),
        );
        if (format === 'webm') expect(faults[0]).toBe('cut');
        else expect(faults.every((fault) => fault === 'cut' || fault === 'short')).toBe(true);
      }
    },
  );
});

it('knows pictures by their first bytes, and those that every browser opens', () => {
  const found = [
    '\xff\xd8\xff',
    '\x89PNG\r\n',
    'GIF89a',
    'RIFF1234WEBP',
    'II*\0',
    '\0\0\0\x18ftypheic',
    'MZ',
    '',
  ]
    .map(bytesOf)
    .map((head) => [isPicture(head), isCommonPicture(head)]);
  expect(found).toEqual([
    ...Array.from({ length: 4 }, () => [true, true]),
    ...Array.from({ length: 2 }, () => [true, false]),
    ...Array.from({ length: 2 }, () => [false, false]),
  ]);
});
