// What the routes of the studio share: the parts of their paths, and who may do what.

import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { mayPublishClips, mayRecordClips, SIGN_CLIP_SLOTS } from '../../src/domain/sign-clip.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { EXAMPLE_CLIP_ID } from './sign-clip-examples.ts';
import { staffOf } from './staff-session.ts';

export const clipParams = v.object({
  slot: v.pipe(
    v.picklist(SIGN_CLIP_SLOTS),
    v.description('The place in the citizen’s app.'),
    v.examples(['question-kind']),
  ),
  clipId: uuidv7Param('A UUIDv7 in lower case, made by the console.', EXAMPLE_CLIP_ID),
});
/** Behind requireSession. */
export async function requireRecorder(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return mayRecordClips(staffOf(request).officer.role) ? undefined : sendProblem(request, reply, 'forbidden');
}

export async function requirePublisher(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return mayPublishClips(staffOf(request).officer.role)
    ? undefined
    : sendProblem(request, reply, 'forbidden');
}
