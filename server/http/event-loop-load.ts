// How late this process is: the mean delay of its event loop over the last second, as a share of what is too late for everybody.

import { monitorEventLoopDelay } from 'node:perf_hooks';

const SAMPLE_MS = 1_000;
const RESOLUTION_MS = 20;
/** The back-pressure refuses everything from here on (back-pressure.ts). */
export const TOO_LATE_MS = 1_000;

export interface EventLoopLoad {
  /** 0: in time; 1: too late. */
  share: () => number;
  stop: () => void;
}

export function watchEventLoop(): EventLoopLoad {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let share = 0;
  const timer = setInterval(() => {
    const delayMs = histogram.mean / 1e6 - RESOLUTION_MS;
    share = Number.isFinite(delayMs) ? Math.max(0, delayMs / TOO_LATE_MS) : 0;
    histogram.reset();
  }, SAMPLE_MS);
  timer.unref();
  return {
    share: () => share,
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
