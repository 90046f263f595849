// What befalls the server while an application is on its way to it: the application waits before the server until the
// trouble is there, and the trouble stays until the server has answered.

import { setTimeout as delay } from 'node:timers/promises';
import type { FaultProxy, Gate } from '../e2e/fault-proxy.ts';
import type { Trouble } from './plan.ts';
import type { Stage } from './stage.ts';
import { RESTART_MS, untilDone } from './within.ts';

/** An application on its way. */
export const SENDING = /^PUT \/api\/applications\//;

/** Whoever has not answered by then does not. */
const ANSWER_MS = 30_000;
const LOOK_AGAIN_MS = 10;

/** @returns the server's statuses while it lasted (0: the connection broke); undefined where it cannot be made */
export async function sendInto(trouble: Trouble, stage: Stage, gate: Gate): Promise<number[] | undefined> {
  const { disk, proxy } = stage;
  if (trouble === 'restart') {
    // Where there is none it was killed a moment ago: a restart is one of what runs.
    if (!(await untilDone(RESTART_MS, () => stage.restartDatabase()))) return undefined;
    return await letThrough(proxy, gate);
  }
  if (!disk.fill) return undefined;
  await disk.fill();
  try {
    return await letThrough(proxy, gate);
  } finally {
    await disk.free();
  }
}

async function letThrough(proxy: FaultProxy, gate: Gate): Promise<number[]> {
  const before = proxy.answers.length;
  const answered = (): number[] =>
    proxy.answers
      .slice(before)
      .filter(({ request }) => SENDING.test(request))
      .map(({ status }) => status);
  gate.open();
  const until = Date.now() + ANSWER_MS;
  while (answered().length === 0 && Date.now() < until) await delay(LOOK_AGAIN_MS);
  return answered();
}
