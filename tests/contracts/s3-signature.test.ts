// The judge of signatures, by the examples of AWS's own documentation ("Signature Calculations for the Authorization Header",
// "Authenticating Requests: Using Query Parameters"): the keys are those of the documentation.

import { expect, it } from 'vitest';
import { isSignedBy, type SignedRequest } from './s3-signature.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const COMMON = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' };

function byHeader(names: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${names},Signature=${signature}`;
}

const EXAMPLES: [string, SignedRequest][] = [
  [
    'GET Object',
    {
      method: 'GET',
      path: '/test.txt',
      headers: {
        ...COMMON,
        range: 'bytes=0-9',
        'x-amz-content-sha256': EMPTY,
        authorization: byHeader(
          'host;range;x-amz-content-sha256;x-amz-date',
          'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
        ),
      },
    },
  ],
  [
    'GET Bucket (List Objects)',
    {
      method: 'GET',
      path: '/?max-keys=2&prefix=J',
      headers: {
        ...COMMON,
        'x-amz-content-sha256': EMPTY,
        authorization: byHeader(
          'host;x-amz-content-sha256;x-amz-date',
          '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
        ),
      },
    },
  ],
  [
    'a presigned URL',
    {
      method: 'GET',
      path:
        `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}` +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
      headers: { host: COMMON.host },
    },
  ],
];

it.each(EXAMPLES)('%s is signed as it is published, and by no other key', (_, example) => {
  expect(isSignedBy(SECRET, example)).toBe(true);
  expect(isSignedBy(`${SECRET}x`, example)).toBe(false);
  expect(isSignedBy(SECRET, { ...example, method: 'DELETE' })).toBe(false);
  expect(isSignedBy(SECRET, { ...example, path: example.path.replace('/', '/other') })).toBe(false);
});
