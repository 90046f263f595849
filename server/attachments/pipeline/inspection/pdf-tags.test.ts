import { describe, expect, it } from 'vitest';
import { type AnswerPdf, answerPdf, pdfOf } from '../../../../tests/fixtures/attachments/documents.ts';
import { inspect } from './inspect.ts';
import { inspectPdfTags } from './pdf-tags.ts';
import { readPdfValue, textOfPdfString } from './pdf-values.ts';

const METADATA =
  '8 0 obj\n<</Type/Metadata/Length 99>>\nstream\n<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Karar</rdf:li></rdf:Alt></dc:title>\nendstream\nendobj\n';
const REVISION = (catalogue: string) => `1 0 obj\n<<${catalogue}>>\nendobj\ntrailer\n<</Prev 9>>\n`;

describe('a PDF of an answer', () => {
  it.each<[string, AnswerPdf]>([
    ['as word processors write it', {}],
    ['with its objects and its table in streams', { isPacked: true }],
    [
      'whose values lie in objects of their own',
      { catalogue: { MarkInfo: '7 0 R' }, update: '7 0 obj<</Marked true>>endobj\n' },
    ],
    ['with a title in UTF-16', { title: '<FEFF004B00610072006100720131>' }],
    [
      'with a title in its metadata alone',
      { title: '()', catalogue: { Metadata: '8 0 R' }, update: METADATA },
    ],
    ['with one part as its whole structure', { catalogue: { StructTreeRoot: '<</K 6 0 R>>' } }],
    [
      'with names that are written in another way',
      { catalogue: { 'Mark#49nfo': '<</Mark#65d true>>', MarkInfo: 'null' } },
    ],
    [
      'that a later revision has mended',
      {
        catalogue: { Lang: '()' },
        update: REVISION('/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Lang(tr)'),
      },
    ],
  ])('%s is taken', (_, pdf) => {
    expect(inspectPdfTags(answerPdf(pdf))).toBeUndefined();
  });

  it.each<[string, string, AnswerPdf]>([
    ['pdf-not-tagged', 'without a word of tags', { catalogue: { MarkInfo: 'null', StructTreeRoot: 'null' } }],
    ['pdf-not-tagged', 'that says it is not marked', { catalogue: { MarkInfo: '<</Marked false>>' } }],
    ['pdf-not-tagged', 'that only says so', { catalogue: { StructTreeRoot: 'null' } }],
    ['pdf-not-tagged', 'with an empty structure', { catalogue: { StructTreeRoot: '<</K []>>' } }],
    [
      'pdf-not-tagged',
      'with the words in a string alone',
      { catalogue: { MarkInfo: '(/MarkInfo<</Marked true>>)' } },
    ],
    ['pdf-not-tagged', 'packed, without tags', { isPacked: true, catalogue: { MarkInfo: 'null' } }],
    ['pdf-not-tagged', 'whose later revision is without', { update: REVISION('/Type/Catalog/Lang(tr)') }],
    ['pdf-no-language', 'without a language', { catalogue: { Lang: 'null' } }],
    ['pdf-no-language', 'with an empty language', { catalogue: { Lang: '( )' } }],
    ['pdf-no-title', 'without a title', { title: '()' }],
    [
      'pdf-no-title',
      'with an empty title in its metadata',
      { title: '( )', catalogue: { Metadata: '8 0 R' }, update: METADATA.replace('Karar', '') },
    ],
    ['protected', 'that is encrypted', { trailer: '/Encrypt<</Filter/Standard>>' }],
    ['damaged', 'whose references go round', { trailer: '/Root 7 0 R', update: '7 0 obj 7 0 R endobj\n' }],
  ])('is refused as %s: one %s', (problem, _, pdf) => {
    expect(inspectPdfTags(answerPdf(pdf))).toBe(problem);
  });

  it('must be tagged where it is the state’s own, and not where it is a citizen’s', async () => {
    expect(await inspect(pdfOf(), 'document')).toMatchObject({ ok: true });
    expect(await inspect(pdfOf(), 'document', true)).toEqual({ ok: false, problem: 'pdf-not-tagged' });
    expect(await inspect(answerPdf(), 'document', true)).toMatchObject({ ok: true });
  });
});

describe('a value of a PDF', () => {
  it.each([
    ['(a\\(b\\)(c)\\051\\\nd)', 'a(b)(c))d'],
    ['<48 65 6>', 'He`'],
  ])('%s is the string %s', (text, bytes) => {
    expect(readPdfValue(text, 0)?.value).toEqual({ kind: 'string', bytes });
  });

  it.each(['', '<<', '<</A', '<</A 1', '[1 2', '(a', '/A'.repeat(0), '<<1 2>>', '['.repeat(100_000)])(
    'cut off it is none: %#',
    (text) => {
      expect(readPdfValue(text, 0)).toBeUndefined();
    },
  );

  it('keeps a number apart from a reference', () => {
    expect(readPdfValue('[1 0 R 2 0 -.5 true%c\nnull]', 0)?.value).toEqual([
      { kind: 'reference', object: 1 },
      2,
      0,
      -0.5,
      true,
      null,
    ]);
  });

  it('is read in each of the three encodings of texts', () => {
    expect(textOfPdfString('\xfe\xff\x01\x31')).toBe('ı');
    expect(textOfPdfString('\xef\xbb\xbf\xc4\xb1')).toBe('ı');
    expect(textOfPdfString('i')).toBe('i');
  });
});
