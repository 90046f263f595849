// A backup from its beginning to its end: anchors, snapshot of the database, keys, blobs; encrypted, and a file only when whole.
//
// In this order: an anchor speaks of events that are then in the snapshot, too; a key that the snapshot needs is in the files
// after it, because keys are added before anything is under them, and that is asked of the snapshot's own fingerprints.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAttachmentStores } from '../attachments/attachment-stores.ts';
import { anchorFolder, readAnchors } from '../audit/anchors.ts';
import type { Config } from '../config.ts';
import { keyPaths } from '../intake/keys.ts';
import { findMissingKeys } from '../intake/shared-keys.ts';
import { pushKeyPath } from '../notify/push-key.ts';
import type { OpenDatabase, StoreLogger } from '../store/contract.ts';
import { databaseFolderOf } from '../store/database-folder.ts';
import { systemErrorCode } from '../store/fault.ts';
import { connectToRunning } from '../store/open-database.ts';
import { createEncrypter, encrypt, type Lock } from './age.ts';
import { requireNew, writeArchive } from './archive-file.ts';
import { backupFault, KeysRefused, StoreRefused } from './backup-fault.ts';
import { withSnapshot } from './database-snapshot.ts';
import type { BackupManifest } from './manifest.ts';
import { type KeptFile, writeBackup } from './write-backup.ts';

export type BackupConfig = Pick<
  Config,
  | 'dataDir'
  | 'databaseUrl'
  | 'databaseOwnerUrl'
  | 'databasePoolSize'
  | 'trackingSecretFile'
  | 'receiptKeyFile'
  | 'identityKeysFile'
  | 'acceptanceKeysFile'
  | 'attachments'
  | 'notices'
>;

export interface BackupReport {
  manifest: BackupManifest;
  takenAt: string;
  byteLength: number;
}

/** Beside a running server or without one. @throws BackupFault, StoreRefused, KeysRefused */
export async function makeBackup(
  config: BackupConfig,
  { path, lock, log, nowMs }: { path: string; lock: Lock; log: StoreLogger; nowMs: number },
): Promise<BackupReport> {
  const encrypter = await createEncrypter(lock);
  await requireNew(path);
  const { dataDir } = config;
  // Opening an embedded database that is not there would make one.
  if (config.databaseUrl === undefined && !existsSync(databaseFolderOf(dataDir))) {
    throw backupFault('nothingToKeep', { place: dataDir });
  }
  const opened = await connectToRunning(config, log);
  if (!opened.ok) throw new StoreRefused(opened.fault);
  try {
    return await backUp(
      config,
      opened.database,
      (archive) => writeArchive(path, encrypt(encrypter, archive)),
      nowMs,
    );
  } finally {
    await opened.database.close();
  }
}

/** @param write takes the archive, still readable, and returns how long it has become */
export async function backUp(
  config: BackupConfig,
  database: OpenDatabase,
  write: (archive: AsyncIterable<Uint8Array>) => Promise<number>,
  nowMs: number,
): Promise<BackupReport> {
  const anchors = await readAnchors(anchorFolder(config.dataDir));
  return withSnapshot(database, async (snapshot) => {
    const faults =
      snapshot.fingerprints.length > 0 ? await findMissingKeys(snapshot.fingerprints, config) : [];
    if (faults.length > 0) throw new KeysRefused(faults);
    const files: KeptFile[] = [
      ...(await readKeys(config)),
      ...anchors.map(({ name, text }) => ({
        name: `audit-anchors/${name}`,
        bytes: Buffer.from(`${text}\n`),
      })),
    ];
    const { blobs } = openAttachmentStores(config);
    let manifest: BackupManifest | undefined;
    async function* archive(): AsyncGenerator<Uint8Array> {
      manifest = yield* writeBackup({ snapshot, files, blobs, nowMs });
    }
    const byteLength = await write(archive());
    if (!manifest) throw new Error('The archive was written without its end');
    return { manifest, takenAt: snapshot.facts.takenAt, byteLength };
  });
}

/** Under the names that the data folder has for them, wherever the operator keeps them. */
async function readKeys(config: BackupConfig): Promise<KeptFile[]> {
  const paths = keyPaths(config);
  const named = [
    { name: 'tracking-secret', path: paths.trackingSecret },
    { name: 'receipt-key.pem', path: paths.receiptKey },
    { name: 'identity-keys', path: paths.identityKeys },
    { name: 'acceptance-keys.pem', path: paths.acceptanceKeys },
    { name: 'push-key.pem', path: pushKeyPath(config) },
  ];
  const files: KeptFile[] = [];
  for (const { name, path } of named) {
    try {
      files.push({ name: join('keys', name), bytes: await readFile(path) });
    } catch (error) {
      const reason = systemErrorCode(error);
      // What a server has not made yet.
      if (reason !== 'ENOENT') throw backupFault('fileUnreadable', { path, reason }, error);
    }
  }
  return files;
}
