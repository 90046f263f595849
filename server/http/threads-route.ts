// POST /api/threads/open: whoever holds a tracking key reads its threads.
//
// An unknown key, a malformed one and one that never was all take the same way (a MAC under each secret, a lookup by all) and get
// the same answer; only failures are held back, longer and longer for the same client (failure-delay.ts).

import * as v from 'valibot';
import { PATHS } from '../../src/domain/wire.ts';
import { readThreads } from '../casework/threads.ts';
import { moveToNewest } from '../intake/move-to-newest.ts';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { Services } from '../services.ts';
import { withAccess } from '../store/access.ts';
import { EXAMPLE_OPEN_THREADS, EXAMPLE_THREAD } from './examples.ts';
import { createFailureDelay } from './failure-delay.ts';
import { sendProblem } from './problem-reply.ts';
import { documentedThreads } from './thread-documents.ts';
import { createTokenLimit } from './token-limit.ts';
import type { App } from './valibot-provider.ts';

/** Wider than what a device sends: a malformed key is an unknown key, not a malformed request. */
const bodySchema = v.pipe(
  v.object({
    trackingKey: v.pipe(
      v.string(),
      v.description('32 bytes in base64url, as it was sent with the application.'),
    ),
  }),
  v.examples([EXAMPLE_OPEN_THREADS]),
);

const BODY_MAX_BYTES = 4 * 1024;

export function addThreadsRoute(app: App, services: Services): void {
  const { database, trackingSecrets, calendar, notices, keyLimits, now } = services;
  const delay = createFailureDelay(now);
  const isOverLimit = createTokenLimit(now, keyLimits.sending);
  app.onEnding(delay.release);
  app.post(
    PATHS.threads,
    {
      bodyLimit: BODY_MAX_BYTES,
      schema: {
        operationId: 'openThreads',
        tags: ['citizen'],
        summary: 'Open the threads of a tracking key',
        description: `Where each application stands and what was answered. No identity data: whoever holds the key has
the thread, not the person. Repeated failures are answered ever later, up to some seconds; a right key never is.`,
        body: bodySchema,
        response: {
          200: v.pipe(
            documentedThreads,
            v.description('The threads, the oldest first.'),
            v.examples([{ threads: [EXAMPLE_THREAD] }]),
          ),
        },
      },
      config: { takesBody: true, problems: ['malformed-request', 'thread-not-found', 'too-many-requests'] },
    },
    async (request, reply) => {
      const { trackingKey } = request.body;
      if (isOverLimit(trackingKey)) return sendProblem(request, reply, 'too-many-requests');
      const macs = trackingMacs(trackingSecrets, trackingKey);
      const moment = { nowMs: now(), calendar };
      const threads = await withAccess({ kind: 'citizen', trackingMacs: macs }, async () => {
        const found = await readThreads(database, macs, moment, notices);
        if (found.length > 0) await moveToNewest(database, trackingSecrets, macs);
        return found;
      });
      if (threads.length > 0) return { threads };
      await delay.hold(delay.count(request.ip));
      return sendProblem(request, reply, 'thread-not-found');
    },
  );
}
