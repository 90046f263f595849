// Applications and receipts for tests. Fictional people only.

import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as v from 'valibot';
import type { Answers, Draft } from '../domain/application.ts';
import type { ReceiptClaims } from '../domain/receipt.ts';
import { receiptHeader } from '../domain/receipt.ts';
import type { ApplicationRules } from '../domain/validation.ts';
import { type ReceiptKey, receiptKeySchema } from '../domain/wire.ts';

export const RULES: ApplicationRules = { descriptionMaxLength: 5_000, isPlace: () => true };

/** A complete thank-you: the kind that asks for the least. */
export function thanks(description = 'Kütüphaneye rampa yapıldı, çok teşekkür ederim.'): Answers {
  return {
    kind: 'thanks',
    addressee: { kind: 'unknown' },
    subject: 'Teşekkür',
    description,
    fullName: 'Deniz Örnek',
    hideIdentity: false,
    formats: ['text'],
    noticeVersion: '1',
  };
}

export function written(draft: Draft, answers: Answers = thanks()): Draft {
  return { ...draft, answers };
}

export interface Signer {
  key: ReceiptKey;
  privateKey: CryptoKey;
}

export async function makeSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = v.parse(receiptKeySchema, { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' });
  return { key, privateKey };
}

export function claimsOf({ id, digest }: { id: string; digest: string }): ReceiptClaims {
  return {
    id,
    digest,
    number: '2026-0000042',
    receivedAt: '2026-11-23T10:00:01.000Z',
    dueOn: '2026-12-23',
  };
}

/** A receipt as the server signs it, made by another library than the one under test. */
export function signReceipt(claims: ReceiptClaims, { key, privateKey }: Signer): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader(receiptHeader(key.kid)).sign(privateKey);
}
