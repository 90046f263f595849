// Takes away the blobs that no row names: what a media job made whose lease was lost, what was put just before a crash, what
// an officer attached and took away again. Several servers may do this at once.
//
// Invariants: 1. A blob that a row names stays, and so do the bytes of an attachment as they came, whatever is served of them:
// the citizen has their digest. 2. So does one that is put while this runs (blob-store.ts, 4): whoever puts records it within
// minutes, and a day is waited. 3. So does the whole of an upload whose recording a crash prevented. 4. So does everything
// while a backup is being made: its rows may name what those of now do not (server/backup/sweep-lock.ts).

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { SWEEP_LOCK } from '../backup/sweep-lock.ts';
import type { Database } from '../store/schema.ts';
import type { BlobStore } from './blob-store/blob-store.ts';

/** Longer than from any put to its row. */
const ORPHAN_AFTER_MS = 24 * 60 * 60_000;
const BATCH_SIZE = 500;

export interface SweepOptions {
  database: Kysely<Database>;
  blobs: Pick<BlobStore, 'listOld' | 'deleteOld'>;
}

/** @param fileNowMs on the clock of the blobs' files. @returns how many are gone */
export async function sweepBlobs({ database, blobs }: SweepOptions, fileNowMs: number): Promise<number> {
  const beforeMs = fileNowMs - ORPHAN_AFTER_MS;
  let count = 0;
  let batch: string[] = [];
  const sweepBatch = async () => {
    const keys = batch;
    batch = [];
    await unlessHeld(database, async (transaction) => {
      const named = await namedKeys(transaction, keys);
      for (const key of keys) {
        if (!named.has(key) && (await blobs.deleteOld(key, beforeMs))) count++;
      }
    });
  };
  for await (const key of blobs.listOld(beforeMs)) {
    batch.push(key);
    if (batch.length === BATCH_SIZE) await sweepBatch();
  }
  if (batch.length > 0) await sweepBatch();
  return count;
}

/** A backup that begins meanwhile waits until the batch is done. */
function unlessHeld(
  database: Kysely<Database>,
  action: (transaction: Kysely<Database>) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    // An object store may take longer for the batch than a transaction may otherwise lie idle.
    const { rows } = await sql<{ is_free: boolean }>`
      select pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) as is_free,
        set_config('idle_in_transaction_session_timeout', '0', true)`.execute(transaction);
    if (rows[0]?.is_free) await action(transaction);
  });
}

/**
 * Those of the keys that are needed. Every column that is called `blob_key`, or ends so, is asked: a table that is added
 * later need not be known here, only name its column as the others do.
 */
async function namedKeys(database: Kysely<Database>, keys: readonly string[]): Promise<Set<string>> {
  const columns = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and column_name ~ '(^|_)blob_key$'`.execute(database);
  const wanted = [...keys];
  const selects: RawBuilder<unknown>[] = columns.rows.map(
    ({ table, column }) =>
      sql`select ${sql.ref(column)} as key from ${sql.table(table)} where ${sql.ref(column)} = any(${wanted}::text[])`,
  );
  // As they came; those of an upload, too, that was put together a moment before the server died (finish-upload.ts).
  selects.push(sql`
    select encode(digest, 'hex') as key from attachment
    where digest = any(select decode(key, 'hex') from unnest(${wanted}::text[]) as key)`);
  const { rows } = await sql<{ key: string }>`${sql.join(selects, sql` union all `)}`.execute(database);
  return new Set(rows.map(({ key }) => key));
}
