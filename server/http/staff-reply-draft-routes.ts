// PUT and DELETE /api/staff/cases/:id/reply-draft: the answer that is being written is kept, or thrown away. It is read with the case.

import * as v from 'valibot';
import { REPLY_DRAFT_MAX_LENGTH, replyDraftInputSchema, STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { dropReplyDraft, keepReplyDraft } from '../casework/reply-drafts.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ID, EXAMPLE_REPLY_DRAFT } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const params = v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) });
const problems = ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'] as const;
/** The longest in three-byte letters, escaped where it must be. */
const MAX_BYTES = 4 * REPLY_DRAFT_MAX_LENGTH;

export function addStaffReplyDraftRoutes(app: App, { database, now }: Services): void {
  app.put(
    STAFF_PATHS.replyDraft,
    {
      bodyLimit: MAX_BYTES,
      schema: {
        operationId: 'keepReplyDraft',
        tags: ['staff'],
        summary: 'Keep the answer that is being written',
        description: `For its writer alone, who finds it with the case (\`replyDraft\`) on whatever machine. The last one that comes holds. It goes when
the answer is sent, the case has another holder or is over.`,
        security,
        params,
        body: v.pipe(replyDraftInputSchema, v.examples([EXAMPLE_REPLY_DRAFT])),
        response: { 204: v.pipe(v.null(), v.description('Kept.')) },
      },
      config: {
        permission: 'answer.prepare',
        takesBody: true,
        problems: [...problems, 'malformed-request'],
      },
    },
    async (request, reply) => {
      const draft = { applicationId: request.params.id, content: request.body.content };
      const isTheirs = await keepReplyDraft(database, staffOf(request).officer, draft, now());
      return isTheirs ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
  app.delete(
    STAFF_PATHS.replyDraft,
    {
      schema: {
        operationId: 'dropReplyDraft',
        tags: ['staff'],
        summary: 'Throw away the answer that is being written',
        description: 'Also where there is none.',
        security,
        params,
        response: { 204: v.pipe(v.null(), v.description('There is none any more.')) },
      },
      config: { permission: 'answer.prepare', problems: [...problems] },
    },
    async (request, reply) => {
      const isTheirs = await dropReplyDraft(database, staffOf(request).officer, request.params.id);
      return isTheirs ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
}
