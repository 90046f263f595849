// Who is taken in before anything is looked at: the line (line.ts), and the work by which one passes it (work.ts). One for the
// whole process, for what comes in the open and sealed.

import type { FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { forwardClock } from './forward-clock.ts';
import { createLine } from './line.ts';
import { createWork, type WorkChallenge } from './work.ts';

export interface Gate {
  /** @returns milliseconds to wait, 0: come in; and the work that would help */
  knock: (request: FastifyRequest) => Promise<{ waitMs: number; work?: WorkChallenge }>;
  /**
   * An application. @param subject what one solution is good for, as often as it comes
   * @returns the work that it must bring first, or undefined: it may be taken
   */
  askOf: (request: FastifyRequest, subject: string) => Promise<WorkChallenge | undefined>;
}

export function createGate({
  config,
  trackingSecrets,
  now,
}: Pick<Services, 'config' | 'trackingSecrets' | 'now'>): Gate {
  const line = createLine({
    perSecond: config.applicationsPerSecond,
    now: forwardClock(now),
    random: Math.random,
  });
  const work = createWork({ trackingSecret: trackingSecrets.newest, now });
  return {
    knock: async ({ headers }) => {
      const { waitMs, asksForWork } = line.knock(await work.accept(headers));
      return asksForWork ? { waitMs, work: await work.ask() } : { waitMs };
    },
    askOf: async ({ headers }, subject) =>
      (await work.accept(headers, subject)) || line.admit() ? undefined : await work.ask(),
  };
}
