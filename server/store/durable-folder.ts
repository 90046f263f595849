// Owns two properties of what the store leaves in folders: that it survives a power cut, and that it belongs
// to the folder's owner even where root, running one command, happened to write it first.
import { chown, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './fault.ts';

/** fsync of a file or of a folder's list of names: a name is on disk only when its folder is synced. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Otherwise `sudo npm run …` would lock the server's own user out of its data folder. */
export async function giveToFolderOwner(path: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = await stat(dirname(path));
  await chown(path, uid, gid);
}

/**
 * Makes a folder and those above it, each closed to everybody but its owner. Not by `mkdir` with `recursive`, which spins
 * for ever where a folder that exists says that it does not (/proc).
 * @returns the topmost that was made, if any
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  try {
    await mkdir(path, { mode: 0o700 });
    return path;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(path)).isDirectory()) return undefined;
    const above = dirname(path);
    if (errorCode(error) !== 'ENOENT' || above === path) throw error;
    const topmost = await makeFolders(above);
    // It was there already, and still takes nothing in.
    if (topmost === undefined) throw error;
    await mkdir(path, { mode: 0o700 });
    return topmost;
  }
}
