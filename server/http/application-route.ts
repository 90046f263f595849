// PUT /api/applications/:id: the device delivers one application, as often as it needs to (protocol invariants 2 to 4).
//
// What is judged, in this order: id (400), size (413), type (415), Content-Digest (400), JSON (400), then the fields
// (422); the last two by take-body.ts, which judges what comes sealed, too.

import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { applicationSchema } from '../../src/domain/application.ts';
import { APPLICATION_MAX_BYTES, acceptedSchema, DIGEST_HEADER, PATHS } from '../../src/domain/wire.ts';
import type { Services } from '../services.ts';
import { contradictsDigest } from './content-digest.ts';
import { EXAMPLE_APPLICATION, EXAMPLE_ID, EXAMPLE_RECEIPT } from './examples.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import type { TakeBody, TakenBody } from './take-body.ts';
import type { ApiPlugin } from './valibot-provider.ts';

const paramsSchema = v.object({
  id: uuidv7Param(
    'A UUIDv7 in lower case (RFC 9562), made by the device. The application keeps it for ever.',
    EXAMPLE_ID,
  ),
});

export function applicationRoute(services: Services, gate: Gate, takeBody: TakeBody): ApiPlugin {
  const { descriptionMaxLength } = services.config;
  return async (scope) => {
    // The receipt speaks of the bytes as they came, so they stay bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      async (_: unknown, body: Buffer) => body,
    );
    scope.put(
      PATHS.application,
      {
        bodyLimit: APPLICATION_MAX_BYTES,
        schema: {
          operationId: 'deliverApplication',
          tags: ['citizen'],
          summary: 'Deliver an application',
          description: DESCRIPTION,
          params: paramsSchema,
          response: {
            201: v.pipe(
              acceptedSchema,
              v.description('Received: stored durably, with its receipt.'),
              v.examples([{ receipt: EXAMPLE_RECEIPT }]),
            ),
            200: v.pipe(
              acceptedSchema,
              v.description('Received before: the receipt of that time.'),
              v.examples([{ receipt: EXAMPLE_RECEIPT }]),
            ),
          },
        },
        config: {
          takesBody: true,
          asksForWork: true,
          documentedBody: v.pipe(applicationSchema(descriptionMaxLength), v.examples([EXAMPLE_APPLICATION])),
          problems: [
            'malformed-id',
            'digest-mismatch',
            'id-conflict',
            'application-not-valid',
            'too-many-requests',
            'outcome-unknown',
          ],
        },
      },
      async (request, reply) => {
        // First of all: what is refused must cost next to nothing, or those who are taken wait for it.
        if (services.acceptor.load() >= 1) return sendProblem(request, reply, 'unavailable');
        const work = await gate.askOf(request, request.params.id);
        if (work) return sendProblem(request, reply, 'unavailable', undefined, { work });
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const digest = hash('sha256', bytes, 'buffer');
        const claimed = request.headers[DIGEST_HEADER];
        if (contradictsDigest(claimed?.toString(), digest)) {
          return sendProblem(request, reply, 'digest-mismatch');
        }
        return sendTaken(request, reply, await takeBody({ id: request.params.id, bytes, digest }));
      },
    );
  };
}

function sendTaken(request: FastifyRequest, reply: FastifyReply, result: TakenBody): FastifyReply {
  switch (result.kind) {
    case 'accepted':
      return reply.code(201).send({ receipt: result.receipt });
    case 'repeated':
      return reply.code(200).send({ receipt: result.receipt });
    case 'malformed':
      return sendProblem(request, reply, 'malformed-json');
    case 'invalid':
      return sendProblem(request, reply, 'application-not-valid', result.violations);
    case 'conflict':
      return sendProblem(request, reply, 'id-conflict');
    default:
      return sendNotYet(request, reply, result);
  }
}

/** What was not taken now, or nobody knows: it is to come again. */
export function sendNotYet(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Extract<TakenBody, { kind: 'too-many' | 'overloaded' | 'unavailable' | 'unknown' }>,
): FastifyReply {
  switch (result.kind) {
    case 'too-many':
      return sendProblem(request, reply, 'too-many-requests');
    case 'overloaded':
      return sendProblem(request, reply, 'unavailable');
    case 'unavailable':
      request.log.error({ event: 'intake-unavailable', err: result.cause }, 'The database did not answer');
      return sendProblem(request, reply, 'unavailable');
    case 'unknown':
      request.log.error({ event: 'intake-unknown', err: result.cause }, 'The connection broke at the commit');
      return sendProblem(request, reply, 'outcome-unknown');
  }
}

const DESCRIPTION = `Stores one application exactly once and answers with a signed receipt (JWS, ES256; the keys are
in \`GET /api/operator\`). The answer is 201 only after the durable commit. Sending the same bytes again under the same
id is always safe: the answer is 200 with the same receipt. A \`Content-Digest\` (RFC 9530, sha-256) is verified. Other bytes under the same id are a conflict (409).
After 408, 425, 429, 5xx or no answer: send again later, not before \`Retry-After\`.

The \`trackingKey\` (32 random bytes in base64url, or stretched from a tracking code) opens the thread later, by
\`POST /api/threads/open\`; use a fresh one for each application.`;
