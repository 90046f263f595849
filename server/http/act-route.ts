// PUT /api/applications/:id/acts/:actId: the device delivers one act of a thread, as often as it needs to (protocol
// invariants 2 to 4, for acts).
//
// What is judged, in this order: ids (400), size (413), type (415), Content-Digest (400), JSON (400), the key (404, later
// and later), then the fields (422). An act that is stored already is answered by what is stored.

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  parseThreadAct,
  THREAD_ACT_MAX_BYTES,
  THREAD_ACT_PATH,
  threadActSchema,
} from '../../src/domain/thread-act.ts';
import { acceptedSchema, DIGEST_HEADER } from '../../src/domain/wire.ts';
import { type IncomingAct, type TakenAct, takeAct } from '../casework/acts.ts';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { Services } from '../services.ts';
import { withAccess } from '../store/access.ts';
import { isConnectionLost } from '../store/fault.ts';
import { contradictsDigest } from './content-digest.ts';
import { EXAMPLE_ACT, EXAMPLE_ACT_ID, EXAMPLE_ACT_RECEIPT, EXAMPLE_ID } from './examples.ts';
import { createGuessBrake } from './guess-brake.ts';
import { parseJson } from './json-body.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { createTokenLimit } from './token-limit.ts';
import type { ApiPlugin } from './valibot-provider.ts';

const paramsSchema = v.object({
  id: uuidv7Param('The application’s id.', EXAMPLE_ID),
  actId: uuidv7Param(
    'A UUIDv7 in lower case, made by the device. The act keeps it for ever.',
    EXAMPLE_ACT_ID,
  ),
});

const answer = (description: string) =>
  v.pipe(acceptedSchema, v.description(description), v.examples([{ receipt: EXAMPLE_ACT_RECEIPT }]));

export function actRoute(services: Services): ApiPlugin {
  const { trackingSecrets, keyLimits, now } = services;
  const isOverLimit = createTokenLimit(now, keyLimits.sending);
  return async (scope) => {
    // The receipt speaks of the bytes as they came, so they stay bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      async (_: unknown, body: Buffer) => body,
    );
    const brake = createGuessBrake(scope, services);
    scope.put(
      THREAD_ACT_PATH,
      {
        bodyLimit: THREAD_ACT_MAX_BYTES,
        schema: {
          operationId: 'deliverAct',
          tags: ['citizen'],
          summary: 'Deliver an act of a thread',
          description: DESCRIPTION,
          security: [{ trackingKey: [] }],
          params: paramsSchema,
          response: {
            201: answer('Received: stored durably with its effect, with its receipt.'),
            200: answer('Received before: the receipt of that time.'),
          },
        },
        config: {
          takesBody: true,
          documentedBody: v.pipe(threadActSchema, v.examples([EXAMPLE_ACT])),
          problems: [
            'malformed-id',
            'digest-mismatch',
            'thread-not-found',
            'act-conflict',
            'transcript-settled',
            'question-settled',
            'already-rated',
            'case-closed',
            'act-not-valid',
            'too-many-requests',
            'outcome-unknown',
          ],
        },
      },
      async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const digest = hash('sha256', bytes, 'buffer');
        if (contradictsDigest(request.headers[DIGEST_HEADER]?.toString(), digest))
          return sendProblem(request, reply, 'digest-mismatch');
        const json = parseJson(bytes);
        if (!json.ok) return sendProblem(request, reply, 'malformed-json');
        const trackingKey = bearerOf(request);
        if (isOverLimit(trackingKey)) return sendProblem(request, reply, 'too-many-requests');
        const { id: applicationId, actId: id } = request.params;
        const taken = await takeOrLose(services, request, {
          id,
          applicationId,
          trackingMacs: trackingMacs(trackingSecrets, trackingKey),
          digest,
          parsed: parseThreadAct(json.value),
        });
        switch (taken.kind) {
          case 'accepted':
          case 'repeated':
            return reply.code(taken.kind === 'accepted' ? 201 : 200).send({ receipt: taken.receipt });
          case 'refused':
            return sendProblem(request, reply, taken.code, taken.violations);
          case 'lost':
            return sendProblem(request, reply, 'outcome-unknown');
          case 'stranger':
            await brake({ trackingKey, address: request.ip });
            return sendProblem(request, reply, 'thread-not-found');
        }
      },
    );
  };
}

/** `lost`: the connection to the database broke, perhaps on the way of the commit. */
async function takeOrLose(
  { database, signActReceipt, config, calendar, notices, now }: Services,
  request: FastifyRequest,
  incoming: IncomingAct,
): Promise<TakenAct | { kind: 'lost' }> {
  try {
    const { limits } = config.attachments;
    const options = { database, signReceipt: signActReceipt, limits, calendar, notices, now };
    const { trackingMacs } = incoming;
    return await withAccess({ kind: 'citizen', trackingMacs }, () => takeAct(options, incoming));
  } catch (cause) {
    if (!isConnectionLost(cause)) throw cause;
    request.log.error({ event: 'act-unknown', err: cause }, 'The database was lost while an act was stored');
    return { kind: 'lost' };
  }
}

/** Any other text is the key of nobody. */
function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer +([\w-]{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

const DESCRIPTION = `What a citizen does after the application was received, stored exactly once together with its
effect, and answered with a signed receipt (JWS, ES256, \`typ\` \`kopru-act-receipt\`). Sending the same bytes again under
the same id is always safe: 200 and the same receipt. Other bytes under the same id are a conflict (409). A
\`Content-Digest\` (RFC 9530, sha-256) is verified. New recordings that an act announces are uploaded like all others
(\`/api/uploads\`). A wrong key is answered like an application that does not exist.

\`transcript-verdict\`: the citizen accepts what staff have put into writing, corrects it, or lets it be made anew, by a new
recording (\`attachments\`) or by the old one. What was accepted or corrected stands: a second word on it is 409
\`transcript-settled\`.

What may be done in a case is in its thread's \`life\`. \`addition\`: more, which nobody asked for, until the case is closed.
\`information\`: the answer to the question \`questionId\`; when nobody waits for it any more, 409 \`question-settled\`.
\`withdrawal\`: until the case is answered. \`rating\`: 1 to 5, once for the newest reply; again is 409 \`already-rated\`.
\`objection\`: against the newest reply, until \`life.canObject.until\`; it opens the case again. \`erasure\`: all of it is to be
erased, while \`life.canErase\` says so; decided within 30 days, or carried out by the clock. Whatever comes too late is 409
\`case-closed\`.

\`notice-choice\`: by which way the citizen wants to be told that there is news, of those that \`life.notices\` offers, or no
longer. \`push\` brings what the browser's PushManager gave; e-mail and SMS go to the application's own address.`;
