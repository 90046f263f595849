// Owns two properties of what the store leaves in folders: that it survives a power cut, and that it belongs
// to the folder's owner even where root, running one command, happened to write it first.
import { chown, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

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
