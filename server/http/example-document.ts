// The attachment of the OpenAPI document's examples: a PDF of one page that is plain text, so that it can stand in the document as it is sent.

const LINE = 'Rampa buraya: arka taraf, 3 basamak';

const TEXT = `BT /F1 18 Tf 72 720 Td (${LINE}) Tj ET`;

const OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  `<< /Length ${TEXT.length} >>\nstream\n${TEXT}\nendstream`,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
];

export const EXAMPLE_DOCUMENT = writePdf(OBJECTS);

/** ISO 32000-1, 7.5: header, objects, table of where they begin, trailer. */
function writePdf(objects: readonly string[]): string {
  let pdf = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
  return `${pdf}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
}
