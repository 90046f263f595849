// PUT and DELETE /api/staff/cases/:id/reply-draft, and …/likenesses/:id/reply-draft: the answer that is being written, to one or to a group
// of many, is kept, or thrown away. It is read with the case, or with the list of the group.

import * as v from 'valibot';
import { DESK_PATHS } from '../../src/domain/desk-wire.ts';
import { REPLY_DRAFT_MAX_LENGTH, replyDraftInputSchema, STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { dropGroupDraft, keepGroupDraft } from '../casework/likeness/group-drafts.ts';
import { dropReplyDraft, keepReplyDraft } from '../casework/reply-drafts.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ID, EXAMPLE_REPLY_DRAFT } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const params = v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) });
const groupParams = v.object({ id: uuidv7Param('The group’s id.', EXAMPLE_ID) });
const problems = ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'] as const;
/** The longest in three-byte letters, escaped where it must be. */
const MAX_BYTES = 4 * REPLY_DRAFT_MAX_LENGTH;

export function addStaffReplyDraftRoutes(app: App, services: Services): void {
  addOfCase(app, services);
  addOfGroup(app, services);
}

function addOfCase(app: App, { database, now }: Services): void {
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

function addOfGroup(app: App, { database, now }: Services): void {
  app.put(
    DESK_PATHS.groupDraft,
    {
      bodyLimit: MAX_BYTES,
      schema: {
        operationId: 'keepGroupDraft',
        tags: ['staff'],
        summary: 'Keep the one answer to many that is being written',
        description: `For its writer alone, who finds it with the list of the group (\`groupDraft\`) on whatever machine. The last one that comes
holds. It goes with the group’s last open case.`,
        security,
        params: groupParams,
        body: v.pipe(replyDraftInputSchema, v.examples([EXAMPLE_REPLY_DRAFT])),
        response: { 204: v.pipe(v.null(), v.description('Kept.')) },
      },
      config: {
        permission: 'case.answer',
        takesBody: true,
        problems: [...problems, 'malformed-request'],
      },
    },
    async (request, reply) => {
      const draft = { likenessId: request.params.id, content: request.body.content };
      const isTheirs = await keepGroupDraft(database, staffOf(request).officer, draft, now());
      return isTheirs ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
  app.delete(
    DESK_PATHS.groupDraft,
    {
      schema: {
        operationId: 'dropGroupDraft',
        tags: ['staff'],
        summary: 'Throw away the one answer to many that is being written',
        description: 'Also where there is none, or no such group: one’s own alone can be thrown away.',
        security,
        params: groupParams,
        response: { 204: v.pipe(v.null(), v.description('There is none any more.')) },
      },
      config: { permission: 'case.answer', problems: ['malformed-id', 'unauthenticated', 'forbidden'] },
    },
    async (request, reply) => {
      await dropGroupDraft(database, staffOf(request).officer, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
