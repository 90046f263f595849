// What is done by the clock and not by a request: deadlines are watched, and the day's anchor of the audit trail is written.
// Runs at the start and then again and again; each part finds out by itself whether there is something to do.

import type { StoreLogger } from './store/contract.ts';
import { errorCode } from './store/fault.ts';

const PAUSE_MS = 10 * 60_000;

export interface WatchOptions {
  tasks: readonly (() => Promise<unknown>)[];
  log: Pick<StoreLogger, 'error'>;
  /** From one round to the next. */
  pauseMs?: number;
}

export interface Watch {
  /** Ends after the round under way. Idempotent. */
  stop: () => Promise<void>;
}

export function startWatch({ tasks, log, pauseMs = PAUSE_MS }: WatchOptions): Watch {
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();

  async function runAll(): Promise<void> {
    for (const task of tasks) {
      if (isStopped) return;
      try {
        await task();
      } catch (error) {
        const code = errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
        log.error({ event: 'watch-failed', code }, 'A task of the clock failed and will be tried again');
      }
    }
  }
  function begin(): void {
    round = round.then(runAll);
  }
  const timer = setInterval(begin, pauseMs);
  timer.unref();
  begin();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await round;
    },
  };
}
