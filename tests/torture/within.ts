// A limit for what may never answer, because the process that should is gone.

import { setTimeout as delay } from 'node:timers/promises';

/** @throws Error when it takes longer */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** In which what was killed runs again. */
export const RESTART_MS = 15_000;
const LOOK_AGAIN_MS = 100;

/** Does it again until it can be done. @returns whether it was done in that time */
export async function untilDone(ms: number, act: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + ms;
  while (!(await act())) {
    if (Date.now() > until) return false;
    await delay(LOOK_AGAIN_MS);
  }
  return true;
}
