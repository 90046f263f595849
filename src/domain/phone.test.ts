import { describe, expect, it } from 'vitest';
import { parsePhone, showPhone } from './phone.ts';

describe('telephone number', () => {
  it.each([
    '05550000000',
    '5550000000',
    '+905550000000',
    '00905550000000',
    '0 (555) 000 00 00',
    '+90 555 000-00-00',
  ])('reads %s as one number', (typed) => {
    expect(parsePhone(typed)).toEqual({ ok: true, e164: '+905550000000' });
  });

  it('keeps a number of another country', () => {
    expect(parsePhone('+49 30 1234567')).toEqual({ ok: true, e164: '+49301234567' });
    expect(parsePhone('0049 30 1234567')).toEqual({ ok: true, e164: '+49301234567' });
  });

  it.each([
    ['555000000', 'format'],
    ['05550000000000', 'format'],
    ['+9055500000', 'format'],
    ['+0123456789', 'format'],
    ['+1234567890123456', 'format'],
    ['beşyüz', 'characters'],
    ['0555+0000000', 'characters'],
    ['', 'format'],
  ])('refuses %j for its %s', (typed, reason) => {
    expect(parsePhone(typed)).toEqual({ ok: false, reason });
  });

  it.each([
    ['+905550004774', '0555 000 47 74'],
    ['+49301234567', '+49301234567'],
    ['+9055500047', '+9055500047'],
    ['0555 000', '0555 000'],
  ])('shows %s as %s', (e164, shown) => {
    expect(showPhone(e164)).toBe(shown);
  });
});
