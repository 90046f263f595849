import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarks, isFirstOfLine } from './answer-escape.ts';
import { parseAnswerText } from './answer-markdown.ts';
import { plainTextOf } from './answer-text.ts';

describe('what a citizen gave, in an answer', () => {
  it.each([
    ['Köprü', 'Köprü'],
    ['*Acil* su', '\\*Acil\\* su'],
    ['[tıkla](https://ornek.example)', '\\[tıkla\\](https://ornek.example)'],
    ['ev_no _5_', 'ev_no \\_5\\_'],
    ['<https://ornek.example>', '\\<https://ornek.example>'],
    ['C:\\yol', 'C:\\\\yol'],
    ['{ad} {1}', '\\{ad} {1}'],
    ['iki\n  satır', 'iki satır'],
  ])('%j is written %j', (given, escaped) => {
    expect(escapeMarks(given, false)).toBe(escaped);
  });

  it.each([
    ['# su', '\\# su'],
    ['- su', '\\- su'],
    ['+ su', '\\+ su'],
    ['12. kat', '12\\. kat'],
    ['2) kat', '2\\) kat'],
    ['3 kat', '3 kat'],
    ['2.5 ton', '2.5 ton'],
    ['-5 derece', '-5 derece'],
    ['#engelsiz', '#engelsiz'],
  ])('at the beginning of a line %j is written %j', (given, escaped) => {
    expect([escapeMarks(given, true), escapeMarks(given, false)]).toEqual([escaped, given]);
  });

  it.each([
    ['{konu}', true],
    ['Merhaba\n{konu}', true],
    ['- {konu}', true],
    ['1. - {konu}', true],
    ['## {konu}', true],
    ['Konu: {konu}', false],
    ['Merhaba\nKonu {konu}', false],
  ])('%j: is it the first of its line: %j', (text, isFirst) => {
    expect(isFirstOfLine(text, text.indexOf('{'))).toBe(isFirst);
  });

  const marked = fc.array(
    fc.constantFrom(...'*_[]()<>{}#-+.)\\`~!&|1 a', ' - ', '](https://a.example)', 'é', 'ad'),
    { maxLength: 12 },
  );

  it('is read as it was given, wherever it stands', () => {
    fc.assert(
      fc.property(marked, fc.constantFrom('', 'Konu: ', '- ', 'bir\n'), (pieces, before) => {
        const given = `x${pieces.join('')}x`.slice(1);
        const isFirst = isFirstOfLine(before, before.length);
        const blocks = parseAnswerText(`${before}${escapeMarks(given, isFirst)}`);
        const all = blocks.flatMap((block) => (block.kind === 'list' ? block.items.flat() : [block]));
        expect(all.map(({ kind }) => kind)).toEqual(['paragraph']);
        expect(all.flatMap((block) => ('runs' in block ? block.runs : [])).every(({ mark }) => !mark)).toBe(
          true,
        );
        const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();
        expect(squeezed(plainTextOf(blocks))).toBe(squeezed(`${before}${given}`));
      }),
      { numRuns: 500 },
    );
  });
});
