import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardCell, unguardCell } from './csv-cell.ts';

it.each(['=1+1', '+90', '-2', '@SUM(A1)', '\tx', '\r=x', '\n=x', '＝1', "=cmd|' /C calc'!A0"])(
  'a cell that begins like a formula is none any more: %j',
  (text) => {
    expect(guardCell(text)).toBe(`'${text}`);
  },
);

it.each(['', 'Su İdaresi', '3-5', 'a=b', "'tırnak"])('any other stays as it is: %j', (text) => {
  expect(guardCell(text)).toBe(text);
});

it('never begins like one, and is read back as it was', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string().map((text) => `=${text}`),
    fc.string().map((text) => `@${text}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\n]/);
      // Who begins with an apostrophe before a sign has written what guarding writes.
      fc.pre(!/^'[=+\-@\t\r\n]/.test(text));
      expect(unguardCell(guardCell(text))).toBe(text);
    }),
  );
});
