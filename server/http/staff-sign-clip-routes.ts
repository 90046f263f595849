// /api/staff/sign-clips…: the studio of the clips in sign language. Whoever signs records, a coordinator publishes
// (src/domain/sign-clip.ts); what is kept and shown is decided in server/sign-clips.

import * as v from 'valibot';
import { RENDITION_NAMES } from '../../src/domain/attachment-rendition.ts';
import { SIGN_CLIP_SLOTS } from '../../src/domain/sign-clip.ts';
import {
  publicationSchema,
  SIGN_CLIP_PATHS,
  staffClipSchema,
  staffClipsSchema,
} from '../../src/domain/sign-clip-wire.ts';
import type { ByteRange } from '../attachments/blob-store/blob-store.ts';
import type { Services } from '../services.ts';
import { findClipFile, listClips, publishClip, removeClip } from '../sign-clips/clip-rows.ts';
import { sendBytes } from './byte-answer.ts';
import { sendProblem } from './problem-reply.ts';
import { EXAMPLE_PUBLICATION, EXAMPLE_STAFF_CLIP, EXAMPLE_STAFF_CLIPS } from './sign-clip-examples.ts';
import { clipParams } from './sign-clip-params.ts';
import { addClipUpload } from './sign-clip-upload.ts';
import { staffOf } from './staff-session.ts';
import type { ApiPlugin, App } from './valibot-provider.ts';

const fileParams = v.object({
  ...clipParams.entries,
  rendition: v.pipe(v.picklist(RENDITION_NAMES), v.description('Which form of it.'), v.examples(['mp4'])),
});

const security = [{ staffSession: [] }];
/** Captions of 50,000 characters, escaped, with their times. */
const PUBLICATION_MAX_BYTES = 512 * 1024;

export function staffSignClipRoutes(services: Services): ApiPlugin {
  return async (scope) => {
    addReading(scope, services);
    addPublication(scope, services);
    addDiscarding(scope, services);
    await scope.register(addClipUpload(services));
  };
}

function addReading(scope: App, services: Services): void {
  const { database, blobs, clips } = services;
  scope.get(
    SIGN_CLIP_PATHS.staffClips,
    {
      schema: {
        operationId: 'listClipPlaces',
        tags: ['staff'],
        summary: 'List the places of clips in sign language',
        description: 'Every place of the app, with what citizens see there and what has been recorded since.',
        security,
        response: {
          200: v.pipe(staffClipsSchema, v.description('The places.'), v.examples([EXAMPLE_STAFF_CLIPS])),
        },
      },
      config: { permission: 'signed-in', problems: ['unauthenticated'] },
    },
    async () => {
      const found = await listClips(database);
      const slots = SIGN_CLIP_SLOTS.map((slot) => ({
        slot,
        ...found.get(slot),
        hasFile: clips.hasFile(slot),
      }));
      return { slots };
    },
  );
  scope.get(
    SIGN_CLIP_PATHS.staffClipFile,
    {
      schema: {
        operationId: 'readClip',
        tags: ['staff'],
        summary: 'Play a clip of the studio',
        description: 'Also before it is published. One `Range` of bytes is answered with 206.',
        security,
        params: fileParams,
      },
      config: {
        permission: 'signed-in',
        answersBytes: true,
        problems: ['malformed-id', 'unauthenticated', 'not-found'],
      },
    },
    async (request, reply) => {
      const found = await findClipFile(database, request.params);
      if (!found) return sendProblem(request, reply, 'not-found');
      const { blobKey, mediaType, byteLength } = found;
      const open = (range?: ByteRange) => blobs.open(blobKey, range);
      return sendBytes(request, reply, { tag: blobKey, mediaType, byteLength, open });
    },
  );
}

function addPublication(scope: App, services: Services): void {
  const { database, clips, now } = services;
  scope.put(
    SIGN_CLIP_PATHS.publication,
    {
      bodyLimit: PUBLICATION_MAX_BYTES,
      schema: {
        operationId: 'publishClip',
        tags: ['staff'],
        summary: 'Show a clip to everybody',
        description:
          'A coordinator’s act. The clip that was there before gives way. Again with other captions: those.',
        security,
        params: clipParams,
        body: v.pipe(publicationSchema, v.examples([EXAMPLE_PUBLICATION])),
        response: {
          200: v.pipe(staffClipSchema, v.description('Published.'), v.examples([EXAMPLE_STAFF_CLIP])),
        },
      },
      config: {
        permission: 'clip.publish',
        takesBody: true,
        problems: [
          'malformed-id',
          'malformed-request',
          'unauthenticated',
          'forbidden',
          'not-found',
          'clip-not-ready',
          'cues-beyond-end',
        ],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const published = await publishClip(database, officer, request.params, request.body.captions, now());
      if (!published.ok) {
        const { ok: _, code, ...details } = published;
        return sendProblem(request, reply, code, undefined, details);
      }
      clips.forget();
      return published.clip;
    },
  );
  scope.delete(
    SIGN_CLIP_PATHS.publication,
    {
      schema: {
        operationId: 'takeClipBack',
        tags: ['staff'],
        summary: 'Take a clip back',
        description: 'A coordinator’s act. Citizens see the operator’s own file there, or nothing.',
        security,
        params: clipParams,
        response: { 204: v.pipe(v.null(), v.description('Taken back.')) },
      },
      config: {
        permission: 'clip.publish',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const isGone = await removeClip(database, staffOf(request).officer, request.params, 'published', now());
      if (!isGone) return sendProblem(request, reply, 'not-found');
      clips.forget();
      return reply.code(204).send(null);
    },
  );
}

function addDiscarding(scope: App, services: Services): void {
  const { database, now } = services;
  scope.delete(
    SIGN_CLIP_PATHS.staffClip,
    {
      schema: {
        operationId: 'discardClip',
        tags: ['staff'],
        summary: 'Discard a clip that was not published',
        description: 'Its place is free for another recording. What citizens see there stays.',
        security,
        params: clipParams,
        response: { 204: v.pipe(v.null(), v.description('Discarded.')) },
      },
      config: {
        permission: 'clip.record',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const isGone = await removeClip(database, staffOf(request).officer, request.params, 'draft', now());
      return isGone ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
}
