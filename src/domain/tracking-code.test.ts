import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupTrackingCode, makeTrackingCode, parseTrackingCode } from './tracking-code.ts';

const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });
const codeFrom = (pool: Uint8Array): string => {
  let at = 0;
  return makeTrackingCode((count) =>
    Uint8Array.from({ length: count }, () => (pool[at++ % pool.length] ?? 0) % 250),
  );
};

describe('tracking code', () => {
  it('has 20 digits and its own check digit', () => {
    fc.assert(
      fc.property(bytes, (pool) => {
        const code = codeFrom(pool);
        expect(code).toMatch(/^\d{20}$/);
        expect(parseTrackingCode(code)).toEqual({ ok: true, code });
      }),
    );
  });

  it('agrees with the example of ISO/IEC 7064 MOD 11,10: 0794 has the check digit 5', () => {
    // The standard's example, padded with the digits that leave its running product unchanged, cannot be had for
    // 20 digits; so the same rule is computed here a second way and compared.
    const recursive = (digits: number[], product = 10): number => {
      const [first, ...rest] = digits;
      if (first === undefined) return (11 - product) % 10;
      return recursive(rest, (((first + product) % 10 || 10) * 2) % 11);
    };
    expect(recursive([0, 7, 9, 4])).toBe(5);
    fc.assert(
      fc.property(bytes, (pool) => {
        const digits = Array.from(codeFrom(pool), Number);
        expect(digits.at(-1)).toBe(recursive(digits.slice(0, -1)));
      }),
    );
  });

  it('refuses every single wrong digit', () => {
    fc.assert(
      fc.property(bytes, fc.nat(19), fc.integer({ min: 1, max: 9 }), (pool, place, shift) => {
        const code = codeFrom(pool);
        const wrong = code.slice(0, place) + ((Number(code[place]) + shift) % 10) + code.slice(place + 1);
        expect(parseTrackingCode(wrong)).toEqual({ ok: false, reason: 'checksum' });
      }),
    );
  });

  it('reads spaces, hyphens and the digits of the Arabic keyboard', () => {
    const code = codeFrom(new Uint8Array([1, 2, 3, 4, 5, 6, 7]));
    const typed = ` ${groupTrackingCode(code).join(' - ')} `;
    const arabic = typed.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
    expect(parseTrackingCode(typed)).toEqual({ ok: true, code });
    expect(parseTrackingCode(arabic)).toEqual({ ok: true, code });
  });

  it.each([
    ['', 'length'],
    ['1234', 'length'],
    ['123456789012345678901', 'length'],
    ['1234567890123456789O', 'characters'],
    ['12345678901234567890🙂', 'characters'],
  ])('says why %j cannot be read', (typed, reason) => {
    expect(parseTrackingCode(typed)).toEqual({ ok: false, reason });
  });

  it('throws away bytes that would make some digits likelier', () => {
    const rounds = [new Uint8Array(20).fill(250), new Uint8Array(20).fill(7)];
    expect(makeTrackingCode(() => rounds.shift() ?? new Uint8Array(20))).toMatch(/^7{19}\d$/);
  });

  it('is shown in five groups of four', () => {
    expect(groupTrackingCode('12345678901234567890')).toEqual(['1234', '5678', '9012', '3456', '7890']);
  });
});
