// POST /api/staff/accounts/:accountId/hand-over: what lies on the desk of somebody who leaves goes on. An administrator's, who reads
// none of those cases.

import * as v from 'valibot';
import { DESK_PATHS, handedOverSchema, handOverSchema } from '../../src/domain/desk-wire.ts';
import { handOver } from '../casework/hand-over.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ACCOUNT_ID } from './access-examples.ts';
import { EXAMPLE_HAND_OVER } from './desk-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

export function addStaffHandOverRoute(app: App, { database, now }: Services): void {
  app.post(
    DESK_PATHS.handOver,
    {
      schema: {
        operationId: 'handOverCases',
        tags: ['staff'],
        summary: 'Hand over the open cases of an account',
        description: `To a colleague, to the pool of a unit (null: of the unit in which each lies), or to all colleagues by turns. Each is an event
in the life of its case. Doing it again moves what has come since.`,
        security: [{ staffSession: [] }],
        params: v.object({ accountId: uuidv7Param('The account’s id.', EXAMPLE_ACCOUNT_ID) }),
        body: v.pipe(handOverSchema, v.examples([EXAMPLE_HAND_OVER])),
        response: {
          200: v.pipe(handedOverSchema, v.description('Handed over.'), v.examples([{ moved: 12 }])),
        },
      },
      config: {
        permission: 'account.manage',
        takesBody: true,
        problems: ['malformed-id', 'malformed-request', 'not-found', 'unit-unknown', 'colleague-unknown'],
      },
    },
    async (request, reply) => {
      const wish = { ...request.params, ...request.body };
      const handed = await handOver(database, staffOf(request).officer, wish, now());
      return handed.ok ? { moved: handed.moved } : sendProblem(request, reply, handed.code);
    },
  );
}
