// /api/staff/transcriptions and …/transcripts/…: the desk of those who put recordings into writing, and their texts. What
// an officer may see and do is decided in server/casework; here it only becomes HTTP.

import * as v from 'valibot';
import { CUE_LIMITS } from '../../src/domain/cue.ts';
import { transcriptionsQuerySchema } from '../../src/domain/desk-wire.ts';
import {
  TRANSCRIPT_PATH,
  TRANSCRIPTIONS_PATH,
  transcriptInputSchema,
  transcriptionsSchema,
  transcriptSchema,
} from '../../src/domain/transcript.ts';
import { isCursor } from '../casework/cursor.ts';
import { listTranscriptions } from '../casework/transcription-desk.ts';
import { offerTranscript } from '../casework/transcripts.ts';
import type { Services } from '../services.ts';
import {
  EXAMPLE_ATTACHMENT_ID,
  EXAMPLE_TRANSCRIPT,
  EXAMPLE_TRANSCRIPT_INPUT,
  EXAMPLE_TRANSCRIPTIONS,
} from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const transcriptParams = v.object({
  id: uuidv7Param('The attachment’s id.', EXAMPLE_ATTACHMENT_ID),
  transcriptId: uuidv7Param('A UUIDv7 in lower case, made by the officer’s device.', EXAMPLE_TRANSCRIPT.id),
});

/** The longest text in four-byte characters, escaped or not, in as many cues as there may be. */
const TRANSCRIPT_MAX_BYTES = 768 * 1024;

const security = [{ staffSession: [] }];
const transcriptAnswer = (description: string) =>
  v.pipe(transcriptSchema, v.description(description), v.examples([EXAMPLE_TRANSCRIPT]));

export function addTranscriptRoutes(app: App, services: Services): void {
  const { database, now } = services;
  app.get(
    TRANSCRIPTIONS_PATH,
    {
      schema: {
        operationId: 'listTranscriptions',
        tags: ['staff'],
        summary: 'List recordings without a text',
        description: `A page of the recordings that wait to be put into writing, of cases that the officer may see, the
most urgent first; \`next\` is the cursor of the page after it.`,
        security,
        querystring: transcriptionsQuerySchema,
        response: {
          200: v.pipe(transcriptionsSchema, v.description('One page.'), v.examples([EXAMPLE_TRANSCRIPTIONS])),
        },
      },
      config: { permission: 'transcript.offer', problems: ['malformed-request', 'unauthenticated'] },
    },
    async (request, reply) => {
      const { after } = request.query;
      if (!isCursor(after, 'transcriptions')) return sendProblem(request, reply, 'malformed-request');
      return listTranscriptions(database, staffOf(request).officer, after);
    },
  );
  app.put(
    TRANSCRIPT_PATH,
    {
      bodyLimit: TRANSCRIPT_MAX_BYTES,
      schema: {
        operationId: 'offerTranscript',
        tags: ['staff'],
        summary: 'Offer the text of a recording',
        description: `The citizen reads it at the next sync, as not confirmed, and accepts, corrects or lets it be made
anew. The newest text counts until the citizen has settled one. Sending the same text again changes nothing.`,
        security,
        params: transcriptParams,
        body: v.pipe(transcriptInputSchema, v.examples([EXAMPLE_TRANSCRIPT_INPUT])),
        response: {
          201: transcriptAnswer('Offered.'),
          200: transcriptAnswer('Offered before: this very text.'),
        },
      },
      config: {
        permission: 'transcript.offer',
        takesBody: true,
        invalidBody: { code: 'transcript-not-valid', maxLength: CUE_LIMITS.text },
        problems: [
          'malformed-id',
          'unauthenticated',
          'forbidden',
          'not-found',
          'transcript-conflict',
          'transcript-settled',
          'transcript-not-valid',
          'cues-beyond-end',
        ],
      },
    },
    async (request, reply) => {
      const { id: attachmentId, transcriptId: id } = request.params;
      const offered = await offerTranscript(
        database,
        staffOf(request).officer,
        { ...request.body, id, attachmentId },
        now(),
      );
      if (!offered.ok) {
        const { ok: _, code, ...details } = offered;
        return sendProblem(request, reply, code, undefined, details);
      }
      return reply.code(offered.isNew ? 201 : 200).send(offered.transcript);
    },
  );
}
