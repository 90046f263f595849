// The database's part of a restore: into tables of the schema that the backup was made with, in one transaction. Until its
// commit nobody sees a row, and after it everything.
//
// Row-level security, foreign keys and our own triggers are set aside for as long as the transaction lasts. Rows come as they
// were, so nothing is computed anew; foreign keys are made again at the end, which judges every row by them.

import pg from 'pg';
import { istanbulDate } from '../../src/domain/calendar.ts';
import type { OpenDatabase } from '../store/contract.ts';
import { compare, migrate } from '../store/migrate.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import { backupFault, StoreRefused } from './backup-fault.ts';
import { copyIn } from './copy.ts';
import { connect } from './database-snapshot.ts';
import type { BackupHeader, BackupManifest } from './manifest.ts';

const quoted = pg.escapeIdentifier;

/** @throws StoreRefused where the backup is of a newer program, or of another */
export function requireKnown({ migrations }: Pick<BackupHeader, 'migrations'>): void {
  const difference = compare(migrations, MIGRATIONS);
  if (difference !== undefined) throw new StoreRefused(difference.fault);
}

export interface RestoringDatabase {
  rows: (table: BackupHeader['tables'][number], bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Everything is there: judge and keep it. */
  commit: (sequences: BackupManifest['sequences']) => Promise<void>;
  /** Idempotent; without a commit nothing was changed but that there are empty tables. */
  close: () => Promise<void>;
}

/**
 * @param isResumed whether the folder says that this restore was broken off there
 * @returns undefined where it had been committed by then
 * @throws BackupFault 'databaseNotEmpty', 'ownerMissing'; StoreRefused
 */
export async function beginRestore(
  { owner }: OpenDatabase,
  header: BackupHeader,
  { isResumed, nowMs }: { isResumed: boolean; nowMs: number },
): Promise<RestoringDatabase | undefined> {
  if (!owner) throw backupFault('ownerMissing', {});
  const client = await connect(owner);
  try {
    if ((await judge(client, header, isResumed)) === 'restored') {
      await client.end();
      return undefined;
    }
    await makeTables(owner, header);
    const foreignKeys = await setAside(client);
    return {
      rows: async ({ name, columns }, bytes) => {
        await copyIn(client, `${quoted(name)} (${columns.map(quoted).join(', ')})`, bytes);
      },
      commit: async (sequences) => {
        await setSequences(client, sequences, yearsSince(header.takenAt, nowMs));
        await client.query(MEND);
        for (const statement of foreignKeys) await client.query(statement);
        await client.query(`comment on table schema_migration is ${pg.escapeLiteral(markOf(header))}`);
        await client.query('commit; analyze');
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

function yearsSince(takenAt: string, nowMs: number): number[] {
  const first = yearOf(Date.parse(takenAt));
  return Array.from({ length: Math.max(0, yearOf(nowMs) - first) + 1 }, (_, index) => first + index);
}

const yearOf = (instantMs: number) => Number(istanbulDate(instantMs).slice(0, 4));

const markOf = ({ id }: Pick<BackupHeader, 'id'>) => `restored from backup ${id}`;

/** A database that no server has used has no fingerprint of any key (server/intake/shared-keys.ts). */
async function judge(
  client: pg.Client,
  header: BackupHeader,
  isResumed: boolean,
): Promise<'empty' | 'restored'> {
  const { rows: found } = await client.query<{ tables: string[]; mark: string | null }>(`
    select coalesce(array_agg(relname::text), '{}') as tables,
      obj_description(to_regclass('schema_migration')) as mark
    from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`);
  const { tables = [], mark = null } = found[0] ?? {};
  if (tables.length === 0) return 'empty';
  if (isResumed && mark === markOf(header)) return 'restored';
  const refused = backupFault('databaseNotEmpty', { place: client.database ?? '' });
  // What is not ours is nobody's to empty; tables newer than the backup's could not be filled from it.
  const isOurs = header.tables.every(({ name }) => tables.includes(name));
  if (!isOurs || tables.length > header.tables.length) throw refused;
  // The owner's sight of protected tables is none; these two are not.
  const { rows: used } = await client.query<{ is_used: boolean }>(
    'select exists (select from secret_fingerprint) or exists (select from staff_account) as is_used',
  );
  if (used[0]?.is_used !== false) throw refused;
  return 'empty';
}

async function makeTables(owner: pg.ClientConfig, { migrations }: BackupHeader): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1, application_name: 'kopru-restore' });
  pool.on('error', () => undefined);
  try {
    const migrated = await migrate(pool, MIGRATIONS.slice(0, migrations.length));
    if (!migrated.ok) throw new StoreRefused(migrated.fault);
  } finally {
    await pool.end();
  }
}

/** Begins the transaction. @returns the statements that make again what a commit must have: keys, triggers, security */
async function setAside(client: pg.Client): Promise<string[]> {
  await client.query(`begin; select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('timezone', 'UTC', true),
    set_config('datestyle', 'ISO, YMD', true)`);
  const { rows: tables } = await client.query<{ name: string; is_forced: boolean }>(`
    select quote_ident(relname) as name, relforcerowsecurity as is_forced from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by relname`);
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0
    order by 1, 2`);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name, is_forced } of tables) {
    await client.query(`alter table ${name} disable trigger user`);
    if (is_forced) await client.query(`alter table ${name} no force row level security`);
  }
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  return [
    ...keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...tables.map(({ name }) => `alter table ${name} enable trigger user`),
    ...tables.flatMap(({ name, is_forced }) =>
      is_forced ? [`alter table ${name} force row level security`] : [],
    ),
  ];
}

/** Bytes of unfinished uploads are not in a backup: the phones, which have them still, begin again. */
const MEND = `
  update upload set received_bytes = 0, lease = null, lease_until = null, is_lease_wanted = false
  from attachment where attachment.id = attachment_id and stored_at is null`;

/**
 * A number is never given twice, not even one that was given after the backup and went with what is lost. A gap is harmless.
 * Far more than come in a day; a year has ten million.
 */
const NUMBERS_SKIPPED = 100_000;

async function setSequences(
  client: pg.Client,
  sequences: BackupManifest['sequences'],
  years: readonly number[],
): Promise<void> {
  const set = (name: string, lastValue: string, isCalled: boolean) =>
    client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), lastValue, isCalled]);
  for (const { name, lastValue, isCalled } of sequences) {
    if (!name.startsWith(NUMBERS_OF)) await set(name, lastValue, isCalled);
  }
  const lastNumbers = new Map([
    // Years that had come when the restore was made, and not when the backup was.
    ...years.map((year): [string, string] => [`${NUMBERS_OF}${year}`, '0']),
    ...sequences.map(({ name, lastValue }): [string, string] => [name, lastValue]),
  ]);
  for (const [name, lastValue] of lastNumbers) {
    if (!name.startsWith(NUMBERS_OF)) continue;
    await client.query(`create sequence if not exists ${quoted(name)}`);
    await set(name, String(BigInt(lastValue) + BigInt(NUMBERS_SKIPPED)), true);
  }
}

/** One sequence a year (migrations/0001), made when its year comes. */
const NUMBERS_OF = 'application_number_';
