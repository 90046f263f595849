// Owns the file that receives what the embedded PostgreSQL says, and keeps it small: at most the file and
// one predecessor. What it may say is limited by `quietSettings`: nothing of a statement, a row or a value.
import { copyFile, open, rename, truncate } from 'node:fs/promises';
import { giveToFolderOwner } from './durable-folder.ts';
import { errorCode } from './fault.ts';

/**
 * `log_min_messages=log` is the heart: an ERROR repeats the value it could not take ("invalid input syntax
 * for type date: …"), and LOG ranks above ERROR. The program is told of its errors through its connection.
 */
export const quietSettings = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_lock_waits: 'off',
  log_connections: '',
  log_disconnections: 'off',
  log_replication_commands: 'off',
  log_temp_files: '-1',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  debug_print_parse: 'off',
  debug_print_rewritten: 'off',
  debug_print_plan: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
} as const;

const maxSizeBytes = 4 * 1024 * 1024;
const checkEveryMs = 5 * 60_000;
const tailBytes = 4_096;

export type PostgresLog = Readonly<{
  path: string;
  fd: number;
  /** What is in the file now; `lastLine` looks at what comes after. */
  mark: () => Promise<number>;
  /** The last line since `mark` that says why PostgreSQL gave up, without its prefix. */
  lastLine: (mark: number) => Promise<string>;
  close: () => Promise<void>;
}>;

export async function openPostgresLog(path: string): Promise<PostgresLog> {
  await keepSmall(path, 'rename');
  // Appending, so that emptying the file under a running postgres leaves no hole.
  const file = await open(path, 'a+', 0o600);
  await giveToFolderOwner(path);
  const timer = setInterval(() => {
    // A full disk or a file taken away is no reason to disturb the database.
    keepSmall(path, 'empty').catch(() => undefined);
  }, checkEveryMs);
  timer.unref();
  return {
    path,
    fd: file.fd,
    mark: async () => (await file.stat()).size,
    lastLine: async (mark) => {
      const { size } = await file.stat();
      const start = Math.max(size < mark ? 0 : mark, size - tailBytes);
      const { buffer } = await file.read({ buffer: Buffer.alloc(size - start), position: start });
      return causeOf(buffer.toString('utf8'), 'last');
    },
    close: async () => {
      clearInterval(timer);
      await file.close();
    },
  };
}

/**
 * A line that says why a program of PostgreSQL's gave up, without time and process; where none does, the last one.
 * @param which `last` of a server that goes on for long; `first` of a program that stumbles over what went wrong before
 */
export function causeOf(output: string, which: 'first' | 'last'): string {
  const lines = output.trim().split('\n');
  const causes = lines.filter((line) => /FATAL|PANIC|error/.test(line));
  const cause = causes.at(which === 'first' ? 0 : -1) ?? lines.at(-1) ?? '';
  return cause.replace(/^.*?\] (?=[A-Z]+:)/, '').slice(0, 300);
}

/** @internal Exported for its test: what the timer does every five minutes. */
export async function keepSmall(
  path: string,
  how: 'rename' | 'empty',
  limitBytes: number = maxSizeBytes,
): Promise<void> {
  try {
    const file = await open(path, 'r');
    const { size } = await file.stat().finally(() => file.close());
    if (size <= limitBytes) return;
    if (how === 'rename') return await rename(path, `${path}.1`);
    await copyFile(path, `${path}.1`);
    await truncate(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
