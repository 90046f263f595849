import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuidv7, uuidv7 } from './uuid.ts';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('UUIDv7', () => {
  it('is valid for every clock and every chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), random, (now, bytes) => {
        expect(isUuidv7(uuidv7(now, bytes))).toBe(true);
      }),
    );
  });

  it('agrees with the example of RFC 9562 appendix A.6', () => {
    const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time of writing', () => {
    const bytes = new Uint8Array(10);
    expect(uuidv7(1, bytes) < uuidv7(2, bytes)).toBe(true);
  });

  it.each([
    '',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e2-79b0-4cc3-98c4-dc0c0c07398f',
    '../../etc/passwd',
  ])('refuses %j', (text) => {
    expect(isUuidv7(text)).toBe(false);
  });
});
