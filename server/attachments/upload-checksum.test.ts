import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkChecksum, parseChecksum } from './upload-checksum.ts';

const digestOf = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('base64');

describe('the header of a checksum', () => {
  it.each([
    ['sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=', 'sha1'],
    [`sha256 ${digestOf('sha256', '')}`, 'sha256'],
  ])('%s names its algorithm', (header, algorithm) => {
    expect(parseChecksum(header)).toMatchObject({ algorithm });
  });

  it.each([
    ['nothing', ''],
    ['an algorithm that we lack', 'md5 1B2M2Y8AsgTpgAmY7PhCfg=='],
    ['upper case', `SHA1 ${digestOf('sha1', '')}`],
    ['no digest', 'sha1'],
    ['the digest of another algorithm', `sha256 ${digestOf('sha1', '')}`],
    ['no base64', 'sha1 ****'],
    ['two digests', `sha1 ${digestOf('sha1', '')} ${digestOf('sha1', '')}`],
  ])('with %s is refused', (_, header) => {
    expect(parseChecksum(header)).toBeUndefined();
  });
});

describe('a checksum', () => {
  it.each(['sha1', 'sha256'])(
    'of %s holds for its bytes in whatever pieces, and for no others',
    (algorithm) => {
      const holds = (...pieces: string[]) => {
        const checksum = parseChecksum(`${algorithm} ${digestOf(algorithm, 'hello world')}`);
        if (!checksum) throw new Error('not parsed');
        const check = checkChecksum(checksum);
        for (const piece of pieces) check.update(Buffer.from(piece));
        return check.holds();
      };
      expect(holds('hello world')).toBe(true);
      expect(holds('hello', ' ', 'world')).toBe(true);
      expect(holds('hello worlD')).toBe(false);
      expect(holds('hello')).toBe(false);
    },
  );
});
