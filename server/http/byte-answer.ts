// An answer that is bytes of a stranger's making, whole or one range of them. The browser runs nothing in it (a policy of its
// own) and guesses no type.

import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from '../attachments/blob-store/blob-store.ts';
import { answerRange } from './byte-range.ts';

export interface ByteSource {
  /** Strong: other bytes have another. */
  tag: string;
  mediaType: string;
  byteLength: number;
  open: (range?: ByteRange) => Promise<Readable>;
}

/** Instead of the pages' policy: nothing is loaded, run, framed or sent from here. */
const CONTENT_POLICY =
  "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  source: ByteSource,
): Promise<FastifyReply> {
  const { byteLength, mediaType } = source;
  const tag = `"${source.tag}"`;
  reply
    .header('content-security-policy', CONTENT_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('accept-ranges', 'bytes')
    .header('etag', tag)
    .type(mediaType);
  const { 'if-range': ifRange = tag, range: header } = request.headers;
  const answer = answerRange(ifRange === tag ? header : undefined, byteLength);
  const open = async (range?: ByteRange): Promise<Readable> =>
    request.method === 'HEAD' ? Readable.from([]) : await source.open(range);
  switch (answer.kind) {
    case 'unsatisfiable':
      return reply.code(416).header('content-range', `bytes */${byteLength}`).send();
    case 'part': {
      const { start, end } = answer.range;
      reply.code(206).header('content-range', `bytes ${start}-${end}/${byteLength}`);
      return reply.header('content-length', end - start + 1).send(await open(answer.range));
    }
    case 'whole':
      return reply.header('content-length', byteLength).send(await open());
  }
}
