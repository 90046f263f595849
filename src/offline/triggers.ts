// When a page sends: at its start, on `online`, on another kind of line, on becoming visible, after "Gönder", when the earliest
// entry is due, and when a person says "send now". Runs one round at a time; what is asked meanwhile becomes the one that follows.
//
// T1  No busy loop: between two rounds that nobody asked for lies at least MIN_PAUSE_MS.
// T2  `navigator.onLine` is not asked (invariant 7): `online` is a hint to try, its absence none to wait.
// T3  While another tab or the worker sends, this one looks again now and then, though nothing of its own waits: the other
//     may die, and the worker sends, but asks for no answers.
// T4  What another has sent is looked after soon: the worker sends texts, and leaves their attachments to a page.

import { waitMs } from '../domain/outbox.ts';
import { onChange } from './changes.ts';
import type { OfflineEnvironment } from './environment.ts';
import { listEntries } from './outbox.ts';
import type { SyncReport } from './sending.ts';
import { StorageFault } from './storage-fault.ts';
import type { Signal } from './surroundings.ts';

const MIN_PAUSE_MS = 1_000;
const BUSY_PAUSE_MS = 15_000;
const UNAVAILABLE_PAUSE_MS = 60_000;
/** Answers are asked for at most this often while the page is only looked at. */
const POLL_MS = 60_000;

type Trigger = Exclude<Signal, 'hidden'> | 'start' | 'hurry' | 'poll' | 'timer' | 'sent';

export interface Triggered {
  /** One round. */
  round: (reason: Trigger) => Promise<SyncReport>;
  /** Of two that were asked for during a round, the one that does both. */
  stronger: (a: Trigger, b: Trigger) => Trigger;
  onReport: (report: SyncReport) => void;
}

export interface Triggers {
  /** Asks for a round now. @returns the report of the round that does it */
  run(reason: Trigger): Promise<SyncReport>;
  stop(): void;
}

/** Listens, and runs the first round at once. */
export function startTriggers(
  { round, stronger, onReport }: Triggered,
  environment: OfflineEnvironment,
): Triggers {
  const timer = makeTimer(environment);
  const poll = makeTimer(environment);
  let isStopped = false;
  let current: Promise<SyncReport> | undefined;
  /** Entries that waited when they were last looked at, or were put there since. */
  let expected = 0;
  let following: { reason: Trigger; report: Promise<SyncReport> } | undefined;

  const begin = (asked: Trigger): Promise<SyncReport> => {
    timer.cancel();
    // Answers fetched within the last minute are news enough for who only looks again.
    const reason = asked === 'visible' && poll.isSet() ? 'timer' : asked;
    const asksForAnswers = reason !== 'timer' && reason !== 'sent';
    if (asksForAnswers) poll.set(POLL_MS, pollIfVisible);
    const running = round(reason).finally(() => {
      current = undefined;
    });
    current = running;
    void running.then(async (report) => {
      if (isStopped) return;
      onReport(report);
      if (asksForAnswers && report.state === 'busy') poll.set(BUSY_PAUSE_MS, pollIfVisible);
      const isBusy = report.state === 'busy';
      if (!following) await arm(isBusy, isBusy ? BUSY_PAUSE_MS : MIN_PAUSE_MS, report.uploadWaitMs);
    });
    return running;
  };

  const beginFollowing = (): Promise<SyncReport> => {
    const reason = following?.reason ?? 'timer';
    following = undefined;
    return begin(reason);
  };

  const run = (reason: Trigger): Promise<SyncReport> => {
    if (current === undefined) return begin(reason);
    following = following
      ? { ...following, reason: stronger(following.reason, reason) }
      : { reason, report: current.then(beginFollowing) };
    return following.report;
  };

  /** @param isByOther what does not wait any more was sent by somebody else (T4) */
  const arm = async (
    isByOther: boolean,
    pauseMs: number,
    uploadMs = Number.POSITIVE_INFINITY,
  ): Promise<void> => {
    const waits = await waitsOf(environment);
    if (current !== undefined || isStopped) return;
    const hasGone = isByOther && waits.length < expected;
    expected = waits.length;
    const wakeMs = hasGone ? MIN_PAUSE_MS : Math.max(pauseMs, Math.min(uploadMs, ...waits));
    if (wakeMs < Number.POSITIVE_INFINITY) timer.set(wakeMs, () => void run('timer'));
  };

  const pollIfVisible = (): void => {
    if (environment.isVisible()) void run('poll');
  };

  const stopListening = environment.listen((signal) => {
    if (signal !== 'hidden') void run(signal);
  });
  const stopHearing = onChange(({ kind, isElsewhere }) => {
    // The sender's own changes come during a round, after which the whole outbox is looked at again.
    if (kind !== 'outbox' || current !== undefined) return;
    if (isElsewhere) return void arm(true, MIN_PAUSE_MS);
    expected++;
    void run('sent');
  }, environment);

  void run('start');
  return {
    run,
    stop() {
      isStopped = true;
      timer.cancel();
      poll.cancel();
      stopListening();
      stopHearing();
    },
  };
}

/** Of each entry that waits, milliseconds until it is due. */
async function waitsOf(environment: OfflineEnvironment): Promise<number[]> {
  try {
    const now = environment.now();
    return (await listEntries(environment))
      .map(({ status }) => (status.state === 'sending' ? BUSY_PAUSE_MS : waitMs(status, now)))
      .filter((wait) => wait !== undefined);
  } catch (error) {
    if (error instanceof StorageFault) return [UNAVAILABLE_PAUSE_MS];
    throw error;
  }
}

interface Timer {
  isSet(): boolean;
  set(delayMs: number, run: () => void): void;
  cancel(): void;
}

/** One timer that is set anew, never twice. */
function makeTimer(environment: Pick<OfflineEnvironment, 'setTimer'>): Timer {
  let stop: (() => void) | undefined;
  const cancel = (): void => {
    stop?.();
    stop = undefined;
  };
  return {
    isSet: () => stop !== undefined,
    set(delayMs, run) {
      cancel();
      stop = environment.setTimer(() => {
        stop = undefined;
        run();
      }, delayMs);
    },
    cancel,
  };
}
