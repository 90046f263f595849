// After a refusal: what of a body nobody wants is read away, because a sender that is cut off in the middle may never read why.

import type { FastifyReply, FastifyRequest } from 'fastify';

/** Up to this length, so that the connection can be used again. */
const DRAINED_BYTES = 1024 * 1024;

/** Of a route that was given its body as a stream. */
export function discardBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  raw.resume();
  const isShort = Number(raw.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= DRAINED_BYTES;
  if (!isShort && !raw.complete) reply.header('connection', 'close');
}
