// When the process cannot keep up it says so early: 503 with a Retry-After that differs from device to device, which
// costs far less than an answer that comes too late to be awaited. Officers have a share that is let pass (desk-share.ts).

import { getHeapStatistics } from 'node:v8';
import fastifyUnderPressure from '@fastify/under-pressure';
import { type DeskShare, isDeskWork } from './desk-share.ts';
import { TOO_LATE_MS } from './event-loop-load.ts';
import { sendProblem } from './problem-reply.ts';
import { SESSION_COOKIE } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

export interface PressureLimits {
  /** A request that waited for the event loop this long is late already, and everything behind it later. */
  maxEventLoopDelayMs: number;
  sampleIntervalMs: number;
}

const LIMITS: PressureLimits = { maxEventLoopDelayMs: TOO_LATE_MS, sampleIntervalMs: 1_000 };
/** Of the heap that V8 allows itself; beyond, collecting garbage eats the time that answering needs. */
const MAX_HEAP_SHARE = 0.9;

/** For a caller in this very process, who is busy with other things, too: a late event loop is no sign of a crowd. */
export const NO_CROWD: PressureLimits = { maxEventLoopDelayMs: 0, sampleIntervalMs: 1_000 };

/** For the routes that are registered on the same scope. @param limits a delay of 0 ms: none is too long */
export async function addBackPressure(scope: App, share: DeskShare, limits = LIMITS): Promise<void> {
  await scope.register(fastifyUnderPressure, {
    maxEventLoopDelay: limits.maxEventLoopDelayMs,
    sampleInterval: limits.sampleIntervalMs,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * MAX_HEAP_SHARE),
    pressureHandler: (request, reply, kind) => {
      if (kind === 'eventLoopDelay' && isDeskWork(request.routeOptions.config)) {
        const give = share.take(request.cookies[SESSION_COOKIE]);
        if (give) return void reply.raw.once('close', give);
      }
      sendProblem(request, reply, 'unavailable');
    },
  });
}
