// Starts tests/contracts/store-process.ts and listens to it. Whoever starts one kills it by its number.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type StoreProcess = Readonly<{
  pid: number;
  /** Everything said so far. */
  messages: readonly Message[];
  /** The first message, said or still to come, that has this key. Rejects when the process ends without it. */
  heard: (key: string) => Promise<Message>;
  kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}>;

type Message = Readonly<Record<string, unknown>>;

export function startStoreProcess(
  task: 'hold' | 'write' | 'migrate',
  dataDir: string,
  databaseUrl?: string,
): StoreProcess {
  const { DATABASE_URL: _ours, ...environment } = process.env;
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('store-process.ts', import.meta.url)), task, dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: databaseUrl === undefined ? environment : { ...environment, DATABASE_URL: databaseUrl },
    },
  );
  const exited = once(child, 'exit');
  const messages: Message[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => messages.push(JSON.parse(line)));
  return {
    pid: pidOf(child),
    messages,
    heard: async (key) => {
      for (;;) {
        const found = messages.find((message) => key in message);
        if (found !== undefined) return found;
        const next = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => undefined)]);
        if (next === undefined && !messages.some((message) => key in message)) {
          throw new Error(`ended without "${key}", having said ${JSON.stringify(messages)}`);
        }
      }
    },
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start');
  return child.pid;
}
