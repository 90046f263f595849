// GET /api/knock: a device asks before it sends, and is let in or told when to come back (gate.ts). Nothing is read or written
// for it: a million of these must cost less than a thousand applications.

import * as v from 'valibot';
import { PATHS } from '../../src/domain/wire.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './problem-reply.ts';
import type { App } from './valibot-provider.ts';

export function addKnockRoute(app: App, gate: Gate): void {
  app.get(
    PATHS.knock,
    {
      logLevel: 'warn',
      schema: {
        operationId: 'knock',
        tags: ['citizen'],
        summary: 'May an application be sent now?',
        description:
          'Asked before a round of sending. 503 with `Retry-After` gives the device a time of its own, so that a crowd comes one by one; with `work`, whoever does that and asks again comes earlier. Who sends without asking is not refused for it.',
        response: {
          200: v.pipe(
            v.object({ state: v.literal('open') }),
            v.description('Send now.'),
            v.examples([{ state: 'open' }]),
          ),
        },
      },
      config: { asksForWork: true, problems: ['unavailable'] },
    },
    async (request, reply) => {
      const { waitMs, work } = await gate.knock(request);
      if (waitMs === 0) return { state: 'open' as const };
      return sendProblem(request, reply, 'unavailable', undefined, { work }, Math.ceil(waitMs / 1_000));
    },
  );
}
