// Bytes that come as the body of one request and go into the blob store as they come: what their headers claim, and what
// can go wrong on the way. The durable row, and who may, are the route's.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bareMediaType } from '../../src/domain/media-type.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { DIGEST_HEADER } from '../../src/domain/wire.ts';
import { BlobDiffers, type BlobStore, StorageFull } from '../attachments/blob-store/blob-store.ts';
import { claimedDigest } from './content-digest.ts';

export interface ClaimedBytes {
  mediaType: string;
  byteLength: number;
  /** SHA-256. */
  digest: Buffer;
}

export type RefusedBytes = { ok: false; code: ProblemCode };

/** Of a scope of its own: its routes get every body as a stream, whatever it is called. */
export function takeBodiesAsStreams(
  scope: Pick<FastifyInstance, 'removeAllContentTypeParsers' | 'addContentTypeParser'>,
): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

export function readClaim({ headers }: FastifyRequest): { ok: true; bytes: ClaimedBytes } | RefusedBytes {
  const mediaType = bareMediaType(headers['content-type'] ?? '');
  if (mediaType === undefined) return { ok: false, code: 'media-type-not-supported' };
  const byteLength = Number(headers['content-length']);
  const digest = claimedDigest(headers[DIGEST_HEADER]?.toString());
  if (!(byteLength > 0) || digest === undefined) return { ok: false, code: 'malformed-request' };
  return { ok: true, bytes: { mediaType, byteLength, digest } };
}

/** @returns undefined when they are durable under their digest */
export async function storeBody(
  blobs: Pick<BlobStore, 'put'>,
  { raw }: FastifyRequest,
  digest: Buffer,
): Promise<RefusedBytes | undefined> {
  try {
    await blobs.put(raw, { digest: digest.toString('hex') });
    return undefined;
  } catch (error) {
    if (error instanceof BlobDiffers) return { ok: false, code: 'media-digest-mismatch' };
    if (error instanceof StorageFull) return { ok: false, code: 'storage-full' };
    // The connection broke; nobody hears the answer.
    if (raw.destroyed && !raw.complete) return { ok: false, code: 'unavailable' };
    throw error;
  }
}
