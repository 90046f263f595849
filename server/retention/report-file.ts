// The reports of retention, `retention-reports` in the data folder: one file for each run, counts only, written whole or not at
// all. The newest says when it last ran, for all servers that share the folder.

import { randomBytes } from 'node:crypto';
import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders, syncPath } from '../store/durable-folder.ts';
import { errorCode } from '../store/fault.ts';
import type { RetentionReport } from './run-retention.ts';

export function reportFolder(dataDir: string): string {
  return join(dataDir, 'retention-reports');
}

/** @returns its path */
export async function writeReport(folder: string, report: RetentionReport): Promise<string> {
  await makeFolders(folder);
  const name = `${report.at.replaceAll(':', '-')}.json`;
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(report, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  const path = join(folder, name);
  await rename(temporary, path);
  await syncPath(folder);
  return path;
}

/** @returns the day of the newest run, YYYY-MM-DD in UTC; undefined before the first */
export async function lastRunOn(folder: string): Promise<string | undefined> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .at(-1)
      ?.slice(0, 10);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
