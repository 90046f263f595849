// What can go wrong with a backup without anybody's mistake in the code. Thrown, because it happens deep inside of streams;
// the commands catch it and say the sentence `command.backup.fault.<code>`.

import type { KeyFault } from '../intake/keys.ts';
import type { StoreFault } from '../store/fault.ts';

type BackupFaultParams = {
  /** There is no database here, or one without tables. */
  nothingToKeep: { place: string };
  /** DATABASE_URL without DATABASE_OWNER_URL. */
  ownerMissing: Record<never, never>;
  notARecipient: { typed: string };
  notAnIdentity: { path: string };
  passphraseEmpty: { path: string };
  fileUnreadable: { path: string; reason: string };
  fileUnwritable: { path: string; reason: string };
  fileExists: { path: string };
  noRoom: { path: string };
  /** None of the identities, or not the passphrase. */
  wrongKey: { path: string };
  notABackup: { path: string };
  newerFormat: { format: string };
  /** `where`: an entry's name, or 'tar' and 'age' for what holds the entries. */
  damaged: { where: string };
  /** What the archive lists at its end is not what it holds. */
  differs: { where: string };
  folderNotEmpty: { path: string; name: string };
  databaseNotEmpty: { place: string };
  /** The restore that was broken off was of another backup. */
  otherRestore: { path: string };
  databaseLost: Record<never, never>;
};

export type BackupFaultCode = keyof BackupFaultParams;

export class BackupFault<Code extends BackupFaultCode = BackupFaultCode> extends Error {
  override readonly name = 'BackupFault';
  readonly code: Code;
  readonly params: BackupFaultParams[Code];

  constructor(code: Code, params: BackupFaultParams[Code], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.params = params;
  }
}

/** The database cannot be had, or not be used. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly fault: StoreFault;

  constructor(fault: StoreFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** The keys are not those that the database has been used with. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused';
  readonly faults: readonly KeyFault[];

  constructor(faults: readonly KeyFault[]) {
    super(faults.map(({ code }) => code).join(', '));
    this.faults = faults;
  }
}

export function backupFault<Code extends BackupFaultCode>(
  code: Code,
  params: BackupFaultParams[Code],
  cause?: unknown,
): BackupFault<Code> {
  return new BackupFault(code, params, { cause });
}

export function damaged(where: string, cause?: unknown): BackupFault<'damaged'> {
  return backupFault('damaged', { where }, cause);
}
