// The mark of a restore that is not finished: a file in the data folder, written before anything else of it and removed after
// everything. No server and no command works on a folder that has it: half of a database must not be taken for the whole.

import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from './durable-folder.ts';
import { errorCode, type Failed, failed } from './fault.ts';

export const RESTORE_MARK = 'restore-unfinished';

/** The id of the backup that is being restored; undefined where none is. */
export async function readRestoreMark(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, RESTORE_MARK), 'utf8')).trim();
  } catch (error) {
    // That the folder is a file is said by whoever opens it.
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

export async function writeRestoreMark(dataDir: string, backupId: string): Promise<void> {
  const file = await open(join(dataDir, RESTORE_MARK), 'w', 0o600);
  try {
    await file.writeFile(`${backupId}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncPath(dataDir);
}

export async function removeRestoreMark(dataDir: string): Promise<void> {
  await rm(join(dataDir, RESTORE_MARK));
  await syncPath(dataDir);
}

/** For whoever is about to work on the folder. */
export async function refuseUnfinished(dataDir: string): Promise<Failed | undefined> {
  const mark = await readRestoreMark(dataDir);
  return mark === undefined ? undefined : failed({ code: 'restoreUnfinished', params: { path: dataDir } });
}
