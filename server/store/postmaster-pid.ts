// Reads `postmaster.pid`, by which PostgreSQL marks a database folder as in use, and tells whether the process
// it names is a PostgreSQL on that folder or a stranger who was given the same number later.
// Source: src/include/utils/pidfile.h of PostgreSQL (the order of the lines is fixed).
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from './database-user.ts';
import { errorCode } from './fault.ts';

const run = promisify(execFile);

/** What the shell that keeps postgres is called in a list of processes. */
export const keeperName = 'kopru-keeper';

export type PostmasterPid = Readonly<{ pid: number; port: number; socketFolder: string }>;

/** `undefined` where there is none, or only the first lines of one: then nobody listens yet. */
export async function readPostmasterPid(databaseFolder: string): Promise<PostmasterPid | undefined> {
  try {
    const lines = (await readFile(join(databaseFolder, 'postmaster.pid'), 'utf8')).split('\n');
    const [pid, , , port, socketFolder] = lines;
    return { pid: Number(pid), port: Number(port), socketFolder: socketFolder ?? '' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The shell that keeps postgres carries the same arguments behind its own name; it is not meant. */
export async function runsPostmasterOf(pid: number, databaseFolder: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  const commandLine = await commandLineOf(pid);
  return commandLine.includes(`/postgres -D ${databaseFolder} -k `) && !commandLine.includes(keeperName);
}

/** Empty where there is no such process. */
async function commandLineOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    }
    return (await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { env: childEnvironment })).stdout;
  } catch {
    return '';
  }
}
