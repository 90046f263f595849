// The database for a command: that of the server that runs, or the embedded one started for the moment. It is brought
// to the program's schema first, and a database that was never used gets the directory, so that a first officer can
// be invited before the first start.

import type { Kysely } from 'kysely';
import type { Translate } from '../../src/i18n/translate.ts';
import type { Config } from '../config.ts';
import { renderDirectoryFault } from '../directory/data-file.ts';
import { loadDirectory, storeDirectory } from '../directory/directory.ts';
import { SYSTEM } from '../store/access.ts';
import type { StoreLogger } from '../store/contract.ts';
import { renderStoreFault } from '../store/fault.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import { connectToRunning } from '../store/open-database.ts';
import { openPool } from '../store/pool.ts';
import { prepareSchema } from '../store/prepare-schema.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey } from '../texts.ts';

export type WithDatabase<Result> = { ok: true; result: Result } | { ok: false; faults: string[] };

/** Nobody reads a command's log; what went wrong is its fault or its exception. */
const silent: StoreLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** @returns the faults as sentences where the database cannot be had */
export async function withOperatorDatabase<Result>(
  config: Config,
  translate: Translate,
  use: (database: Kysely<Database>) => Promise<Result>,
): Promise<WithDatabase<Result>> {
  const opened = await connectToRunning(config, silent);
  if (!opened.ok) return { ok: false, faults: [renderStoreFault(opened.fault, byAnyKey(translate))] };
  const { database } = opened;
  const pool = openPool<Database>(database, config, silent, { applicationName: 'kopru-command', size: 2 });
  try {
    const migrated = await prepareSchema(database, MIGRATIONS);
    if (!migrated.ok) return { ok: false, faults: [renderStoreFault(migrated.fault, byAnyKey(translate))] };
    const system = pool.as(SYSTEM);
    const faults = await ensureDirectory(system, config);
    if (faults.length > 0) {
      return { ok: false, faults: faults.map((fault) => renderDirectoryFault(fault, translate)) };
    }
    return { ok: true, result: await use(system) };
  } finally {
    await pool.close();
    await database.close();
  }
}

/** Only where there is none: the shell of a command may lack the DIRECTORY_FILE that the server was started with. */
async function ensureDirectory(database: Kysely<Database>, { directoryFile }: Config) {
  const known = await database.selectFrom('institution').select('id').limit(1).executeTakeFirst();
  if (known) return [];
  const loaded = await loadDirectory(directoryFile);
  if (!loaded.ok) return loaded.faults;
  await storeDirectory(database, loaded.directory);
  return [];
}
