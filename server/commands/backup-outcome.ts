// What a backup command says in the end, and with which status: of what it has done, and of what went wrong.

import type { Translate } from '../../src/i18n/translate.ts';
import { BackupFault, type BackupFaultCode, KeysRefused, StoreRefused } from '../backup/backup-fault.ts';
import type { BackupManifest } from '../backup/manifest.ts';
import type { Config } from '../config.ts';
import { renderKeyFault } from '../start-files.ts';
import { renderStoreFault } from '../store/fault.ts';
import { byAnyKey } from '../texts.ts';

const EXIT_MISSING = 1;
export const EXIT = {
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  cannotCreate: 73,
  noPermission: 77,
} as const;
const STATUS: Readonly<Record<BackupFaultCode, number>> = {
  nothingToKeep: EXIT.unavailable,
  ownerMissing: EXIT.unavailable,
  notARecipient: EXIT.usage,
  notAnIdentity: EXIT.usage,
  passphraseEmpty: EXIT.usage,
  fileUnreadable: EXIT.noInput,
  fileUnwritable: EXIT.cannotCreate,
  fileExists: EXIT.cannotCreate,
  noRoom: EXIT.cannotCreate,
  wrongKey: EXIT.noPermission,
  notABackup: EXIT.data,
  newerFormat: EXIT.data,
  damaged: EXIT.data,
  differs: EXIT.data,
  folderNotEmpty: EXIT.unavailable,
  databaseNotEmpty: EXIT.unavailable,
  otherRestore: EXIT.unavailable,
  databaseLost: EXIT.unavailable,
};
/** Of attachments that are missing; the rest is counted. */
const MOST_SHOWN = 20;

export interface Outcome {
  status: number;
  lines: string[];
}

/** @param first what was done */
export function report(
  first: string,
  { tables, blobs, files, missing }: BackupManifest,
  translate: Translate,
): Outcome {
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  const counted = translate('command.backup.counted', {
    applications: tables.application?.rows ?? 0,
    rows,
    attachments: blobs.count,
    files: Object.keys(files).length,
  });
  if (missing.length === 0) return { status: 0, lines: [first, counted] };
  const rest = missing.length - MOST_SHOWN;
  return {
    status: EXIT_MISSING,
    lines: [
      first,
      counted,
      translate('command.backup.missing', { missing: missing.length }),
      ...missing.slice(0, MOST_SHOWN).map((key) => `  ${key}`),
      ...(rest > 0 ? [`  ${translate('command.audit.more', { rest })}`] : []),
    ],
  };
}

/** @throws what is nobody's fault but ours */
export function explain(error: unknown, config: () => Config, translate: Translate): Outcome {
  if (error instanceof BackupFault) {
    const { code, params }: BackupFault = error;
    return { status: STATUS[code], lines: [translate(`command.backup.fault.${code}`, { ...params })] };
  }
  if (error instanceof StoreRefused) {
    const fault = renderStoreFault(error.fault, byAnyKey(translate));
    const isFolder = error.fault.code === 'dataFolderUnusable';
    const status = isFolder ? EXIT.cannotCreate : EXIT.unavailable;
    return { status, lines: [translate('command.databaseFailed'), `  ${fault}`] };
  }
  if (error instanceof KeysRefused) {
    const faults = error.faults.map((fault) => `  ${renderKeyFault(fault, config(), translate)}`);
    return { status: EXIT.unavailable, lines: [translate('command.backup.keys'), ...faults] };
  }
  throw error;
}
