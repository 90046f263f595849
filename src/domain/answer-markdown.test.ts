import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseAnswerText, writtenText } from './answer-markdown.ts';
import { type AnswerBlock, answerTextSchema, targetBehind } from './answer-text.ts';
import { normaliseText } from './text.ts';

const paragraph = (text: string): AnswerBlock => ({ kind: 'paragraph', runs: [{ text }] });
const bullets = (...items: string[]): AnswerBlock => ({
  kind: 'list',
  items: items.map((text) => [paragraph(text)]),
});

describe('what an officer writes becomes the blocks of the answer', () => {
  it('knows headings, lists, emphasis and links', () => {
    const source = `# Yol çalışması

Çalışma **12 Mart** günü biter. Bilgi: [belediyenin sayfası](https://www.ornek.bel.tr/yol).

## Yapmanız gerekenler
- Dilekçe
- Kimlik
  1. aslı
  2. *örneği*`;
    expect(parseAnswerText(source)).toEqual([
      { kind: 'heading', level: 1, runs: [{ text: 'Yol çalışması' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Çalışma ' },
          { text: '12 Mart', mark: 'strong' },
          { text: ' günü biter. Bilgi: ' },
          { text: 'belediyenin sayfası', href: 'https://www.ornek.bel.tr/yol' },
          { text: '.' },
        ],
      },
      { kind: 'heading', level: 2, runs: [{ text: 'Yapmanız gerekenler' }] },
      {
        kind: 'list',
        items: [
          [paragraph('Dilekçe')],
          [
            paragraph('Kimlik'),
            {
              kind: 'list',
              start: 1,
              items: [
                [paragraph('aslı')],
                [{ kind: 'paragraph', runs: [{ text: 'örneği', mark: 'emphasis' }] }],
              ],
            },
          ],
        ],
      },
    ]);
  });

  it.each([
    ['a line break', 'Ayşe Yılmaz\nŞube Müdürü', [paragraph('Ayşe Yılmaz\nŞube Müdürü')]],
    ['what comes after a list', '- a\n- b\nSaygılar', [bullets('a', 'b'), paragraph('Saygılar')]],
    ['a single number', '15. maddesi uyarınca', [paragraph('15. maddesi uyarınca')]],
    ['numbers with gaps', '3. madde\n7. madde', [paragraph('3. madde'), paragraph('7. madde')]],
    ['numbers with brackets', '1) bir\n2) iki', [paragraph('1) bir'), paragraph('2) iki')]],
    ['a phone number', '+ 90 312 555 00 00', [paragraph('+ 90 312 555 00 00')]],
    ['a line under a name', 'Ayşe Yılmaz\n-----------', [paragraph('Ayşe Yılmaz\n-----------')]],
    ['HTML', '<img src=x onerror=alert(1)>', [paragraph('<img src=x onerror=alert(1)>')]],
    ['an entity', 'Ar &amp; Ge &copy;', [paragraph('Ar &amp; Ge &copy;')]],
    ['code and quotation', '> `a`', [paragraph('> `a`')]],
    ['a script', '[tıkla](javascript:alert(1))', [paragraph('[tıkla](javascript:alert(1))')]],
    ['data', '<data:text/html,x>', [paragraph('<data:text/html,x>')]],
    ['a plain http address', '[x](http://ornek.tr)', [paragraph('[x](http://ornek.tr)')]],
    ['a title', '[x](https://ornek.tr "y")', [paragraph('[x](https://ornek.tr "y")')]],
    [
      'a name before the host',
      '<https://turkiye.gov.tr@kotu.example>',
      [paragraph('<https://turkiye.gov.tr@kotu.example>')],
    ],
    ['a host in letters that look alike', 'https://turkıye.gov.tr', [paragraph('https://turkıye.gov.tr')]],
    ['nothing but a mark', '#', [paragraph('#')]],
  ] as const)('leaves %s as it was typed', (_, source, blocks) => {
    expect(parseAnswerText(source)).toEqual(blocks);
  });

  it('lets headings begin at the first level and skip none', () => {
    const levels = (source: string) =>
      parseAnswerText(source).flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
    expect(levels('### a\n###### b\n# c\n#### d')).toEqual([1, 2, 1, 2]);
    expect(levels('## a\n### b\n#### c\n##### d')).toEqual([1, 2, 3, 3]);
  });

  it('makes a link of a typed address, without the full stop behind it', () => {
    expect(parseAnswerText('(https://ornek.gov.tr/a_b_c?x=1).')).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { text: '(' },
          { text: 'https://ornek.gov.tr/a_b_c?x=1', href: 'https://ornek.gov.tr/a_b_c?x=1' },
          { text: ').' },
        ],
      },
    ]);
  });

  it.each([
    ['başvuru formu', 'https://Ornek.gov.tr:8443/x', 'ornek.gov.tr:8443'],
    ['turkiye.gov.tr', 'https://kotu.example/', 'kotu.example'],
    ['https://turkiye.gov.tr', 'https://kotu.example/turkiye.gov.tr', 'kotu.example'],
    ['ornek.gov.tr', 'https://ornek.gov.tr', undefined],
    ['https://ornek.gov.tr/a', 'https://ornek.gov.tr/a', undefined],
    ['bize yazın', 'mailto:bilgi@ornek.gov.tr', 'bilgi@ornek.gov.tr'],
    ['0312 555 00 00', 'tel:+903125550000', '+903125550000'],
  ])('says where %s leads', (text, href, target) => {
    expect(targetBehind({ text, href })).toBe(target);
  });

  it('keeps neither source nor blocks of a text without marks', () => {
    expect(writtenText('Sayın Ayşe,\n\nyol yapıldı.')).toEqual({ text: 'Sayın Ayşe,\n\nyol yapıldı.' });
  });

  it('tells the same in text alone to a device that knows no blocks', () => {
    const { text } = writtenText('# Yol\n\n1. [Form](https://ornek.gov.tr/f)\n2. **Kimlik**\n   - aslı');
    expect(text).toBe('Yol\n\n1. Form (https://ornek.gov.tr/f)\n2. Kimlik\n   - aslı');
  });
});

/** Letters and digits: what may not get lost, whatever becomes of the marks. */
const readable = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
function isSubsequence(part: string, whole: string): boolean {
  const letters = whole[Symbol.iterator]();
  return [...part].every((letter) => letters.some((one) => one === letter));
}
/** With where the links lead, and the numbers of lists. */
const allOf = (blocks: readonly AnswerBlock[]): string =>
  blocks
    .map((block) =>
      block.kind === 'list'
        ? block.items.map((item, index) => `${(block.start ?? 0) + index} ${allOf(item)}`).join(' ')
        : block.runs.map(({ text, href = '' }) => text + href).join(''),
    )
    .join(' ');
const runsOf = (blocks: readonly AnswerBlock[]): { text: string; href?: string | undefined }[] =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.items.flatMap(runsOf) : block.runs));

const pieces = fc.oneof(
  fc.constantFrom(
    ...'#,##,-,*,+,_,**,1.,2.,3),[,](,),<,>,https://ornek.gov.tr/,javascript:x,data:text/html,mailto:a@b.tr,tel:+903125550000,"t",!,\\,&amp;,`,~~~,---,===,|,{,:'.split(
      ',',
    ),
  ),
  fc.constantFrom('\n', '\n\n', ' ', '    ', '\t', '  \n'),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
  fc.lorem({ maxCount: 3 }),
);
const sources = fc
  .array(pieces, { maxLength: 40 })
  .map((parts) => normaliseText(parts.join('')))
  .filter((source) => source !== '');

it('whatever is written: the blocks are valid, lead nowhere unsafe, and lose no letter', () => {
  fc.assert(
    fc.property(sources, (source) => {
      const blocks = parseAnswerText(source);
      expect(v.parse(answerTextSchema, blocks)).toEqual(blocks);
      for (const { href } of runsOf(blocks)) {
        if (href !== undefined) expect(href).toMatch(/^(?:https|mailto|tel):/i);
      }
      expect(isSubsequence(readable(source), readable(allOf(blocks)))).toBe(true);
      expect(isSubsequence(readable(source), readable(writtenText(source).text))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it.each(['[', '- ', '1. ', '<https://a.tr'])('reads 20,000 characters of %j', (piece) => {
  const source = piece.repeat(20_000 / piece.length).trim();
  expect(readable(allOf(parseAnswerText(source)))).toContain(readable(source));
});
