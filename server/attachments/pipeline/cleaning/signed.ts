// Whether a document has an electronic signature: of a PDF (ISO 32000-2 § 12.8), of Office (ECMA-376 part 2 § 13) or of
// OpenDocument (1.3 part 2 § 5). Whether it is valid is not judged here.

import { objectsOf, withoutEscapes } from '../inspection/pdf.ts';
import { readZip } from '../inspection/zip.ts';

const SIGNATURE_PARTS = /^(?:_xmlsignatures\/|META-INF\/documentsignatures\.xml$)/i;

export function isSigned(bytes: Buffer, mediaType: string): boolean {
  if (mediaType === 'application/pdf') return /\/ByteRange\b/.test(withoutEscapes(objectsOf(bytes) ?? ''));
  const zip = readZip(bytes);
  return zip.ok && zip.entries.some(({ name }) => SIGNATURE_PARTS.test(name));
}
