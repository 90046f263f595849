// PUT /api/sealed/:parcel: an application that was sealed to this server on its writer's phone (src/sealing), brought by that phone
// or by any other. What is inside goes where an open one goes (take-body.ts). Of the answer a carrier learns one of three things:
// taken, not yet, never; number, day and reasons are sealed to the writer.
//
//   envelope ─▶ key by its id ─▶ open ─▶ take-body.ts ─▶ "came sealed", with the writer's consent ─▶ answer, sealed to the writer

import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  SEALED_MAX_BYTES,
  SEALED_MEDIA_TYPE,
  SEALED_PATHS,
  sealedAcceptedSchema,
} from '../../src/domain/sealed.ts';
import { DIGEST_HEADER } from '../../src/domain/wire.ts';
import { sealAnswer } from '../../src/sealing/answer.ts';
import { type OpenedApplication, openApplication, readEnvelope } from '../../src/sealing/envelope.ts';
import type { Services } from '../services.ts';
import { INTAKE, withAccess } from '../store/access.ts';
import { sendNotYet } from './application-route.ts';
import { contradictsDigest } from './content-digest.ts';
import { EXAMPLE_SEALED_ANSWER } from './examples.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './problem-reply.ts';
import { addSealedAttachmentRoute } from './sealed-attachment-route.ts';
import { parcelParam } from './sealed-params.ts';
import type { TakeBody } from './take-body.ts';
import type { ApiPlugin } from './valibot-provider.ts';

export function sealedRoutes(services: Services, gate: Gate, takeBody: TakeBody): ApiPlugin {
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      SEALED_MEDIA_TYPE,
      { parseAs: 'buffer' },
      async (_: unknown, body: Buffer) => body,
    );
    const answer = (description: string) =>
      v.pipe(
        sealedAcceptedSchema,
        v.description(description),
        v.examples([{ sealed: EXAMPLE_SEALED_ANSWER }]),
      );
    scope.put(
      SEALED_PATHS.application,
      {
        bodyLimit: SEALED_MAX_BYTES,
        schema: {
          operationId: 'deliverSealedApplication',
          tags: ['citizen'],
          summary: 'Deliver a sealed application',
          description: DESCRIPTION,
          params: v.object({ parcel: parcelParam }),
          response: {
            201: answer('Received: stored durably, with an answer for its writer.'),
            200: answer('Received before, sealed or in the open: the receipt of that time.'),
          },
        },
        config: {
          documentedBytes: SEALED_MEDIA_TYPE,
          asksForWork: true,
          problems: [
            'malformed-id',
            'digest-mismatch',
            'body-too-large',
            'media-type-not-supported',
            'sealed-unreadable',
            'sealed-key-unknown',
            'sealed-refused',
            'too-many-requests',
            'outcome-unknown',
          ],
        },
      },
      async (request, reply) =>
        deliver({ ...services, gate, takeBody }, request, reply, request.params.parcel),
    );
    addSealedAttachmentRoute(scope, services);
  };
}

async function deliver(
  services: Services & { gate: Gate; takeBody: TakeBody },
  request: FastifyRequest,
  reply: FastifyReply,
  parcel: string,
): Promise<FastifyReply> {
  // As in the open: what is refused must cost next to nothing, and opening costs more than reading.
  if (services.acceptor.load() >= 1) return sendProblem(request, reply, 'unavailable');
  const sealed = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const digest = hash('sha256', sealed, 'buffer');
  // By its bytes: whoever makes envelopes can put any number of applications into those of one parcel.
  const work = await services.gate.askOf(request, digest.toString('base64'));
  if (work) return sendProblem(request, reply, 'unavailable', undefined, { work });
  if (contradictsDigest(request.headers[DIGEST_HEADER]?.toString(), digest))
    return sendProblem(request, reply, 'digest-mismatch');
  const read = readEnvelope(sealed);
  if (read?.header.parcel !== parcel) return sendProblem(request, reply, 'sealed-unreadable');
  const keys = await services.acceptance.find(read.header.keyId);
  if (!keys) return sendProblem(request, reply, 'sealed-key-unknown');
  const opened = await openApplication(read, keys);
  if (!opened) return sendProblem(request, reply, 'sealed-unreadable');
  const { id, body, replyKey } = opened;
  const taken = await services.takeBody({ id, bytes: body, digest: hash('sha256', body, 'buffer') });
  const answer = async (said: object): Promise<string> =>
    Buffer.from(await sealAnswer(said, { replyKey, parcel, place: null })).toString('base64url');
  const refuse = async (said: object): Promise<FastifyReply> =>
    sendProblem(request, reply, 'sealed-refused', undefined, { sealed: await answer(said) });
  switch (taken.kind) {
    case 'accepted':
    case 'repeated':
      await noteDelivery(services, opened);
      return reply
        .code(taken.kind === 'accepted' ? 201 : 200)
        .send({ sealed: await answer({ receipt: taken.receipt }) });
    case 'conflict':
      return await refuse({ problem: 'id-conflict', violations: [] });
    case 'malformed':
      return await refuse({ problem: 'malformed-json', violations: [] });
    case 'invalid':
      return await refuse({ problem: 'application-not-valid', violations: taken.violations });
    default:
      return sendNotYet(request, reply, taken);
  }
}

/** Before the answer: whoever has one has this on record. After a crash in between, the next delivery does it. */
async function noteDelivery(
  { database, now }: Services,
  { id, mayBeCarried, agreedAt }: OpenedApplication,
): Promise<void> {
  await withAccess(INTAKE, () =>
    database
      .insertInto('sealed_delivery')
      .values({
        application_id: id,
        may_be_carried: mayBeCarried,
        agreed_at: mayBeCarried && agreedAt !== undefined ? new Date(agreedAt) : null,
        delivered_at: new Date(now()),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

const DESCRIPTION = `Takes an envelope (docs/protocol.md, "Sealed applications") that was sealed by HPKE (RFC 9180) to the
\`sealing.key\` of \`GET /api/operator\`, opens it, and stores what is inside exactly as \`PUT /api/applications/:id\` would:
once by its id, whether it comes sealed or in the open, from its writer or from whoever carried it. The answer is sealed to the
writer’s own key: \`{ "receipt": … }\`, or \`{ "problem": …, "violations": … }\` in a \`sealed-refused\`. Whoever carries it may repeat
this as often as need be. After 408, 425, 429, 5xx or no answer: send again later, not before \`Retry-After\`.`;
