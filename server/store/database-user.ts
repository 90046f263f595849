// Owns the question as whom PostgreSQL runs. PostgreSQL refuses to run as root, so a server started by root
// hands it to whoever owns the database folder already, else to `postgres`, else to `nobody`; anybody else
// runs it as themselves.
// That account must be able to enter the data folder. Below a closed folder (a root's home, a private
// temporary folder) it may not; then, on Linux and as root only, it is given the one capability to pass
// closed folders (CAP_DAC_READ_SEARCH, else CAP_DAC_OVERRIDE where a container withholds the first) and
// nothing else. Where that fails too, the fault names the folder.
import { execFile } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { errorCode, type Failed, failed } from './fault.ts';

const run = promisify(execFile);

/** The only environment PostgreSQL's programs see: no PG* variable and no locale of the operator's shell. */
export const childEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** How to run a program as the database's account: what to prepend, and what to give to `spawn`. */
export type DatabaseUser = Readonly<{
  name: string;
  /** Absent where PostgreSQL runs as the process's own user. */
  ids: Readonly<{ uid: number; gid: number }> | undefined;
  /** Present where the account needs a capability to reach the data folder. */
  prefix: readonly string[];
}>;

export type Command = Readonly<{
  file: string;
  args: string[];
  options: Readonly<{ env: Record<string, string>; cwd: string; uid?: number; gid?: number }>;
}>;

export function commandAs(user: DatabaseUser, program: string, args: readonly string[]): Command {
  const [file = program, ...prefixArgs] = user.prefix;
  const hasPrefix = user.prefix.length > 0;
  return {
    file,
    args: hasPrefix ? [...prefixArgs, program, ...args] : [...args],
    // `setpriv` changes the user itself, after it has kept the capability.
    options: { env: { ...childEnvironment }, cwd: '/', ...(hasPrefix ? {} : user.ids) },
  };
}

/** The account, not yet asked whether it can reach the folder. `databaseFolder` need not exist. */
export async function chooseDatabaseUser(
  databaseFolder: string,
): Promise<Readonly<{ ok: true; user: DatabaseUser }> | Failed> {
  const uid = process.geteuid?.() ?? 0;
  if (uid !== 0) {
    try {
      return { ok: true, user: { name: userInfo().username, ids: undefined, prefix: [] } };
    } catch {
      return failed({ code: 'userUnknown', params: { uid } });
    }
  }
  const owner = await ownerOf(databaseFolder);
  if (owner !== undefined && owner.uid !== 0) {
    return { ok: true, user: { name: String(owner.uid), ids: owner, prefix: [] } };
  }
  for (const name of ['postgres', 'nobody']) {
    const ids = await idsOf(name);
    if (ids !== undefined && ids.uid !== 0) return { ok: true, user: { name, ids, prefix: [] } };
  }
  return failed({ code: 'noDatabaseUser', params: {} });
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** `id` asks every source of accounts the system has, not only `/etc/passwd`. */
async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      run('id', ['-u', name], { env: childEnvironment }),
      run('id', ['-g', name], { env: childEnvironment }),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The user, with whatever it needs to enter `dataDir`. May open `dataDir` itself to the user's group. */
export async function letUserReach(
  user: DatabaseUser,
  dataDir: string,
): Promise<Readonly<{ ok: true; user: DatabaseUser }> | Failed> {
  if (user.ids === undefined || (await canEnter(user, dataDir))) return { ok: true, user };

  // The data folder is ours to open by one step: its group may pass through, and still not list it.
  const { uid, mode } = await stat(dataDir);
  await chown(dataDir, uid, user.ids.gid);
  await chmod(dataDir, (mode & 0o7777) | 0o010);
  if (await canEnter(user, dataDir)) return { ok: true, user };

  for (const capability of ['dac_read_search', 'dac_override']) {
    const capable: DatabaseUser = { ...user, prefix: capabilityPrefix(user.ids, capability) };
    if (await canEnter(capable, dataDir)) return { ok: true, user: capable };
  }
  return failed({ code: 'dataFolderUnreachable', params: { path: dataDir, user: user.name } });
}

// `no_setuid_fixup`: without it access(2), by which initdb checks its own files, ignores the capability.
function capabilityPrefix(ids: { uid: number; gid: number }, capability: string): string[] {
  return [
    'setpriv',
    '--securebits=+no_setuid_fixup',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
    '--',
  ];
}

// Asked by trying: mode bits alone know nothing of access lists, mounts or security modules. `test -x` and
// `cd` differ in that only the first goes through access(2), so both must agree.
async function canEnter(user: DatabaseUser, folder: string): Promise<boolean> {
  const command = commandAs(user, '/bin/sh', ['-c', 'test -x "$1" && cd -- "$1"', 'sh', folder]);
  try {
    await run(command.file, command.args, command.options);
    return true;
  } catch {
    return false;
  }
}
