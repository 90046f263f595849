// PUT /api/staff/sign-clips/:slot/:clipId: the bytes of a recorded clip, in one request, streamed into the blob store. As
// with an answer's media, what was acknowledged is durable, and the same again is always safe.

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { SIGN_CLIP_PATHS, staffClipSchema } from '../../src/domain/sign-clip-wire.ts';
import type { Services } from '../services.ts';
import { type ClipToKeep, findEarlierClip, type KeptClip, recordClip } from '../sign-clips/clip-rows.ts';
import { discardBody } from './discard-body.ts';
import { sendProblem } from './problem-reply.ts';
import { EXAMPLE_STAFF_CLIP } from './sign-clip-examples.ts';
import { clipParams } from './sign-clip-params.ts';
import { staffOf } from './staff-session.ts';
import { type RefusedBytes, readClaim, storeBody, takeBodiesAsStreams } from './streamed-bytes.ts';
import type { ApiPlugin } from './valibot-provider.ts';

const OF_UPLOAD: readonly ProblemCode[] = [
  'malformed-id',
  'malformed-request',
  'media-digest-mismatch',
  'unauthenticated',
  'forbidden',
  'media-conflict',
  'upload-too-large',
  'media-type-not-supported',
  'storage-full',
];

const clipAnswer = (description: string) =>
  v.pipe(staffClipSchema, v.description(description), v.examples([EXAMPLE_STAFF_CLIP]));

export function addClipUpload(services: Services): ApiPlugin {
  return async (scope) => {
    takeBodiesAsStreams(scope);
    scope.put(
      SIGN_CLIP_PATHS.staffClip,
      {
        schema: {
          operationId: 'putClip',
          tags: ['staff'],
          summary: 'Bring a recorded clip',
          description: `The bytes themselves, in one request, with \`Content-Type\`, \`Content-Length\` and a \`Content-Digest\` (RFC 9530,
sha-256). The answer comes when they are durable; then they are made playable. An older draft of the place gives way.`,
          security: [{ staffSession: [] }],
          params: clipParams,
          response: {
            201: clipAnswer('Stored durably.'),
            200: clipAnswer('Stored before; how far its making is.'),
          },
        },
        config: {
          permission: 'clip.record',
          takesFile: true,
          documentedBytes: 'application/octet-stream',
          problems: OF_UPLOAD,
        },
      },
      async (request, reply) => {
        const claim = readClaim(request);
        const outcome = claim.ok
          ? await keep(services, request, {
              ...claim.bytes,
              slot: request.params.slot,
              id: request.params.clipId,
            })
          : claim;
        if (outcome.ok) return reply.code(outcome.isNew ? 201 : 200).send(outcome.clip);
        discardBody(request, reply);
        return sendProblem(request, reply, outcome.code);
      },
    );
  };
}

async function keep(
  { database, blobs, config, now, onStored }: Services,
  request: FastifyRequest,
  clip: ClipToKeep,
): Promise<KeptClip | RefusedBytes> {
  if (clip.byteLength > config.attachments.limits.bytes['sign-video']) {
    return { ok: false, code: 'upload-too-large' };
  }
  const earlier = await findEarlierClip(database, clip);
  if (earlier) {
    if (earlier.ok) request.raw.resume();
    return earlier;
  }
  const refused = await storeBody(blobs, request, clip.digest);
  if (refused) return refused;
  const kept = await recordClip(database, staffOf(request).officer, clip, now());
  if (kept.ok && kept.isNew) onStored();
  return kept;
}
