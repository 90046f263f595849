// Owns the folder that holds the embedded database's files: making it, and deciding whether it may be opened.
//
//   (nothing) ──initdb, role, database──▶ database.unfinished-XXXXXX ──rename──▶ database
//
// Invariants: 1. `database` exists only complete: it is made under another name, synced, then renamed. A
// naive initdb killed half way left 9 of 10 folders that never started again. 2. What a killed attempt left
// behind is removed by a later start: the next, or the one after when an initdb outlived its server for a moment. 3. A folder of another major version, or one without a readable
// version, is refused and not touched.
// The caller holds the lock on the data folder.
import { execFile, spawn } from 'node:child_process';
import { chmod, lchown, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { commandAs, type DatabaseUser } from './database-user.ts';
import { syncPath } from './durable-folder.ts';
import { errorCode, type Failed, failed } from './fault.ts';
import type { Binaries } from './postgres-binaries.ts';
import { causeOf } from './postgres-log.ts';

const run = promisify(execFile);

/**
 * The superuser is for the supervisor and for backups, the owner makes the tables, and the program itself works as `app`,
 * who is and owns nothing: row-level security holds for it.
 */
export const embeddedRoles = { superuser: 'postgres', owner: 'kopru', app: 'kopru_app' } as const;
export const embeddedDatabase = 'kopru';

export const databaseFolderOf = (dataDir: string): string => join(dataDir, 'database');

const unfinishedPrefix = 'database.unfinished-';

/** The complete database folder inside `dataDir`, made now if there is none, owned by `user`. */
export async function prepareDatabaseFolder(
  dataDir: string,
  binaries: Binaries,
  user: DatabaseUser,
): Promise<Readonly<{ ok: true; folder: string; isNew: boolean }> | Failed> {
  await removeUnfinished(dataDir);
  const folder = databaseFolderOf(dataDir);
  const version = await readVersion(folder);
  if (version.kind === 'none') {
    const made = await makeDatabase(dataDir, folder, binaries, user);
    return made ?? { ok: true, folder, isNew: true };
  }
  if (version.kind === 'unreadable') {
    return failed({ code: 'databaseFolderDamaged', params: { path: folder } });
  }
  if (version.major !== binaries.major) {
    const params = { path: folder, found: version.major, needed: binaries.major };
    return failed({ code: 'majorVersionDiffers', params });
  }
  await giveTo(folder, user);
  return { ok: true, folder, isNew: false };
}

type FolderVersion = { kind: 'none' } | { kind: 'unreadable' } | { kind: 'known'; major: string };

async function readVersion(folder: string): Promise<FolderVersion> {
  try {
    const major = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
    return /^\d+$/.test(major) ? { kind: 'known', major } : { kind: 'unreadable' };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return (await isAbsentOrEmpty(folder)) ? { kind: 'none' } : { kind: 'unreadable' };
  }
}

async function isAbsentOrEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

async function makeDatabase(
  dataDir: string,
  folder: string,
  binaries: Binaries,
  user: DatabaseUser,
): Promise<Failed | undefined> {
  const unfinished = await mkdtemp(join(dataDir, unfinishedPrefix));
  await chmod(unfinished, 0o700);
  await giveTo(unfinished, user);
  const reason =
    (await initialise(unfinished, binaries, user)) ?? (await createRoles(unfinished, binaries, user));
  if (reason !== undefined) {
    await rm(unfinished, { recursive: true, force: true });
    return failed({ code: 'initialisationFailed', params: { path: dataDir, reason } });
  }
  // initdb syncs what it writes and the shutdown checkpoint of `createRoles` the rest.
  await syncPath(unfinished);
  await rename(unfinished, folder);
  await syncPath(dataDir);
  return undefined;
}

/** What an operator may tune later stands in postgresql.conf; what must hold is on the command line. */
const initialSettings = ['shared_buffers=128MB', 'wal_compression=on', 'jit=off'];

// The builtin provider's C.UTF-8 sorts by code point and folds case by Unicode, alike on every system and
// unaffected by upgrades of glibc or ICU, which would corrupt indexes.
async function initialise(
  folder: string,
  binaries: Binaries,
  user: DatabaseUser,
): Promise<string | undefined> {
  const command = commandAs(user, binaries.initdb, [
    `--pgdata=${folder}`,
    `--username=${embeddedRoles.superuser}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--text-search-config=simple',
    // Only the folder's owner reaches the socket, and nothing listens on the network.
    '--auth-local=trust',
    '--auth-host=reject',
    '--data-checksums',
    '--no-instructions',
    ...initialSettings.map((setting) => `--set=${setting}`),
  ]);
  try {
    await run(command.file, command.args, command.options);
    return undefined;
  } catch (error) {
    return causeOf(
      error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error),
      'first',
    );
  }
}

/** In PostgreSQL's single-user mode, so that the folder gets its name only with role and database inside. */
async function createRoles(
  folder: string,
  binaries: Binaries,
  user: DatabaseUser,
): Promise<string | undefined> {
  const command = commandAs(user, binaries.postgres, [
    '--single',
    '-D',
    folder,
    '-c',
    'exit_on_error=on',
    embeddedRoles.superuser,
  ]);
  const child = spawn(command.file, command.args, { ...command.options, stdio: ['pipe', 'ignore', 'pipe'] });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  // A child that dies early closes its end; the exit status says so better than EPIPE would.
  child.stdin.on('error', () => undefined);
  child.stdin.end(
    [
      `CREATE ROLE ${embeddedRoles.owner} LOGIN;`,
      `CREATE ROLE ${embeddedRoles.app} LOGIN;`,
      `CREATE DATABASE ${embeddedDatabase} OWNER ${embeddedRoles.owner};`,
      '',
    ].join('\n'),
  );
  const [status, stderr] = await Promise.all([exited, text(child.stderr)]);
  return status === 0 ? undefined : causeOf(stderr, 'first');
}

/** Best effort: an initdb orphaned by the kill may still be writing; the next start tries again. */
async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** After a restore by root. */
async function giveTo(folder: string, user: DatabaseUser): Promise<void> {
  if (user.ids === undefined) return;
  const { uid, gid } = user.ids;
  if ((await stat(folder)).uid === uid) return;
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, gid);
  // The folder itself last: were this killed half way, the next start would begin again.
  await lchown(folder, uid, gid);
}
