// GET /api/staff/cases/:id/suggestions: to whom a case could go, and why (server/casework/suggestions.ts).

import * as v from 'valibot';
import { suggestionsSchema } from '../../src/domain/suggestion-wire.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { suggestHolders } from '../casework/suggestions.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_SUGGESTIONS } from './directory-examples.ts';
import { EXAMPLE_ID } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

export function addStaffSuggestionRoute(app: App, { database }: Services): void {
  app.get(
    STAFF_PATHS.suggestions,
    {
      schema: {
        operationId: 'suggestHolders',
        tags: ['staff'],
        summary: 'Ask to whom a case could go',
        description: `What the directory’s rules say, and by whom similar applications were answered, each with its reason. Nothing is
decided by it.`,
        security: [{ staffSession: [] }],
        params: v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) }),
        response: {
          200: v.pipe(
            suggestionsSchema,
            v.description('Best first; empty where nothing is known.'),
            v.examples([EXAMPLE_SUGGESTIONS]),
          ),
        },
      },
      config: { permission: 'case.read', problems: ['malformed-id', 'unauthenticated', 'not-found'] },
    },
    async (request, reply) => {
      const found = await suggestHolders(database, staffOf(request).officer, request.params.id);
      return found ?? sendProblem(request, reply, 'not-found');
    },
  );
}
