// The database's part of a backup: every table as it was at one moment (one transaction, REPEATABLE READ), and which blobs it
// names. Writers are not held up; a migration would be, and holds us up.
//
//   hold the sweep ─▶ begin, lock the tables against migrations ─▶ snapshot ─▶ rows ─▶ names of blobs ─▶ commit ─▶ … ─▶ let go
//
// Invariants: 1. Whatever was committed before the snapshot is in it, so every application that was acknowledged before. 2. From
// before the snapshot until `letGo` nobody deletes a blob (blob-sweep.ts takes the same lock): what the snapshot names stays.
// 3. Sequences are read after the rows: the next number is never one that is in them.

import pg from 'pg';
import { contextStatements, SYSTEM } from '../store/access.ts';
import type { OpenDatabase } from '../store/contract.ts';
import { isConnectionLost } from '../store/fault.ts';
import { backupFault } from './backup-fault.ts';
import { copyOut } from './copy.ts';
import type { BackupHeader, BackupManifest } from './manifest.ts';
import { SWEEP_LOCK } from './sweep-lock.ts';

export interface Snapshot {
  /** What the header says of the database. */
  facts: Pick<BackupHeader, 'takenAt' | 'postgres' | 'migrations' | 'tables'>;
  fingerprints: { kind: string; fingerprint: string }[];
  rows: (table: BackupHeader['tables'][number]) => AsyncGenerator<Buffer, number>;
  /** In the order of their names, as bytes. `isOwed`: the system shows it; without it something is lost. */
  blobs: () => Promise<{ key: Buffer; isOwed: boolean }[]>;
  sequences: () => Promise<BackupManifest['sequences']>;
  /** Ends the snapshot; the blobs are held on. */
  end: () => Promise<void>;
}

/**
 * Of no use after a restore: bytes of unfinished uploads are not kept, and whoever was signed in, or about to be, comes anew.
 * A session that was ended after the backup must not live again.
 */
const LEFT_OUT = ['upload_part', 'staff_session', 'staff_challenge', 'staff_oidc_flow', 'staff_invitation'];

/** @throws BackupFault, or what `use` throws */
export async function withSnapshot<Result>(
  database: OpenDatabase,
  use: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  // The role that the program works as does not see how far the sequences are.
  const connection = database.superuser ?? database.owner;
  if (!connection) throw backupFault('ownerMissing', {});
  const [holder, reader] = [await connect(connection), await connect(connection)];
  try {
    // In a transaction, so that it holds behind a pooler, too; without a snapshot, so that it holds up no vacuum.
    await holder.query(`begin; ${UNHURRIED}`);
    await holder.query('select pg_advisory_xact_lock_shared($1)', [SWEEP_LOCK]);
    const result = await use(await begin(reader));
    // Were it gone, the sweep might have come between.
    await holder.query('commit');
    return result;
  } catch (error) {
    throw isConnectionLost(error) ? backupFault('databaseLost', {}, error) : error;
  } finally {
    await Promise.all([holder, reader].map((client) => client.end().catch(() => undefined)));
  }
}

const UNHURRIED = `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
  set_config('idle_in_transaction_session_timeout', '0', true)`;

/** What the text of a value depends on. */
const PLAIN_TEXT = `select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
  set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '1', true),
  set_config('bytea_output', 'hex', true), set_config('xmloption', 'content', true)`;

export async function connect(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    application_name: 'kopru-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A connection that breaks between two statements is learned of by the next.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function begin(client: pg.Client): Promise<Snapshot> {
  const names = (await readTables(client)).map(({ name }) => pg.escapeIdentifier(name));
  if (names.length === 0) throw backupFault('nothingToKeep', { place: client.database ?? '' });
  await client.query(`begin isolation level repeatable read read only; ${UNHURRIED}; ${PLAIN_TEXT}`);
  // Not a query of rows, so the snapshot is taken after it.
  await client.query(`lock table ${names.join(', ')} in access share mode`);
  await client.query(contextStatements(SYSTEM));
  const { rows: migrations } = await client.query<BackupHeader['migrations'][number]>(
    'select number, name from schema_migration order by number',
  );
  const { rows: fingerprints } = await client.query<{ kind: string; fingerprint: string }>(
    'select kind, fingerprint from secret_fingerprint',
  );
  const { rows: moments } = await client.query<{ taken_at: Date; postgres: string }>(
    `select clock_timestamp() as taken_at, current_setting('server_version') as postgres`,
  );
  const [moment] = moments;
  if (!moment) throw new Error('The database answered a one-row query with none.');
  const tables = await readTables(client);
  return {
    facts: { takenAt: moment.taken_at.toISOString(), postgres: moment.postgres, migrations, tables },
    fingerprints,
    rows: ({ name, columns }) => {
      const where = LEFT_OUT.includes(name) ? ' where false' : '';
      const listed = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      return copyOut(client, `select ${listed} from ${pg.escapeIdentifier(name)}${where}`);
    },
    blobs: () => readBlobs(client),
    sequences: () => readSequences(client),
    end: async () => {
      await client.query('commit');
    },
  };
}

/** Partitions come with their whole. */
async function readTables(client: pg.Client): Promise<BackupHeader['tables']> {
  const { rows } = await client.query<BackupHeader['tables'][number]>(`
    select relname::text as name, array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
    group by pg_class.oid, relname order by relname`);
  return rows;
}

/**
 * As blob-sweep.ts asks it: columns that are called `blob_key`, or end so; and the bytes of an attachment as they came. Those
 * that have come only in part are not owed.
 */
async function readBlobs(client: pg.Client): Promise<{ key: Buffer; isOwed: boolean }[]> {
  const { rows: columns } = await client.query<{ table: string; column: string }>(`
    select quote_ident(table_name) as table, quote_ident(column_name) as column from information_schema.columns
    where table_schema = current_schema() and column_name ~ '(^|_)blob_key$'`);
  const named = columns.map(({ table, column }) => `select decode(${column}, 'hex'), true from ${table}`);
  const came = 'select digest, stored_at is not null from attachment';
  const query = `select key, bool_or(is_owed) from (${[...named, came].join(' union all ')}) as named (key, is_owed)
    where key is not null group by key order by key`;
  const blobs: { key: Buffer; isOwed: boolean }[] = [];
  let rest = '';
  for await (const piece of copyOut(client, query)) {
    const lines = (rest + piece.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // COPY writes bytea as \\x…, tab, t or f.
      blobs.push({ key: Buffer.from(line.slice(3, 67), 'hex'), isOwed: line.endsWith('t') });
    }
  }
  return blobs;
}

async function readSequences(client: pg.Client): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(`
    select relname::text as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`);
  const sequences: BackupManifest['sequences'] = [];
  for (const { name } of rows) {
    const { rows: states } = await client.query<{ last_value: string; is_called: boolean }>(
      `select last_value::text, is_called from ${pg.escapeIdentifier(name)}`,
    );
    const [state] = states;
    if (state) sequences.push({ name, lastValue: state.last_value, isCalled: state.is_called });
  }
  return sequences;
}
