// An answer that is the same for everybody until the next start: serialised, compressed and tagged once.

import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface PreparedBody {
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
  /** Strong; of the plain body. */
  etag: string;
}

export function prepareBody(value: object): PreparedBody {
  const plain = Buffer.from(JSON.stringify(value));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    plain,
    br: brotliCompressSync(plain, { params }),
    gzip: gzipSync(plain, { level: 9 }),
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 27),
  };
}

/** 304 where the device has it already (RFC 9110 § 13.1.2), else the smallest coding that it takes. */
export function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  { plain, br, gzip, etag }: PreparedBody,
): FastifyReply {
  const coding = chooseCoding(request.headers['accept-encoding']);
  // Each coding has a tag of its own: a strong tag speaks of the bytes that are sent.
  const tag = `"${etag}-${coding}"`;
  reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
  if (coding !== 'identity') reply.header('content-encoding', coding);
  return reply.type('application/json; charset=utf-8').send({ identity: plain, br, gzip }[coding]);
}

/** A coding that is named is wanted; one with `q=0` is not (RFC 9110 § 12.5.3). */
function chooseCoding(header: string | string[] | undefined): 'br' | 'gzip' | 'identity' {
  const accepted = String(header ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}
