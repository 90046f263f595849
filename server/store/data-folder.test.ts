// The socket's folder: the only guard of a database that trusts whoever reaches it.
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareDataFolder, prepareSocketFolder } from './data-folder.ts';

const self = { name: 'self', ids: undefined, prefix: [] };
const longName = 'a-long-name'.repeat(12);

let folder: string;
let temporary: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kopru-folder-')));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('makes a data folder that nobody else can enter, and leaves an existing one as it is', async () => {
  const made = await prepareDataFolder(join(folder, 'deep', 'data'));
  expect((await stat(made)).mode & 0o777).toBe(0o700);
  await chmod(made, 0o750);
  expect(await prepareDataFolder(made)).toBe(made);
  expect((await stat(made)).mode & 0o777).toBe(0o750);
});

it.runIf(process.platform === 'linux')(
  'cannot be made where the system makes none, and says so at once',
  async () => {
    await expect(prepareDataFolder('/proc/kopru/data')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);

it('is inside the data folder where the path is short enough for a socket', async () => {
  const made = await prepareSocketFolder(folder, self, temporary);
  expect(made).toEqual({ ok: true, folder: join(folder, 'run') });
  expect((await stat(join(folder, 'run'))).mode & 0o777).toBe(0o700);
});

it('is in the temporary folder otherwise, the same one at each start', async () => {
  const dataDir = join(folder, longName);
  const made = await prepareSocketFolder(dataDir, self, temporary);
  expect(await prepareSocketFolder(dataDir, self, temporary)).toEqual(made);
  const [name = '', ...others] = await readdir(temporary);
  expect(others).toEqual([]);
  expect((await stat(join(temporary, name))).mode & 0o777).toBe(0o700);
});

it.each([
  ['is open to others', (path: string) => mkdir(path).then(() => chmod(path, 0o755))],
  ['is a link to somewhere else', (path: string) => symlink(folder, path)],
])('is refused where what lies in the temporary folder %s', async (_case, plant) => {
  const dataDir = join(folder, longName);
  const made = await prepareSocketFolder(dataDir, self, temporary);
  const path = made.ok ? made.folder : '';
  await rm(path, { recursive: true });
  await plant(path);
  expect(await prepareSocketFolder(dataDir, self, temporary)).toEqual({
    ok: false,
    fault: { code: 'socketFolderTaken', params: { path } },
  });
});
