// A PDF (ISO 32000-2) written anew: the objects that its pages need, as they were, and nothing that tells who made it, where
// and with what. Earlier versions that the file kept behind its present one go, and so does an encryption that opens for
// everybody. Reading and writing is @cantoo/pdf-lib's (docs/decisions/0030).
//
//   Info, XMP            title, and the claim to be accessible (ISO 14289): what a screen reader asks for
//   private data         gone: of programs (PieceInfo), of pictures (XMP), of included drawings (PTEX.*), with their dates
//   comments             as they are; in the place of each name a number (stand-ins.ts)
//   photos               without what the camera wrote beside the picture (clean-medium.ts)

import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { cleanMedium } from './clean-medium.ts';
import { readTitle, writeXmp } from './pdf-title.ts';
import { makeStandIns, type StandIns } from './stand-ins.ts';

export type CleanPdf = { ok: true; bytes: Buffer } | { ok: false; problem: Refusal };

export async function cleanPdf(bytes: Buffer): Promise<CleanPdf> {
  try {
    const document = await PDFDocument.load(bytes, {
      password: '',
      updateMetadata: false,
      preserveXFA: true,
      // Pauses are for who has others to serve.
      parseSpeed: Number.POSITIVE_INFINITY,
    });
    const isWhole = cleanContext(document.context);
    if (!isWhole) return { ok: false, problem: 'damaged' };
    const copy = await document.save({
      addDefaultPage: false,
      updateFieldAppearances: false,
      objectsPerTick: Number.POSITIVE_INFINITY,
    });
    return { ok: true, bytes: Buffer.from(copy) };
  } catch (error) {
    if (error instanceof RangeError) throw error; // No memory is no fault of the file.
    const isLocked = error instanceof Error && /password|encrypt|crypt/i.test(error.message);
    return { ok: false, problem: isLocked ? 'protected' : 'damaged' };
  }
}

/** @returns whether every object that is needed could be read */
function cleanContext(context: PDFContext): boolean {
  const { trailerInfo } = context;
  const catalogue = context.lookup(trailerInfo.Root, PDFDict);
  const { title, accessible } = readTitle(context, catalogue);
  delete trailerInfo.Encrypt;
  delete trailerInfo.Info;
  if (title !== undefined) {
    trailerInfo.Info = context.register(context.obj({ Title: PDFHexString.fromText(title) }));
  }
  const standIns = makeStandIns();
  const isWhole = keepNeeded(context, (object) => cleanObject(object, standIns));
  if (title !== undefined || accessible !== undefined) {
    const entries = { Type: 'Metadata', Subtype: 'XML' };
    catalogue.set(
      PDFName.of('Metadata'),
      context.register(context.stream(writeXmp(title, accessible), entries)),
    );
  }
  return isWhole;
}

/** Cleans each object that the trailer leads to, and deletes all others. */
function keepNeeded(context: PDFContext, clean: (object: PDFObject) => void): boolean {
  const { Root, Info } = context.trailerInfo;
  const needed = new Set<string>();
  const open: PDFObject[] = [Root, Info].filter((object) => object !== undefined);
  let isWhole = true;
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (object instanceof PDFRef) {
      if (needed.has(object.tag)) continue;
      needed.add(object.tag);
      const found = context.lookup(object);
      if (found !== undefined) open.push(found);
      continue;
    }
    clean(object);
    if (object instanceof PDFInvalidObject) isWhole = false;
    const dictionary = object instanceof PDFStream ? object.dict : object;
    if (dictionary instanceof PDFDict) for (const value of dictionary.values()) open.push(value);
    if (object instanceof PDFArray) for (const value of object.asArray()) open.push(value);
  }
  context.largestObjectNumber = 0;
  for (const [ref] of context.enumerateIndirectObjects()) {
    if (!needed.has(ref.tag)) context.delete(ref);
    else context.largestObjectNumber = Math.max(context.largestObjectNumber, ref.objectNumber);
  }
  return isWhole;
}

const PRIVATE_KEYS = ['Metadata', 'PieceInfo', 'LastModified', 'SpiderInfo', 'OPI'].map((key) =>
  PDFName.of(key),
);
/** Of annotations, those whose T is a person and not a field (§ 12.5.6.2). */
const MARKUP: ReadonlySet<string> = new Set(
  [
    ...['Text', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline'],
    ...['Squiggly', 'StrikeOut', 'Stamp', 'Caret', 'Ink', 'FileAttachment', 'Sound', 'Redact'],
  ].map((name) => `/${name}`),
);
const PERSON = PDFName.of('T');
const SUBTYPE = PDFName.of('Subtype');
const FILTER = PDFName.of('Filter');

function cleanObject(object: PDFObject, standIns: StandIns): void {
  const dictionary = object instanceof PDFStream ? object.dict : object;
  if (!(dictionary instanceof PDFDict)) return;
  for (const key of PRIVATE_KEYS) dictionary.delete(key);
  for (const key of dictionary.keys()) {
    if (key.asString().startsWith('/PTEX.')) dictionary.delete(key);
  }
  if (MARKUP.has(String(dictionary.get(SUBTYPE)))) {
    const person = dictionary.lookup(PERSON);
    if (person instanceof PDFString || person instanceof PDFHexString) {
      dictionary.set(PERSON, PDFHexString.fromText(standIns(person.decodeText())));
    }
  }
  if (object instanceof PDFRawStream && isPhoto(dictionary)) {
    object.updateContents(cleanMedium(Buffer.from(object.getContents())));
  }
}

/** Packed as a photo and in no other way. */
function isPhoto(dictionary: PDFDict): boolean {
  const filter = dictionary.lookup(FILTER);
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  return ['/DCTDecode', '/DCT', '/JPXDecode'].includes(String(only));
}
