import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64url, textFromBase64url, toBase64, toBase64url } from './base64url.ts';

it('writes and reads as Node does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(toBase64url(bytes)).toBe(text);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64url(text)).toEqual(Uint8Array.from(bytes));
    }),
  );
});

it.each(['a', 'ab=', 'a b', 'ab+/', 'ü'])('refuses %j', (text) => {
  expect(fromBase64url(text)).toBeUndefined();
});

it('refuses bytes that are no UTF-8, and reads those that are', () => {
  expect(textFromBase64url(Buffer.from([0xff, 0xfe]).toString('base64url'))).toBeUndefined();
  expect(textFromBase64url(Buffer.from('Şırnak').toString('base64url'))).toBe('Şırnak');
});
