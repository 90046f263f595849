// Verifies an upload's receipt before the local copy may go: ES256 by a known key of the server, over this attachment of
// this application, its digest and its length. Everything else is not a receipt, whatever it says.

import type { Attachment } from '../domain/attachment.ts';
import { parseUploadReceipt } from '../domain/upload-receipt.ts';
import type { ReceiptKey } from '../domain/wire.ts';
import { fromBase64url, textFromBase64url, utf8 } from './base64url.ts';
import type { OfflineEnvironment } from './environment.ts';

export type UploadVerification = 'valid' | 'unknown-key' | 'invalid';

export async function verifyUploadReceipt(
  jws: string,
  applicationId: string,
  { id, digest, byteLength }: Pick<Attachment, 'id' | 'digest' | 'byteLength'>,
  keys: readonly ReceiptKey[],
  environment: Pick<OfflineEnvironment, 'cryptography'>,
): Promise<UploadVerification> {
  const receipt = parseUploadReceipt(jws, textFromBase64url);
  const signature = receipt && fromBase64url(receipt.signature);
  if (!receipt || signature?.length !== 64) return 'invalid';
  const key = keys.find(({ kid }) => kid === receipt.header.kid);
  if (!key) return 'unknown-key';
  const { claims } = receipt;
  const isOfThis =
    claims.attachmentId === id &&
    claims.applicationId === applicationId &&
    claims.digest === digest &&
    claims.byteLength === byteLength;
  if (!isOfThis) return 'invalid';
  const isSigned = await environment.cryptography.verify(key, signature, utf8(receipt.signingInput));
  return isSigned ? 'valid' : 'invalid';
}
