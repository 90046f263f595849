// /api/sign-clips…: which clips in sign language there are, and their files, for everybody. The list is asked for at each
// start; a file's address holds its digest, so a device asks for it once.

import * as v from 'valibot';
import { CLIP_FILE, SIGN_CLIP_PATHS, signClipsSchema } from '../../src/domain/sign-clip-wire.ts';
import type { Services } from '../services.ts';
import { sendBytes } from './byte-answer.ts';
import { type PreparedBody, prepareBody, sendPrepared } from './prepared-body.ts';
import { sendProblem } from './problem-reply.ts';
import { EXAMPLE_CLIP_FILE, EXAMPLE_SIGN_CLIPS } from './sign-clip-examples.ts';
import type { App } from './valibot-provider.ts';

const fileParams = v.object({
  file: v.pipe(
    v.string(),
    v.regex(CLIP_FILE),
    v.description('SHA-256 of the content in hex, and `mp4`, `webm` or `jpg`: as the list gives it.'),
    v.examples([EXAMPLE_CLIP_FILE]),
  ),
});

const IMMUTABLE = 'public, max-age=31536000, immutable';

export function addSignClipRoutes(app: App, { clips }: Pick<Services, 'clips'>): void {
  let prepared: { version: string; body: PreparedBody } | undefined;
  app.get(
    SIGN_CLIP_PATHS.clips,
    {
      schema: {
        operationId: 'listSignClips',
        tags: ['citizen'],
        summary: 'List the clips in sign language',
        description: 'By the place of the app that each is for. A place without a clip is not named.',
        response: {
          200: v.pipe(signClipsSchema, v.description('The clips.'), v.examples([EXAMPLE_SIGN_CLIPS])),
          304: v.pipe(v.null(), v.description('What the device has is current (`If-None-Match`).')),
        },
      },
    },
    async (request, reply) => {
      const list = await clips.list();
      const current =
        prepared?.version === list.version ? prepared : { version: list.version, body: prepareBody(list) };
      prepared = current;
      return sendPrepared(request, reply, current.body);
    },
  );
  app.get(
    SIGN_CLIP_PATHS.clipFile,
    {
      schema: {
        operationId: 'readSignClip',
        tags: ['citizen'],
        summary: 'Play a clip in sign language',
        description: 'A file that the list names. One `Range` of bytes is answered with 206.',
        params: fileParams,
      },
      config: { answersBytes: true, problems: ['malformed-id', 'not-found'] },
    },
    async (request, reply) => {
      const found = await clips.find(request.params.file);
      if (!found) return sendProblem(request, reply, 'not-found');
      reply.header('cache-control', IMMUTABLE);
      return sendBytes(request, reply, { ...found, tag: found.name });
    },
  );
}
