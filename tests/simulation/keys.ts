// Keys of receipts in the simulated world: a signature is a SHA-512 over a secret and the text, 64 bytes as ES256's are. Who
// has the secret can sign, nobody else; that ES256 itself keeps this promise is tested with the real thing (receipt.test.ts).

import { hash } from 'node:crypto';
import type { ReceiptKey } from '../../src/domain/wire.ts';

export interface SigningKey {
  kid: string;
  secret: string;
  publicKey: ReceiptKey;
}

const secrets = new Map<string, string>();

export function makeSigningKey(kid: string, secret: string): SigningKey {
  const x = hash('sha256', secret, 'base64url');
  secrets.set(x, secret);
  return { kid, secret, publicKey: { kty: 'EC', crv: 'P-256', x, y: x, kid, alg: 'ES256', use: 'sig' } };
}

/** A compact JWS over the claims. */
export function signJws(header: object, claims: object, { secret }: Pick<SigningKey, 'secret'>): string {
  const input = `${base64urlJson(header)}.${base64urlJson(claims)}`;
  return `${input}.${signatureOf(secret, input).toString('base64url')}`;
}

export function isSignedBy(key: ReceiptKey, signature: Uint8Array, data: Uint8Array): boolean {
  const secret = secrets.get(key.x);
  return secret !== undefined && signatureOf(secret, Buffer.from(data).toString()).equals(signature);
}

function signatureOf(secret: string, input: string): Buffer {
  return hash('sha512', secret + input, 'buffer');
}

function base64urlJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
