import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { odfParts, ooxmlParts, pdfOf, zipOf } from '../../../../tests/fixtures/attachments/documents.ts';
import { taggedImage, turnedJpeg } from '../../../../tests/fixtures/attachments/images.ts';
import {
  DOCUMENT_FORMATS,
  SHOWN,
  TITLE,
  taggedDocument,
  tracesInDocument,
  unpacked,
} from '../../../../tests/fixtures/attachments/tagged-documents.ts';
import { TAGS, tracesIn } from '../../../../tests/fixtures/attachments/tags.ts';
import { inspect } from '../inspection/inspect.ts';
import { cleanBoxes } from './clean-boxes.ts';
import { cleanDocument } from './clean-document.ts';
import { cleanMedium } from './clean-medium.ts';
import { cleanXml } from './office-parts.ts';
import { makeStandIns } from './stand-ins.ts';

const PDF = 'application/pdf';

async function cleaned(bytes: Buffer): Promise<Buffer> {
  const inspected = await inspect(bytes, 'document');
  if (!inspected.ok) throw new Error(inspected.problem);
  const document = await cleanDocument(bytes, inspected.mediaType);
  if (document.kind !== 'cleaned') throw new Error(document.kind);
  return document.bytes;
}

describe('the copy of a document', () => {
  it.each(DOCUMENT_FORMATS)('in %s shows what it showed, is one itself, and names nobody', async (format) => {
    const bytes = await taggedDocument(format);
    expect(tracesInDocument(bytes)).not.toEqual([]);
    const copy = await cleaned(bytes);
    expect(tracesInDocument(copy)).toEqual([]);
    expect(unpacked(copy).some((part) => part.includes(SHOWN))).toBe(true);
    expect(await inspect(copy, 'document')).toEqual(await inspect(bytes, 'document'));
    // Nothing is left to do.
    expect(tracesInDocument(await cleaned(copy))).toEqual([]);
  });

  it('keeps apart whose comments and changes are whose', () => {
    const text = `<w:ins w:author="Ayşe"/><w:del w:author='Ali &amp; Veli'/><w:ins w:author="Ayşe" w:initials=""/>`;
    expect(cleanXml('word/document.xml', text, makeStandIns())).toBe(
      `<w:ins w:author="1"/><w:del w:author="2"/><w:ins w:author="1" w:initials=""/>`,
    );
  });

  it('leaves what is written on the page alone', () => {
    const text =
      '<w:t>sayın author="Ayşe" bey</w:t><w:fldSimple w:instr="AUTHOR"><w:t>Ayşe</w:t></w:fldSimple>';
    expect(cleanXml('word/document.xml', text, makeStandIns())).toBe(text);
  });

  it('shows what Word took from the properties before they were emptied', () => {
    const bound =
      '<w:sdt><w:dataBinding w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:t>Ayşe</w:t></w:sdt>';
    expect(cleanXml('word/document.xml', bound, makeStandIns())).toBe('<w:sdt><w:t>Ayşe</w:t></w:sdt>');
  });

  it('has its title and language still, which a screen reader says first', async () => {
    const word = await cleaned(await taggedDocument('docx'));
    expect(
      unpacked(word).some((part) =>
        part.includes(`<dc:title>${TITLE}</dc:title><dc:language>tr-TR</dc:language>`),
      ),
    ).toBe(true);
    const pdf = await PDFDocument.load(await cleaned(await taggedDocument('pdf')), { updateMetadata: false });
    expect([pdf.getTitle(), pdf.getAuthor(), pdf.getProducer()]).toEqual([TITLE, undefined, undefined]);
  });
});

describe('a document with an electronic signature', () => {
  it.each([
    ['PDF', pdfOf({ catalogue: '/AcroForm<</Fields[<</FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]>>>>]>>' })],
    ['Word', zipOf({ ...ooxmlParts('docx'), '_xmlsignatures/sig1.xml': '<Signature/>' })],
    ['OpenDocument', zipOf({ ...odfParts('text'), 'META-INF/documentsignatures.xml': '<Signature/>' })],
  ])('(%s) is not copied', async (_, bytes) => {
    const inspected = await inspect(bytes, 'document');
    const mediaType = inspected.ok ? inspected.mediaType : '';
    expect(await cleanDocument(bytes, mediaType)).toEqual({ kind: 'signed' });
  });
});

describe('a PDF', () => {
  const saved = async (change: (document: PDFDocument) => void, password?: string): Promise<Buffer> => {
    const document = await PDFDocument.create({ updateMetadata: false });
    document.addPage([100, 100]);
    change(document);
    if (password !== undefined) {
      await document.encrypt({ ownerPassword: 'x', userPassword: password, algorithm: 'AES-256' });
    }
    return Buffer.from(await document.save());
  };

  it('that is locked against changes is read, and copied open', async () => {
    const bytes = await saved((document) => document.setAuthor(TAGS.author), '');
    const copy = await cleaned(bytes);
    expect(copy.includes('/Encrypt')).toBe(false);
    expect((await PDFDocument.load(copy)).getPageCount()).toBe(1);
  });

  it('that opens with a password only is refused with that reason', async () => {
    expect(await cleanDocument(await saved(() => undefined, 'gizli'), PDF)).toEqual({
      kind: 'refused',
      problem: 'protected',
    });
  });

  it('that hides a script behind its encryption is refused', async () => {
    const script = (document: PDFDocument) =>
      document.catalog.set(
        PDFName.of('OpenAction'),
        document.context.register(document.context.obj({ S: 'JavaScript', JS: PDFString.of('x') })),
      );
    const bytes = await saved(script, '');
    expect(await inspect(bytes, 'document')).toMatchObject({ ok: true });
    expect(await cleanDocument(bytes, PDF)).toEqual({ kind: 'refused', problem: 'active-content' });
  });

  it('without pages that can be read is refused as damaged', async () => {
    const bytes = Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog\nendobj\nstartxref\n0\n%%EOF\n');
    expect(await cleanDocument(bytes, PDF)).toEqual({ kind: 'refused', problem: 'damaged' });
  });
});

describe('a picture or film inside a document', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'in %s keeps every pixel and loses its tags',
    async (format) => {
      const bytes = await taggedImage(format);
      const copy = cleanMedium(bytes);
      expect([tracesIn(bytes).length > 0, tracesIn(copy)]).toEqual([true, []]);
      expect(await sharp(copy).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
    },
  );

  it('that lies on its side says so still', async () => {
    expect((await sharp(cleanMedium(await turnedJpeg())).metadata()).orientation).toBe(6);
  });

  it('in MP4 keeps each byte in its place', () => {
    const box = (type: string, content: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + content.length);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, content]);
    };
    const place = box('udta', box('©xyz', Buffer.from(TAGS.place)));
    const film = Buffer.concat([
      box('ftyp', Buffer.from('isom')),
      box('moov', Buffer.concat([box('mvhd', Buffer.alloc(8, 7)), place])),
      box('mdat', Buffer.from('udta')),
    ]);
    const copy = cleanBoxes(film);
    expect([copy.length, copy.includes(TAGS.place), copy.subarray(-8).equals(film.subarray(-8))]).toEqual([
      film.length,
      false,
      true,
    ]);
  });

  it('that is none stays as it is', () => {
    const bytes = Buffer.from('BM: an old picture');
    expect(cleanMedium(bytes)).toBe(bytes);
  });
});
