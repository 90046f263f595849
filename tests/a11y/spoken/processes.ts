// The processes of one session: each in a group of its own, so that ending it ends its children and nothing else.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';

export interface Processes {
  start(name: string, command: string, args: readonly string[]): ChildProcess;
  /** Ends all, the youngest first. */
  end(): Promise<void>;
}

const GRACE_MS = 2_000;

/** @param logs folder where each process writes `<name>.log` */
export function createProcesses(environment: NodeJS.ProcessEnv, logs: string): Processes {
  const started: ChildProcess[] = [];
  return {
    start: (name, command, args) => {
      const log = openSync(join(logs, `${name}.log`), 'a');
      const child = spawn(command, args, {
        env: environment,
        detached: true,
        stdio: ['ignore', log, log],
      });
      // A program that cannot be started shows as one that has ended; who waits for it says so.
      child.on('error', () => undefined);
      started.push(child);
      return child;
    },
    end: async () => {
      for (const child of started.reverse()) await endGroup(child);
      started.length = 0;
    },
  };
}

async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const isRunning = child.exitCode === null && child.signalCode === null;
  const exit = isRunning ? once(child, 'exit') : Promise.resolve([]);
  signal(pid, 'SIGTERM');
  const grace = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  await Promise.race([exit, grace]);
  signal(pid, 'SIGKILL');
  await exit;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    // ESRCH: the whole group has ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Asks again and again until there is an answer. @throws Error naming what was waited for */
export async function until<T>(
  what: string,
  timeoutMs: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not come within ${Math.round(timeoutMs / 1000)} s`);
}
