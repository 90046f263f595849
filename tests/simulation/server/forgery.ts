// Receipts that do not hold, of each of the three kinds, in an answer that says that all is well.

import { actReceiptHeader } from '../../../src/domain/act-receipt.ts';
import { receiptHeader } from '../../../src/domain/receipt.ts';
import { uploadReceiptHeader } from '../../../src/domain/upload-receipt.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import type { LineFault } from '../faults.ts';
import { type SigningKey, signJws } from '../keys.ts';
import { digestOf, json } from './answers.ts';
import { tus } from './model-uploads.ts';
import type { Server } from './server.ts';

interface Subject {
  id: string;
  kind: 'application' | 'act' | 'upload';
  path: string;
  request: HttpRequest;
}

const ANOTHER_DIGEST = 'B'.repeat(43);

/** @returns undefined: the connection ends without an answer */
export function forgedAnswer(
  fault: LineFault,
  subject: Subject,
  server: Server,
  forger: SigningKey,
): HttpAnswer | undefined {
  const key = server.key();
  const claims = claimsOf(subject, server);
  const sign = (by: SigningKey, over: object): string => signJws(headerOf(subject, by.kid), over, by);
  switch (fault) {
    case 'receipt by a forger':
    case 'receipt of an upload by a forger':
      return answerWith(sign(forger, claims), subject, claims.byteLength);
    case 'receipt over another digest':
    case 'receipt of an upload over another digest':
      return answerWith(sign(key, { ...claims, digest: ANOTHER_DIGEST }), subject, claims.byteLength);
    case 'receipt of another':
      return answerWith(sign(key, ofAnother(claims)), subject, claims.byteLength);
    case 'receipt cut off':
      return answerWith(sign(key, claims).slice(0, -9), subject, claims.byteLength);
    case 'receipt without a signature': {
      const [head, body] = sign(key, claims).split('.');
      return answerWith(`${head}.${body}.`, subject, claims.byteLength);
    }
    default:
      throw new Error(`${fault} is no forgery`);
  }
}

type Claims = Record<string, string | number>;

function claimsOf({ id, kind, path, request }: Subject, server: Server): Claims {
  const at = '2026-11-23T10:00:00.000Z';
  const digest = digestOf(request.body ?? '');
  if (kind === 'application') {
    return { id, number: '2026-0000001', digest, receivedAt: at, dueOn: '2026-12-23' };
  }
  if (kind === 'act') {
    const [, applicationId = ''] = /applications\/([^/]+)/.exec(path) ?? [];
    return { actId: id, applicationId, digest, receivedAt: at };
  }
  const found = server.findAttachment(id);
  return {
    attachmentId: id,
    applicationId: found?.applicationId ?? '',
    digest: found?.digest ?? ANOTHER_DIGEST,
    byteLength: found?.byteLength ?? 0,
    storedAt: at,
  };
}

function ofAnother(claims: Claims): Claims {
  const key = ['id', 'actId', 'attachmentId'].find((name) => name in claims) ?? 'id';
  return { ...claims, [key]: '01900000-0000-7000-8000-0000000000ff' };
}

function headerOf({ kind }: Subject, kid: string): object {
  return { application: receiptHeader, act: actReceiptHeader, upload: uploadReceiptHeader }[kind](kid);
}

function answerWith(receipt: string, { kind }: Subject, byteLength: string | number | undefined): HttpAnswer {
  return kind === 'upload'
    ? tus(200, { 'upload-offset': String(byteLength), 'upload-receipt': receipt })
    : json(201, { receipt });
}
