// Signs receipts (src/domain/receipt.ts): a compact JWS, ES256 (RFC 7515, RFC 7518 § 3.4).
// A signature is r‖s in 64 bytes, never the DER that OpenSSL gives by default. Node could convert it, but then signing
// takes twice as long (50 µs instead of 23), and signing is the dearest step of an acceptance.

import { type KeyObject, sign } from 'node:crypto';
import { type ActReceiptClaims, actReceiptHeader } from '../../src/domain/act-receipt.ts';
import { type ReceiptClaims, receiptHeader } from '../../src/domain/receipt.ts';
import { type UploadReceiptClaims, uploadReceiptHeader } from '../../src/domain/upload-receipt.ts';
import type { ReceiptKey } from '../../src/domain/wire.ts';
import { anchorHeader } from '../audit/anchor-chain.ts';
import type { SignAnchor } from '../audit/anchors.ts';

export type SignReceipt = (claims: ReceiptClaims) => string;
export type SignUploadReceipt = (claims: UploadReceiptClaims) => string;
export type SignActReceipt = (claims: ActReceiptClaims) => string;

export interface ReceiptKeys {
  signingKey: KeyObject;
  /** The key that signs now, then earlier ones; all are published, so that earlier receipts stay verifiable. */
  published: readonly [ReceiptKey, ...ReceiptKey[]];
}

export function createReceiptSigner({ signingKey, published }: ReceiptKeys): SignReceipt {
  return createSigner(receiptHeader(published[0].kid), signingKey);
}

export function createUploadReceiptSigner({ signingKey, published }: ReceiptKeys): SignUploadReceipt {
  return createSigner(uploadReceiptHeader(published[0].kid), signingKey);
}

export function createActReceiptSigner({ signingKey, published }: ReceiptKeys): SignActReceipt {
  return createSigner(actReceiptHeader(published[0].kid), signingKey);
}

export function createAnchorSigner({ signingKey, published }: ReceiptKeys): SignAnchor {
  return createSigner(anchorHeader(published[0].kid), signingKey);
}

function createSigner(header: object, signingKey: KeyObject): (claims: object) => string {
  const head = toBase64url(header);
  return (claims) => {
    const signingInput = `${head}.${toBase64url(claims)}`;
    const signature = toFixedLength(sign('sha256', Buffer.from(signingInput), signingKey));
    return `${signingInput}.${signature.toString('base64url')}`;
  };
}

const COORDINATE_BYTES = 32;

/**
 * SEQUENCE { INTEGER r, INTEGER s } → r‖s, each in 32 bytes (RFC 7518 § 3.4). For P-256 every length takes one byte;
 * an INTEGER is shorter than 32 bytes where it begins with zeros, and longer by a zero where its first bit is set.
 */
export function toFixedLength(der: Buffer): Buffer {
  const fixed = Buffer.alloc(2 * COORDINATE_BYTES);
  let offset = 2;
  for (const end of [COORDINATE_BYTES, 2 * COORDINATE_BYTES]) {
    const length = der.readUInt8(offset + 1);
    const next = offset + 2 + length;
    const from = next - Math.min(length, COORDINATE_BYTES);
    der.copy(fixed, end - (next - from), from, next);
    offset = next;
  }
  return fixed;
}

function toBase64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
