import { describe, expect, it } from 'vitest';
import { parseIdentityNumber } from './identity-number.ts';

describe('identity number', () => {
  it.each(['11111111110', '22222222220', '33333333330', '12345678950', '98765432150'])(
    'accepts the citizen’s number %s',
    (number) => {
      expect(parseIdentityNumber(number)).toEqual({ ok: true, number, holder: 'citizen' });
    },
  );

  it.each(['99123456740', '99000000042'])('accepts the foreigner’s number %s', (number) => {
    expect(parseIdentityNumber(number)).toEqual({ ok: true, number, holder: 'foreigner' });
  });

  it.each([
    ['12345678951', 'checksum'],
    ['12345678940', 'checksum'],
    ['01234567890', 'checksum'],
    ['1234567895', 'length'],
    ['123456789500', 'length'],
    ['', 'length'],
    ['1234567895a', 'characters'],
    ['1234567895🙂', 'characters'],
  ])('refuses %j for its %s', (typed, reason) => {
    expect(parseIdentityNumber(typed)).toEqual({ ok: false, reason });
  });

  it('reads groups, direction marks and Arabic digits as they are typed', () => {
    for (const typed of ['123 456 789 50', '123-456-789-50', '\u200f12345678950\u200e', '١٢٣٤٥٦٧٨٩٥٠']) {
      expect(parseIdentityNumber(typed)).toMatchObject({ ok: true, number: '12345678950' });
    }
  });
});
