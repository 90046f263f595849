// Owns the layout of the data folder as far as the embedded database is concerned:
//
//   lock, lock-holder.json      who uses the folder            data-lock.ts
//   database/                   PostgreSQL's own files         database-folder.ts
//   run/                        its socket
//   postgres.log, .log.1        what it says                   postgres-log.ts
//   postgres-programs-*/        its programs, where npm's cannot be used as they lie
import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseUser } from './database-user.ts';
import { makeFolders, syncPath } from './durable-folder.ts';
import { errorCode, type Failed, failed } from './fault.ts';

/** The real path; made if absent, closed to everybody but its owner. */
export async function prepareDataFolder(path: string): Promise<string> {
  const firstMade = await makeFolders(path);
  if (firstMade !== undefined) {
    await syncPath(dirname(firstMade));
    await syncPath(dirname(path));
  }
  return realpath(path);
}

/** 104 bytes with the closing zero on macOS, 108 on Linux: `sun_path` of the system's <sys/un.h>. */
const maxSocketPathBytes = 103;
const socketName = '.s.PGSQL.5432';

/**
 * A folder that nobody but `user` (and root) enters: the only guard of the socket, on which PostgreSQL trusts
 * everybody. Inside the data folder, or, where that path is too long for a socket, in the temporary folder
 * under a name that depends on the data folder alone. A name that can be foretold can be taken by another
 * user first, so the folder's owner and mode decide.
 */
export async function prepareSocketFolder(
  dataDir: string,
  user: DatabaseUser,
  temporaryDir: string = tmpdir(),
): Promise<Readonly<{ ok: true; folder: string }> | Failed> {
  const inside = join(dataDir, 'run');
  const isShort = Buffer.byteLength(join(inside, socketName)) <= maxSocketPathBytes;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = isShort ? inside : join(await realpath(temporaryDir), `kopru-${digest}`);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  const isPrivate = found.isDirectory() && (found.mode & 0o077) === 0;
  // Inside the data folder, which is ours, the owner may be the account of an earlier run.
  const isOurs = isShort || found.uid === process.geteuid?.() || found.uid === user.ids?.uid;
  if (!isPrivate || !isOurs) {
    return failed({ code: 'socketFolderTaken', params: { path: folder } });
  }
  if (user.ids !== undefined) await chown(folder, user.ids.uid, user.ids.gid);
  return { ok: true, folder };
}
