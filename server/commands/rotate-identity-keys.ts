// `npm run keys:rotate-identity`: makes a new key for identities and seals every one of them anew under it. May run beside the
// server, and be broken off: the next run goes on where identities are under an older key, and makes a key only where none are.
// Where the file is the operator's own (IDENTITY_KEYS_FILE), so is the new line in it; then this seals under the first line.
// An older key stays in the file until the operator takes it out: not before this says that nothing is under it any more.
// Exit status: 0 done · 64 (EX_USAGE) arguments · 69 (EX_UNAVAILABLE) no database or keys · 78 configuration.

import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { createIdentityCipher } from '../applicant/identity-cipher.ts';
import { type IdentityKeys, makeIdentityKey, parseIdentityKeys } from '../applicant/identity-keys.ts';
import { sealIdentities } from '../applicant/seal-identities.ts';
import { loadConfigOrExit } from '../config.ts';
import { type KeyConfig, keyPaths, loadIdentityKeys } from '../intake/keys.ts';
import { operatorLocale } from '../operator-locale.ts';
import { renderKeyFault } from '../start-files.ts';
import { syncPath } from '../store/durable-folder.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;

const translate = translateFor(operatorLocale(process.env));

process.exitCode = await run(process.argv.slice(2));

async function run(wanted: readonly string[]): Promise<number> {
  if (wanted.length > 0) return print(EXIT_USAGE, [translate('command.identity.usage')]);
  const config = loadConfigOrExit(byAnyKey(translate));
  const loaded = await loadIdentityKeys(config, { mayMake: false });
  if (!loaded.ok) return print(EXIT_UNAVAILABLE, [renderKeyFault(loaded.fault, config, translate)]);
  const done = await withOperatorDatabase(config, translate, async (database) => {
    const keys = await chooseKeys(database, config, loaded.value);
    const sealed = await sealIdentities(database, createIdentityCipher(keys), 'older');
    await forgetOlder(database, keys);
    return { sealed, key: keys.newest.id };
  });
  if (!done.ok) {
    const lines = [translate('command.databaseFailed'), ...done.faults.map((fault) => `  ${fault}`)];
    return print(EXIT_UNAVAILABLE, lines);
  }
  const { sealed, key } = done.result;
  const path = keyPaths(config).identityKeys;
  return print(0, [
    translate('command.identity.done', { sealed, key }),
    translate('command.identity.older', { path }),
  ]);
}

/** Those of the file, with a new first one where every identity is under the one that was first. */
async function chooseKeys(
  database: Kysely<Database>,
  config: KeyConfig,
  keys: IdentityKeys,
): Promise<IdentityKeys> {
  const { rows } = await sql<{ is_left: boolean }>`
    select exists (select from applicant where key_id is distinct from ${keys.newest.id}) as is_left`.execute(
    database,
  );
  if (rows[0]?.is_left || config.identityKeysFile !== undefined) return keys;
  const path = keyPaths(config).identityKeys;
  const text = `${makeIdentityKey()}${await readFile(path, 'utf8')}`;
  await replace(path, text);
  const added = parseIdentityKeys(text);
  if (!added) throw new Error('The keys that were just written are malformed');
  // A server that starts without this file is then refused.
  await database
    .insertInto('secret_fingerprint')
    .values({ kind: 'identity-key', fingerprint: added.newest.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return added;
}

/** Whole or not at all, and on the disk before anything is sealed under it. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncPath(dirname(path));
}

/** What nothing is sealed under any more need not be there at the next start. */
async function forgetOlder(database: Kysely<Database>, { newest }: IdentityKeys): Promise<void> {
  await sql`
    delete from secret_fingerprint where kind = 'identity-key' and fingerprint <> ${newest.id}
      and not exists (select from applicant where key_id = fingerprint)`.execute(database);
}

function print(status: number, lines: readonly string[]): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
