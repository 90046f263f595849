// GET /api/staff/cases/:id/reply-templates: what an answer can begin with (server/casework/reply-templates.ts).

import * as v from 'valibot';
import { type ReplyTemplates, replyTemplatesSchema } from '../../src/domain/reply-template.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { listReplyTemplates } from '../casework/reply-templates.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ID } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const EXAMPLE_TEMPLATES: ReplyTemplates = {
  templates: [
    {
      id: 'ekip-gonderildi',
      name: 'Ekip gönderildi',
      text: '{numara} numaralı başvurunuz üzerine bildirdiğiniz yere bir ekip gönderdik.',
    },
  ],
};

export function addReplyTemplateRoute(app: App, { database }: Services): void {
  app.get(
    STAFF_PATHS.replyTemplates,
    {
      schema: {
        operationId: 'listReplyTemplates',
        tags: ['staff'],
        summary: 'List what an answer can begin with',
        description: `The directory’s reply templates: those of the institution that has the case, then those of everybody. Fields
in braces are filled in by the console: \`{kurum}\`, \`{numara}\`, \`{konu}\`.`,
        security: [{ staffSession: [] }],
        params: v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) }),
        response: {
          200: v.pipe(
            replyTemplatesSchema,
            v.description('Empty where there are none.'),
            v.examples([EXAMPLE_TEMPLATES]),
          ),
        },
      },
      config: { permission: 'case.answer', problems: ['malformed-id', 'unauthenticated', 'not-found'] },
    },
    async (request, reply) => {
      const found = await listReplyTemplates(database, staffOf(request).officer, request.params.id);
      return found ?? sendProblem(request, reply, 'not-found');
    },
  );
}
