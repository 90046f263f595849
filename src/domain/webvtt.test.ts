import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWebvtt, parseWebvtt } from './webvtt.ts';

const oneCue = (startMs: number, endMs: number, text: string) => ({
  ok: true,
  cues: [{ startMs, endMs, text }],
});
const file = (...lines: string[]): string => ['WEBVTT', '', ...lines].join('\n');

describe('captions are written', () => {
  it('with hours, minutes, seconds and thousandths, a block for each cue', () => {
    const cues = [
      { startMs: 0, endMs: 1_500, text: 'Merhaba.' },
      { startMs: 3_661_007, endMs: 3_662_000, text: 'Rampa\nyapılacak.' },
    ];
    expect(formatWebvtt(cues)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nMerhaba.\n\n01:01:01.007 --> 01:01:02.000\nRampa\nyapılacak.\n',
    );
  });

  it('so that no text becomes markup, a time or the end of its cue (W2)', () => {
    const text = 'a --> b\n\n<b>&amp;</b>\n00:00:00.000 --> 00:00:09.000';
    const written = formatWebvtt([{ startMs: 0, endMs: 1_000, text }]);
    expect(written.match(/-->/g)).toHaveLength(1);
    expect(written).not.toContain('<');
    expect(written.split('\n\n')).toHaveLength(2);
  });
});

describe('captions are read', () => {
  it.each<[string, string, object]>([
    [
      'as other programs write them',
      file('1', '00:01.000 --> 00:02.000 align:start', 'Merhaba'),
      oneCue(1_000, 2_000, 'Merhaba'),
    ],
    [
      'with a byte order mark and Windows line ends',
      '\ufeffWEBVTT - başlık\r\n\r\n00:01.000 --> 00:02.000\r\nA\r\nB\r\n',
      oneCue(1_000, 2_000, 'A\nB'),
    ],
    ['with lone carriage returns', 'WEBVTT\r\r00:01.000 --> 00:02.000\rA', oneCue(1_000, 2_000, 'A')],
    [
      'past comments, styles and regions',
      file(
        'NOTE not',
        '',
        'STYLE',
        '::cue { color: red }',
        '',
        'REGION',
        'id:a',
        '',
        '00:01.000 --> 00:02.000',
        'A',
      ),
      oneCue(1_000, 2_000, 'A'),
    ],
    [
      'without their tags',
      file('00:01.000 --> 00:02.000', '<v Ayşe><i.x>Mer</i>haba</v> <00:01.500>dünya'),
      oneCue(1_000, 2_000, 'Merhaba dünya'),
    ],
    ['with a tag that is never closed', file('00:01.000 --> 00:02.000', 'A <b'), oneCue(1_000, 2_000, 'A')],
    [
      'with their escapes, once',
      file('00:01.000 --> 00:02.000', '&amp;lt; &lt;b&gt; &foo; &constructor;'),
      oneCue(1_000, 2_000, '&lt; <b> &foo; &constructor;'),
    ],
    ['with many hours', file('100:00:00.000 --> 100:00:01.000', 'A'), oneCue(360_000_000, 360_001_000, 'A')],
    [
      'without the cues that say nothing',
      file(
        '00:00.000 --> 00:01.000',
        '',
        '00:01.000 --> 00:02.000',
        'A',
        '',
        '00:02.000 --> 00:03.000',
        '<b></b>',
      ),
      oneCue(1_000, 2_000, 'A'),
    ],
    [
      'where no empty line stands between two',
      file('00:01.000 --> 00:02.000', '00:02.000 --> 00:03.000', 'A'),
      oneCue(2_000, 3_000, 'A'),
    ],
    [
      'with a NUL replaced, as the standard says',
      file('00:01.000 --> 00:02.000', 'A\0B'),
      oneCue(1_000, 2_000, 'A\ufffdB'),
    ],
  ])('%s', (_, text, parsed) => {
    expect(parseWebvtt(text)).toEqual(parsed);
  });

  it.each<[string, string, string, number]>([
    ['nothing', '', 'no-header', 1],
    ['another format', '1\n00:00:01,000 --> 00:00:02,000\nA', 'no-header', 1],
    ['a header that is only like one', 'WEBVTTX\n\n00:01.000 --> 00:02.000\nA', 'no-header', 1],
    ['a header alone', 'WEBVTT', 'no-cues', 1],
    ['comments alone', file('NOTE a'), 'no-cues', 3],
    ['a comma in the time', file('00:00:01,000 --> 00:00:02,000', 'A'), 'bad-time', 3],
    ['sixty seconds', file('00:60.000 --> 01:01.000', 'A'), 'bad-time', 3],
    ['a time without an end', file('00:01.000 -->', 'A'), 'bad-time', 3],
    ['more behind the end', file('00:01.000 --> 00:02.0000', 'A'), 'bad-time', 3],
    ['an end before the beginning', file('00:02.000 --> 00:01.000', 'A'), 'order', 3],
    ['no length', file('00:02.000 --> 00:02.000', 'A'), 'order', 3],
    ['a step back', file('00:02.000 --> 00:03.000', 'A', '', '00:01.000 --> 00:02.000', 'B'), 'order', 6],
    ['an overlap', file('00:01.000 --> 00:03.000', 'A', '', '00:02.000 --> 00:04.000', 'B'), 'order', 6],
  ])('%s is refused: %j', (_, text, problem, line) => {
    expect(parseWebvtt(text)).toEqual({ ok: false, problem, line });
  });
});

/** In order, without overlap, each with something to read. */
const cuesArbitrary = fc
  .array(
    fc.record({
      pauseMs: fc.nat(5_000),
      lengthMs: fc.integer({ min: 1, max: 600_000 }),
      text: fc
        .string({
          unit: fc.constantFrom(...'aİş <>&;\n-–"\'/\t😀', '-->', '&amp;', '\n\n', '<b>'),
          minLength: 1,
          maxLength: 40,
        })
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((pieces) => {
    let at = 0;
    return pieces.map(({ pauseMs, lengthMs, text }) => {
      const startMs = at + pauseMs;
      at = startMs + lengthMs;
      return { startMs, endMs: at, text };
    });
  });

describe('whatever comes', () => {
  it('what was written is read as the same (W1)', () => {
    fc.assert(
      fc.property(cuesArbitrary, (cues) => {
        expect(parseWebvtt(formatWebvtt(cues))).toEqual({ ok: true, cues });
      }),
    );
  });

  it('any text gives cues in order or a problem with a line of it, and nothing else (W3)', () => {
    const piece = fc.constantFrom(
      'WEBVTT',
      '\n',
      '\r',
      '\0',
      '-->',
      ' ',
      '00:01.000',
      '00:00:02.000',
      '<',
      '&lt;',
      'A',
      ':',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => `WEBVTT\n\n${pieces.join('')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseWebvtt(text);
        if (!parsed.ok) {
          const lines = text.split(/\r\n|\n|\r/).length;
          return parsed.line >= 1 && parsed.line <= lines;
        }
        return parsed.cues.every(
          ({ startMs, endMs, text: words }, index) =>
            startMs < endMs && startMs >= (parsed.cues[index - 1]?.endMs ?? 0) && words !== '',
        );
      }),
    );
  });

  it.each([
    ['tags that are never closed', '<'.repeat(200_000)],
    ['escapes that are none', '&'.repeat(200_000)],
    ['arrows', '-->'.repeat(70_000)],
    ['blanks', `00:01.000${' '.repeat(200_000)}`],
    ['empty lines', '\n'.repeat(200_000)],
  ])('200,000 characters of %s are judged at once (W3)', (_, text) => {
    const startedAt = performance.now();
    parseWebvtt(file('00:01.000 --> 00:02.000', text));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
