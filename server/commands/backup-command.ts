// `npm run backup`, `backup:verify`, `backup:key` and `restore` (docs/operate.md, "Backup and restore"). A backup is made beside
// the running server or without one; a restore goes into an empty folder and an empty database.
// Exit status: 0 done, and everything is there · 1 done, but of some attachments the bytes were missing already when the backup
// was made · 64 (EX_USAGE) arguments · 65 (EX_DATAERR) the archive is damaged, or nothing that we can read · 66 (EX_NOINPUT) no
// such file · 69 (EX_UNAVAILABLE) no database or keys, or not empty · 73 (EX_CANTCREAT) no room, or no such folder · 77 (EX_NOPERM)
// the wrong key · 78 configuration.

import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDecrypter, decrypt, keyLines, type Lock, makeIdentity, readText } from '../backup/age.ts';
import { asWriteFault, readArchive } from '../backup/archive-file.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { readBackup, takeNothing } from '../backup/read-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { type Config, loadConfigOrExit } from '../config.ts';
import { operatorLocale } from '../operator-locale.ts';
import type { StoreLogger } from '../store/contract.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import {
  type AskedLock,
  type BackupArguments,
  type BackupVerb,
  parseBackupArguments,
} from './backup-arguments.ts';
import { EXIT, explain, type Outcome, report } from './backup-outcome.ts';

const translate = translateFor(operatorLocale(process.env));
/** Nobody reads a command's log; what went wrong is its fault or its exception. */
const log: StoreLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [verb = '', ...args] = process.argv.slice(2);

process.exitCode = print(await run(parseBackupArguments(verb as BackupVerb, args)));

async function run(asked: BackupArguments): Promise<Outcome> {
  try {
    switch (asked.kind) {
      case 'help':
        return { status: 0, lines: [translate('command.backup.usage')] };
      case 'wrong': {
        const sentence = translate(`command.backup.fault.${asked.code}`, asked.params);
        return { status: EXIT.usage, lines: [sentence, '', translate('command.backup.usage')] };
      }
      case 'key':
        return await makeKey(asked);
      case 'backup':
        return await backUp(asked);
      case 'verify':
        return await verify(asked);
      case 'restore':
        return await restore(asked);
    }
  } catch (error) {
    return explain(error, loadConfig, translate);
  }
}

type Asked<Kind extends BackupArguments['kind']> = Extract<BackupArguments, { kind: Kind }>;

async function makeKey({ path }: Asked<'key'>): Promise<Outcome> {
  const { file, recipient } = await makeIdentity(Date.now());
  try {
    await writeFile(path, file, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw asWriteFault(error, path);
  }
  return { status: 0, lines: [translate('command.backup.keyMade', { path }), recipient] };
}

async function backUp({ path: asked, lock }: Asked<'backup'>): Promise<Outcome> {
  const nowMs = Date.now();
  const path = (await isFolder(asked)) ? join(asked, nameOf(nowMs)) : asked;
  const options = { path, lock: await readLock(lock), log, nowMs };
  const { manifest, takenAt, byteLength } = await makeBackup(loadConfig(), options);
  const made = translate('command.backup.made', { path, at: takenAt, bytes: byteLength });
  return report(made, manifest, translate);
}

async function verify({ path, unlock }: Asked<'verify' | 'restore'>): Promise<Outcome> {
  const decrypter = await createDecrypter(unlock);
  const { header, manifest } = await readBackup(decrypt(decrypter, readArchive(path), path), takeNothing);
  return report(translate('command.backup.whole', { path, at: header.takenAt }), manifest, translate);
}

async function restore({ path, unlock }: Asked<'verify' | 'restore'>): Promise<Outcome> {
  const config = loadConfig();
  const decrypter = await createDecrypter(unlock);
  const { header, manifest } = await restoreBackup(config, { path, decrypter, log, nowMs: Date.now() });
  const done = translate('command.backup.restored', { path: config.dataDir, at: header.takenAt });
  const outcome = report(done, manifest, translate);
  return { ...outcome, lines: [...outcome.lines, translate('command.backup.next')] };
}

function loadConfig(): Config {
  return loadConfigOrExit(byAnyKey(translate));
}

async function readLock(lock: AskedLock): Promise<Lock> {
  if (lock.kind === 'passphrase') return lock;
  const listed = await Promise.all(lock.files.map(async (path) => keyLines(await readText(path))));
  return { kind: 'recipients', recipients: [...lock.recipients, ...listed.flat()] };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** In UTC, so that names sort as the backups were made. */
function nameOf(nowMs: number): string {
  return `kopru-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.age`;
}

function print({ status, lines }: Outcome): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
