// Works through the stored attachments, one at a time for each process: a transcoding takes both processors of a small server.
// Several servers may run; a job is taken by one (media-rows.ts).

import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import { LEASE_MS, type MediaJobOptions, runMediaJob } from './media-job.ts';
import { giveBackMediaJob, type MediaJob, takeMediaJob } from './media-rows.ts';

const POLL_MS = 5_000;
/** After a fault of our own: no room, no database. */
const FAULT_PAUSE_MS = 60_000;

export interface MediaQueueOptions extends MediaJobOptions {
  log: Pick<StoreLogger, 'info' | 'error'>;
}

export interface MediaQueue {
  /** Something was stored. Returns at once. */
  wake: () => void;
  /** Works until nothing is due. @returns how many attempts were made */
  drain: () => Promise<number>;
  /** Ends the attempt under way, which is then made again by whoever starts next. Idempotent. */
  stop: () => Promise<void>;
}

export function startMediaQueue(options: MediaQueueOptions): MediaQueue {
  const { database, tools, now, log } = options;
  let isStopped = false;
  let isWaiting = false;
  let tail: Promise<unknown> = Promise.resolve();

  async function runWhatIsDue(): Promise<number> {
    let attempts = 0;
    while (!isStopped) {
      const job = await takeMediaJob(database, now(), LEASE_MS);
      if (job === undefined) break;
      attempts++;
      await attempt(options, job, () => isStopped);
    }
    return attempts;
  }
  function drain(): Promise<number> {
    const run = tail.then(runWhatIsDue);
    tail = run.catch(() => undefined);
    return run;
  }
  function wake(): void {
    if (isStopped || isWaiting) return;
    isWaiting = true;
    tail = tail.then(async () => {
      isWaiting = false;
      try {
        await runWhatIsDue();
      } catch (error) {
        log.error({ event: 'media-interrupted', code: nameOf(error) }, 'Attachments could not be worked on');
      }
    });
  }

  const timer = setInterval(wake, POLL_MS);
  timer.unref();
  wake();
  return {
    wake,
    drain,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      tools.sandbox.close();
      await tail;
    },
  };
}

async function attempt(options: MediaQueueOptions, job: MediaJob, isStopped: () => boolean): Promise<void> {
  const { database, now, log } = options;
  try {
    const end = await runMediaJob(options, job);
    if (end.kind === 'finished') {
      const code = end.finding.state === 'ready' ? 'ready' : end.finding.problem;
      log.info(
        { event: 'media-finished', kind: job.kind, attempts: job.attempt, code },
        'An attachment is done',
      );
    } else if (end.kind === 'postponed') {
      const fields = { event: 'media-failed', kind: job.kind, attempts: job.attempt, code: end.problem };
      log.error(fields, 'An attachment will be tried again');
    }
  } catch (error) {
    if (!isStopped()) {
      const fields = { event: 'media-fault', kind: job.kind, attempts: job.attempt, code: nameOf(error) };
      log.error(fields, 'An attachment could not be worked on here');
    }
    await giveBackMediaJob(database, job, now() + (isStopped() ? 0 : FAULT_PAUSE_MS));
  }
}

/** A code or a class name; never a message. */
function nameOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
}
