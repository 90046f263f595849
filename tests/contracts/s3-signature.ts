// Judges the signature of a request to an object store (AWS Signature Version 4, header and query), by the text of its
// specification and with nothing of the signer's: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html

import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  method: string;
  /** With its query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
}

interface Claim {
  scope: readonly string[];
  at: string;
  signedNames: readonly string[];
  signature: string;
  payload: string;
}

export function isSignedBy(secret: string, request: SignedRequest): boolean {
  const { pathname, searchParams } = new URL(request.path, 'http://store');
  const claim = claimOf(request, searchParams);
  const [, date, region, service, end] = claim.scope;
  if (!date || !region || service !== 's3' || end !== 'aws4_request') return false;
  const canonical = [
    request.method,
    pathname.split('/').map(decodeURIComponent).map(encode).join('/'),
    canonicalQuery(searchParams),
    ...claim.signedNames.map((name) => `${name}:${request.headers[name]?.trim().replace(/ +/g, ' ')}`),
    '',
    claim.signedNames.join(';'),
    claim.payload,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', claim.at, claim.scope.slice(1).join('/'), sha256(canonical)].join('\n');
  const key = [date, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString('hex') === claim.signature;
}

function claimOf({ headers }: SignedRequest, query: URLSearchParams): Claim {
  const field = (name: string) =>
    new RegExp(`${name}=([^,]*)`).exec(headers.authorization ?? '')?.[1] ?? query.get(`X-Amz-${name}`) ?? '';
  return {
    scope: field('Credential').split('/'),
    at: headers['x-amz-date'] ?? query.get('X-Amz-Date') ?? '',
    signedNames: field('SignedHeaders').split(';'),
    signature: field('Signature'),
    payload: headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  };
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: only letters, digits and -._~ stay. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
