// GET /api/attachments/:id/:rendition: what may be played, seen or downloaded of an attachment. For the officer by the session,
// for the citizen by the tracking key. What was made by a stranger stays a stranger's (byte-answer.ts): the browser opens
// nothing but our own pictures and recordings itself.

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { RENDITION_NAMES, RENDITION_PATH } from '../../src/domain/attachment-rendition.ts';
import type { BlobStore, ByteRange } from '../attachments/blob-store/blob-store.ts';
import type { Servable, Wanted } from '../attachments/servable.ts';
import { sendBytes } from './byte-answer.ts';
import { EXAMPLE_ID } from './examples.ts';
import type { GuessBrake } from './guess-brake.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { SESSION_COOKIE } from './staff-session.ts';
import { createTokenLimit, type KeyLimits } from './token-limit.ts';
import type { App } from './valibot-provider.ts';

export interface AttachmentReaders {
  /** Undefined where the request has no session; null where the session may not see it. */
  forOfficer: (request: FastifyRequest, wanted: Wanted) => Promise<Servable | null | undefined>;
  /** @param trackingKey as it came */
  forCitizen: (trackingKey: string, wanted: Wanted) => Promise<Servable | undefined>;
  blobs: Pick<BlobStore, 'open'>;
  brakeFor: (app: App) => GuessBrake;
  /** Milliseconds since 1970. */
  keyLimits: KeyLimits;
  now: () => number;
}

const paramsSchema = v.object({
  id: uuidv7Param('The attachment’s id.', EXAMPLE_ID),
  rendition: v.pipe(
    v.picklist(RENDITION_NAMES),
    v.description('Which form of it. Which there are depends on its kind.'),
    v.examples(['mp4']),
  ),
});

export function addAttachmentRoute(
  app: App,
  { forOfficer, forCitizen, blobs, brakeFor, keyLimits, now }: AttachmentReaders,
): void {
  const brake = brakeFor(app);
  const isOverLimit = createTokenLimit(now, keyLimits.reading);
  app.get(
    RENDITION_PATH,
    {
      schema: {
        operationId: 'readAttachment',
        tags: ['citizen'],
        summary: 'Play, see or download an attachment',
        description: `The officer’s session, or \`Authorization: Bearer\` with the tracking key. One \`Range\` of bytes is answered
with 206. What may not be seen is answered like what does not exist.`,
        security: [{ staffSession: [] }, { trackingKey: [] }],
        params: paramsSchema,
      },
      config: {
        answersBytes: true,
        problems: ['malformed-id', 'unauthenticated', 'not-found', 'too-many-requests'],
      },
    },
    async (request, reply) => {
      const { id, rendition } = request.params;
      const wanted = { attachmentId: id, rendition };
      const trackingKey = bearerOf(request);
      const token = trackingKey ?? request.cookies[SESSION_COOKIE];
      if (token !== undefined && isOverLimit(token)) return sendProblem(request, reply, 'too-many-requests');
      const found =
        trackingKey === undefined ? await forOfficer(request, wanted) : await forCitizen(trackingKey, wanted);
      if (found) {
        const { blobKey, mediaType, byteLength } = found;
        reply.header('content-disposition', disposition(id, found));
        const open = (range?: ByteRange) => blobs.open(blobKey, range);
        return sendBytes(request, reply, { tag: blobKey, mediaType, byteLength, open });
      }
      if (trackingKey !== undefined) await brake({ trackingKey, address: request.ip });
      const isStranger = trackingKey === undefined && found === undefined;
      return sendProblem(request, reply, isStranger ? 'unauthenticated' : 'not-found');
    },
  );
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

/** The citizen's name for a file is never known here; a name for the officer's disk is made of the id. */
function disposition(id: string, { name, mediaType }: Servable): string {
  if (name !== 'original') return 'inline';
  const extension = EXTENSIONS[mediaType] ?? mediaType.replace(/^.*\/(?:x-)?/, '');
  return `attachment; filename="${id}.${extension}"`;
}
