// /api/staff/cases/:id/answer-media…: the sign videos, sounds and documents that an officer attaches to an answer. The bytes go into the
// blob store as they come; what counts and who may is decided in server/attachments/answer-media.ts.

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { isDocumentKind } from '../../src/domain/answer-document.ts';
import { CUE_LIMITS } from '../../src/domain/cue.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { DIGEST_HEADER } from '../../src/domain/wire.ts';
import {
  answerMediaQuerySchema,
  answerMediaSchema,
  answerMediumSchema,
  mediumCopySchema,
  preparedCaptionsSchema,
  STAFF_PATHS,
} from '../../src/domain/wire-staff.ts';
import {
  findEarlierMedium,
  keepCaptions,
  listUnsentMedia,
  type MediumToKeep,
  recordMedium,
} from '../attachments/answer-media.ts';
import { copyMedium } from '../attachments/answer-media-copy.ts';
import { removeMedium } from '../attachments/answer-media-removal.ts';
import type { Services } from '../services.ts';
import { discardBody } from './discard-body.ts';
import {
  EXAMPLE_ANSWER_MEDIA,
  EXAMPLE_ANSWER_MEDIUM,
  EXAMPLE_ANSWER_MEDIUM_ID,
  EXAMPLE_CAPTIONS,
  EXAMPLE_COPY_ID,
  EXAMPLE_ID,
} from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import { type RefusedBytes, readClaim, storeBody, takeBodiesAsStreams } from './streamed-bytes.ts';
import type { ApiPlugin, App } from './valibot-provider.ts';

const caseParams = v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) });
const mediumParams = v.object({
  ...caseParams.entries,
  attachmentId: uuidv7Param(
    'A UUIDv7 in lower case, made by the officer’s device.',
    EXAMPLE_ANSWER_MEDIUM_ID,
  ),
});

/** The longest captions in four-byte characters, escaped or not. */
const CAPTIONS_MAX_BYTES = 2 * 1024 * 1024;

const security = [{ staffSession: [] }];
const mediumAnswer = (description: string) =>
  v.pipe(answerMediumSchema, v.description(description), v.examples([EXAMPLE_ANSWER_MEDIUM]));

export function staffAnswerMediaRoutes(services: Services): ApiPlugin {
  return async (scope) => {
    addListing(scope, services);
    addRemoval(scope, services);
    addCopy(scope, services);
    addCaptions(scope, services);
    await scope.register(async (upload) => {
      takeBodiesAsStreams(upload);
      addUpload(upload, services);
    });
  };
}

function addListing(scope: App, services: Services): void {
  scope.get(
    STAFF_PATHS.answerMedia,
    {
      schema: {
        operationId: 'listAnswerMedia',
        tags: ['staff'],
        summary: 'List what waits to be sent with an answer',
        description:
          'Sign videos, sounds and documents of the case that no reply has sent yet, with how far their making is.',
        security,
        params: caseParams,
        response: {
          200: v.pipe(
            answerMediaSchema,
            v.description('The media, oldest first.'),
            v.examples([EXAMPLE_ANSWER_MEDIA]),
          ),
        },
      },
      config: { permission: 'answer.prepare', problems: ['malformed-id', 'unauthenticated', 'not-found'] },
    },
    async (request, reply) => {
      const { database } = services;
      const media = await listUnsentMedia(database, staffOf(request).officer, request.params.id);
      if (!media) return sendProblem(request, reply, 'not-found');
      const documents = media.filter(({ kind }) => isDocumentKind(kind));
      return {
        media: media.filter(({ kind }) => !isDocumentKind(kind)),
        ...(documents.length > 0 && { documents }),
      };
    },
  );
}

function addRemoval(scope: App, services: Services): void {
  scope.delete(
    STAFF_PATHS.answerMedium,
    {
      schema: {
        operationId: 'removeAnswerMedium',
        tags: ['staff'],
        summary: 'Take a sign video, sound or document away',
        description: 'Only while no reply has sent it: what a citizen has read stays.',
        security,
        params: mediumParams,
        response: { 204: v.pipe(v.null(), v.description('Gone.')) },
      },
      config: {
        permission: 'answer.prepare',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const { id: applicationId, attachmentId } = request.params;
      const { officer } = staffOf(request);
      const wanted = { applicationId, attachmentId };
      const isGone = await removeMedium(services.database, officer, wanted, services.now());
      return isGone ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
}

function addCopy(scope: App, services: Services): void {
  scope.put(
    STAFF_PATHS.answerMediumCopy,
    {
      schema: {
        operationId: 'copyAnswerMedium',
        tags: ['staff'],
        summary: 'Attach what is attached to one case to the answer of another',
        description: `Of what is ready, sent or not; the bytes need not come again. Both cases have to be the officer’s. The same
again is always safe.`,
        security,
        params: v.object({
          ...mediumParams.entries,
          copyId: uuidv7Param('A UUIDv7 in lower case, made by the officer’s device.', EXAMPLE_COPY_ID),
        }),
        body: v.pipe(mediumCopySchema, v.examples([{ applicationId: EXAMPLE_ID }])),
        response: { 201: mediumAnswer('Attached.'), 200: mediumAnswer('Attached before.') },
      },
      config: {
        permission: 'answer.prepare',
        takesBody: true,
        problems: [
          'malformed-id',
          'malformed-request',
          'unauthenticated',
          'forbidden',
          'not-found',
          'reply-conflict',
          'media-conflict',
          'answer-media-not-ready',
        ],
      },
    },
    async (request, reply) => {
      const { id: applicationId, attachmentId, copyId: id } = request.params;
      const wanted = { id, applicationId: request.body.applicationId, from: { applicationId, attachmentId } };
      const { officer } = staffOf(request);
      const copied = await copyMedium(services.database, officer, wanted, services.now());
      if (copied.ok) return reply.code(copied.isNew ? 201 : 200).send(copied.medium);
      return sendProblem(request, reply, copied.code);
    },
  );
}

function addCaptions(scope: App, services: Services): void {
  scope.put(
    STAFF_PATHS.answerCaptions,
    {
      bodyLimit: CAPTIONS_MAX_BYTES,
      schema: {
        operationId: 'keepAnswerCaptions',
        tags: ['staff'],
        summary: 'Keep the captions of a sign video for the colleagues of the case',
        description: `The citizen reads captions with the reply, which brings them itself. \`after\` is the \`at\` of those that were
gone on from; where somebody has kept others meanwhile: 409 \`captions-conflict\`. The same again is always safe.`,
        security,
        params: mediumParams,
        body: v.pipe(preparedCaptionsSchema, v.examples([{ cues: EXAMPLE_CAPTIONS }])),
        response: { 200: mediumAnswer('Kept.') },
      },
      config: {
        permission: 'answer.prepare',
        takesBody: true,
        invalidBody: { code: 'transcript-not-valid', maxLength: CUE_LIMITS.text },
        problems: [
          'malformed-id',
          'unauthenticated',
          'forbidden',
          'not-found',
          'captions-conflict',
          'cues-beyond-end',
          'transcript-not-valid',
        ],
      },
    },
    async (request, reply) => {
      const { id: applicationId, attachmentId } = request.params;
      const { officer } = staffOf(request);
      const medium = { applicationId, attachmentId };
      const kept = await keepCaptions(services.database, officer, medium, request.body, services.now());
      if (kept.ok) return kept.medium;
      const { ok: _, code, ...details } = kept;
      return sendProblem(request, reply, code, undefined, details);
    },
  );
}

/** Of "ses\n", which is a body as good as any: what it really is, the media job finds out. */
const EXAMPLE_DIGEST = `sha-256=:${hash('sha256', 'ses\n', 'base64')}:`;

const OF_UPLOAD: readonly ProblemCode[] = [
  'malformed-id',
  'malformed-request',
  'media-digest-mismatch',
  'unauthenticated',
  'forbidden',
  'not-found',
  'reply-conflict',
  'media-conflict',
  'upload-too-large',
  'media-type-not-supported',
  'storage-full',
];

function addUpload(scope: App, services: Services): void {
  scope.put(
    STAFF_PATHS.answerMedium,
    {
      schema: {
        operationId: 'putAnswerMedium',
        tags: ['staff'],
        summary: 'Attach a sign video, sound or document to an answer',
        description: `The bytes themselves, in one request, with \`Content-Type\`, \`Content-Length\` and a \`Content-Digest\` (RFC 9530,
sha-256). The answer comes when they are durable; then they are made playable, which \`GET …/answer-media\` tells. The same
again is always safe. A PDF that is not tagged, without a language or without a title is refused (EN 301 549 clause 10). A reply sends it to the citizen; what none has sent is forgotten like an unfinished upload.`,
        security,
        params: mediumParams,
        querystring: answerMediaQuerySchema,
        response: {
          201: mediumAnswer('Stored durably.'),
          200: mediumAnswer('Stored before; how far its making is.'),
        },
      },
      config: {
        permission: 'answer.prepare',
        takesFile: true,
        documentedBytes: 'application/octet-stream',
        documentedHeaders: v.object({
          [DIGEST_HEADER]: v.pipe(
            v.string(),
            v.description('SHA-256 of the bytes (RFC 9530).'),
            v.examples([EXAMPLE_DIGEST]),
          ),
        }),
        problems: OF_UPLOAD,
      },
    },
    async (request, reply) => {
      const { id: applicationId, attachmentId: id } = request.params;
      const { kind } = request.query;
      const claim = readClaim(request);
      const outcome = claim.ok
        ? await keep(services, request, { ...claim.bytes, id, applicationId, kind })
        : claim;
      if (outcome.ok) return reply.code(outcome.isNew ? 201 : 200).send(outcome.medium);
      discardBody(request, reply);
      return sendProblem(request, reply, outcome.code);
    },
  );
}

async function keep(
  { database, blobs, config, now, onStored }: Services,
  request: FastifyRequest,
  medium: MediumToKeep,
): Promise<Awaited<ReturnType<typeof recordMedium>> | RefusedBytes> {
  const { officer } = staffOf(request);
  if (medium.byteLength > config.attachments.limits.bytes[medium.kind]) {
    return { ok: false, code: 'upload-too-large' };
  }
  const earlier = await findEarlierMedium(database, officer, medium);
  if (earlier) {
    if (earlier.ok) request.raw.resume();
    return earlier;
  }
  const refused = await storeBody(blobs, request, medium.digest);
  if (refused) return refused;
  const kept = await recordMedium(database, officer, medium, now());
  if (kept.ok && kept.isNew) onStored();
  return kept;
}
