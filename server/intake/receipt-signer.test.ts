import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toFixedLength } from './receipt-signer.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const integer = (...bytes: number[]) => [0x02, bytes.length, ...bytes];
const sequence = (...content: number[]) => Buffer.from([0x30, content.length, ...content]);

describe('a signature of fixed length', () => {
  // One in 128 has a coordinate that is shorter than 32 bytes; 600 leave a chance of 1 in 100 that none occurs,
  // which is why the shapes are tested by hand as well.
  it('verifies as r‖s, whatever its numbers are', () => {
    for (let index = 0; index < 600; index++) {
      const data = Buffer.from(`receipt ${index}`);
      const signature = toFixedLength(sign('sha256', data, privateKey));
      expect(signature).toHaveLength(64);
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  });

  it('pads a short number with zeros in front, and drops the zero that DER puts before a set bit', () => {
    const long = [0x80, ...Array<number>(31).fill(7)];
    const fixed = toFixedLength(sequence(...integer(5, 6), ...integer(0, ...long)));
    expect([...fixed]).toEqual([...Array<number>(30).fill(0), 5, 6, ...long]);
  });
});
