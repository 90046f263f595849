// What was asked of `npm run backup`, `backup:verify`, `backup:key` and `restore`, judged before anything is opened.

import { parseArgs } from 'node:util';
import type { Unlock } from '../backup/age.ts';

export type BackupVerb = 'backup' | 'verify' | 'key' | 'restore';

/** To whom; a file of recipients is read later. */
export type AskedLock =
  | { kind: 'recipients'; recipients: readonly string[]; files: readonly string[] }
  | { kind: 'passphrase'; path: string };

export type BackupArguments =
  | { kind: 'help' }
  | { kind: 'backup'; path: string; lock: AskedLock }
  | { kind: 'verify' | 'restore'; path: string; unlock: Unlock }
  | { kind: 'key'; path: string }
  /** `code` names the sentence `command.backup.fault.<code>`. */
  | { kind: 'wrong'; code: 'unknownArgument' | 'noPath' | 'noLock' | 'noUnlock'; params: { typed: string } };

const OPTIONS = {
  recipient: { type: 'string', short: 'r', multiple: true },
  'recipients-file': { type: 'string', short: 'R', multiple: true },
  identity: { type: 'string', short: 'i' },
  'passphrase-file': { type: 'string', short: 'p' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof OPTIONS;

const ALLOWED: Readonly<Record<BackupVerb, readonly Option[]>> = {
  backup: ['recipient', 'recipients-file', 'passphrase-file'],
  verify: ['identity', 'passphrase-file'],
  restore: ['identity', 'passphrase-file'],
  key: [],
};

/** @param args without the program's own name */
export function parseBackupArguments(verb: BackupVerb, args: readonly string[]): BackupArguments {
  const typed = { typed: args.join(' ') };
  const parsed = parse(args);
  if (!parsed) return { kind: 'wrong', code: 'unknownArgument', params: typed };
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  const isForeign = Object.keys(values).some((option) => !ALLOWED[verb].some((known) => known === option));
  const [path, ...more] = positionals;
  if (isForeign || more.length > 0) return { kind: 'wrong', code: 'unknownArgument', params: typed };
  if (path === undefined) return { kind: 'wrong', code: 'noPath', params: typed };
  if (verb === 'key') return { kind: 'key', path };
  const passphrase = values['passphrase-file'];
  const { recipient: recipients = [], 'recipients-file': files = [], identity } = values;
  if (verb === 'backup') {
    const hasRecipients = recipients.length + files.length > 0;
    if (hasRecipients === (passphrase !== undefined)) return { kind: 'wrong', code: 'noLock', params: typed };
    const lock: AskedLock =
      passphrase === undefined
        ? { kind: 'recipients', recipients, files }
        : { kind: 'passphrase', path: passphrase };
    return { kind: 'backup', path, lock };
  }
  if (identity !== undefined && passphrase === undefined) {
    return { kind: verb, path, unlock: { kind: 'identities', path: identity } };
  }
  return identity === undefined && passphrase !== undefined
    ? { kind: verb, path, unlock: { kind: 'passphrase', path: passphrase } }
    : { kind: 'wrong', code: 'noUnlock', params: typed };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined; // Node's sentences are English and name its own API; ours say how it is meant.
  }
}
