// Whether a PDF can be read by somebody who does not see it, as far as a program can tell: tagged, with its language, and with
// a title. Asked of what the state sends, not of what a citizen does.
//
//   /MarkInfo /Marked true, and a /StructTreeRoot with something in it   ISO 14289-1 (PDF/UA-1) § 7.1; EN 301 549 10.1.3.1
//   /Lang of the catalogue                                               § 7.2; EN 301 549 10.3.1.1 (WCAG 3.1.1, A)
//   a title, in its metadata or its description                          § 7.1; EN 301 549 10.2.4.2 (WCAG 2.4.2, A)
//
// Not asked: whether the tags are right, which only a person can say, and /DisplayDocTitle, which usual word processors leave
// out and which no reader needs in order to say the title.

import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { PdfObjects } from './pdf-objects.ts';
import { type PdfDictionary, type PdfValue, textOfPdfString } from './pdf-values.ts';

const LANGUAGE = /^[a-z]{2,3}(?:-|$)/i;
const XMP_TITLE = /<dc:title\b[^>]*>[\s\S]{0,400}?<rdf:li\b[^>]*>\s*[^<\s]/;

export function inspectPdfTags(bytes: Buffer): Refusal | undefined {
  const objects = new PdfObjects(bytes);
  // Encrypted with an empty password it opens for everybody, and here nothing of it can be read.
  if (objects.resolve(objects.trailer.get('Encrypt')) !== null) return 'protected';
  const catalogue = objects.dictionary(objects.trailer.get('Root'));
  if (!catalogue) return 'damaged';
  if (!isTagged(objects, catalogue)) return 'pdf-not-tagged';
  if (!LANGUAGE.test(textOf(objects.resolve(catalogue.get('Lang'))))) return 'pdf-no-language';
  return hasTitle(objects, catalogue) ? undefined : 'pdf-no-title';
}

function isTagged(objects: PdfObjects, catalogue: PdfDictionary): boolean {
  const isMarked = objects.resolve(objects.dictionary(catalogue.get('MarkInfo'))?.get('Marked')) === true;
  const children = objects.resolve(objects.dictionary(catalogue.get('StructTreeRoot'))?.get('K'));
  return isMarked && children !== null && !(Array.isArray(children) && children.length === 0);
}

function hasTitle(objects: PdfObjects, catalogue: PdfDictionary): boolean {
  const title = objects.resolve(objects.dictionary(objects.trailer.get('Info'))?.get('Title'));
  return textOf(title).trim() !== '' || XMP_TITLE.test(objects.stream(catalogue.get('Metadata')));
}

function textOf(value: PdfValue): string {
  const isString = value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'string';
  return isString ? textOfPdfString((value as { bytes: string }).bytes) : '';
}
