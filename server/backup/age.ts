// The encryption of a backup: the format age (age-encryption.org/v1), so that `age -d` opens it without us. To recipients,
// whose public keys are all that the server has: it cannot read its own older backups. Or under a passphrase.
// Every 64 kB are authenticated, with their place and with whether they are the last: what is cut off is not whole.

import { readFile } from 'node:fs/promises';
import { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { systemErrorCode } from '../store/fault.ts';
import { backupFault, damaged } from './backup-fault.ts';

export type Lock =
  | { kind: 'recipients'; recipients: readonly string[] }
  | { kind: 'passphrase'; path: string };
export type Unlock = { kind: 'identities'; path: string } | { kind: 'passphrase'; path: string };

/** @throws BackupFault before a byte is read */
export async function createEncrypter(lock: Lock): Promise<Encrypter> {
  const encrypter = new Encrypter();
  if (lock.kind === 'passphrase') {
    encrypter.setPassphrase(await readPassphrase(lock.path));
    return encrypter;
  }
  for (const recipient of lock.recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      throw backupFault('notARecipient', { typed: recipient.slice(0, 80) }, cause);
    }
  }
  return encrypter;
}

/** @throws BackupFault */
export async function createDecrypter(unlock: Unlock): Promise<Decrypter> {
  const decrypter = new Decrypter();
  const { path } = unlock;
  if (unlock.kind === 'passphrase') {
    decrypter.addPassphrase(await readPassphrase(path));
    return decrypter;
  }
  const identities = keyLines(await readText(path));
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch (cause) {
    throw backupFault('notAnIdentity', { path }, cause);
  }
  if (identities.length === 0) throw backupFault('notAnIdentity', { path });
  return decrypter;
}

export async function* encrypt(
  encrypter: Encrypter,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* await encrypter.encrypt(toStream(plain));
}

/** @param path for the faults @throws BackupFault 'wrongKey', 'notABackup'; 'damaged' when the byte that differs is read */
export async function* decrypt(
  decrypter: Decrypter,
  sealed: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<Uint8Array> {
  // What the source itself throws is its own fault; all else is the encryption's.
  let sourceFault: unknown;
  const stream = toStream(
    (async function* () {
      try {
        yield* sealed;
      } catch (error) {
        sourceFault = error;
        throw error;
      }
    })(),
  );
  let plain: AsyncIterable<Uint8Array>;
  try {
    plain = await decrypter.decrypt(stream);
  } catch (cause) {
    if (sourceFault !== undefined) throw sourceFault;
    const isOthers = cause instanceof Error && cause.message.startsWith('no identity matched');
    throw backupFault(isOthers ? 'wrongKey' : 'notABackup', { path }, cause);
  }
  try {
    yield* plain;
  } catch (cause) {
    throw sourceFault ?? damaged('age', cause);
  }
}

/** A new pair: the identity's file as age-keygen(1) writes it, and the recipient to encrypt to. */
export async function makeIdentity(nowMs: number): Promise<{ file: string; recipient: string }> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const made = new Date(nowMs).toISOString();
  return { file: `# created: ${made}\n# public key: ${recipient}\n${identity}\n`, recipient };
}

/** The lines of a file of recipients or identities; those that begin with # are for people. */
export function keyLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/** @throws BackupFault 'fileUnreadable' */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw backupFault('fileUnreadable', { path, reason: systemErrorCode(error) }, error);
  }
}

/** The first line of the file. */
async function readPassphrase(path: string): Promise<string> {
  const [passphrase = ''] = (await readText(path)).split(/\r?\n/);
  if (passphrase.trim() === '') throw backupFault('passphraseEmpty', { path });
  return passphrase;
}

/** One piece at a time, when the next one is wanted. */
function toStream(bytes: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  return ReadableStream.from(bytes) as globalThis.ReadableStream<Uint8Array>;
}
