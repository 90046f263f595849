// What stays of a PDF's metadata: its title, which a screen reader says first, and that it claims to be accessible
// (ISO 14289-1 § 5: in the XMP, and nowhere else).

import {
  decodePDFRawStream,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';

interface Title {
  title: string | undefined;
  /** Part of ISO 14289. */
  accessible: string | undefined;
}

export function readTitle(context: PDFContext, catalogue: PDFDict): Title {
  const xmp = readXmp(catalogue);
  const info = context.lookup(context.trailerInfo.Info);
  const named = info instanceof PDFDict ? info.lookup(PDFName.of('Title')) : undefined;
  const title =
    named instanceof PDFString || named instanceof PDFHexString ? named.decodeText() : titleOf(xmp);
  return {
    title: title?.trim() || undefined,
    accessible: /pdfuaid:part(?:>|=["'])\s*([12])\b/.exec(xmp)?.[1],
  };
}

function readXmp(catalogue: PDFDict): string {
  const stream = catalogue.lookup(PDFName.of('Metadata'));
  if (!(stream instanceof PDFRawStream)) return '';
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('utf8');
}

function titleOf(xmp: string): string | undefined {
  const escaped = /<dc:title>[\s\S]{0,200}?<rdf:li[^<>]*>([^<]*)<\/rdf:li>/.exec(xmp)?.[1];
  return escaped
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function writeXmp(title: string | undefined, accessible: string | undefined): Buffer {
  const named = title
    ? `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>`
    : '';
  const claim = accessible ? `<pdfuaid:part>${accessible}</pdfuaid:part>` : '';
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
${named}${claim}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`,
  );
}
