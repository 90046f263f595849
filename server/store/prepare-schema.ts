// Brings a database to where the program may work on it: its tables are the newest, the role it works as may use them, and
// row-level security holds for that role. The owner's connection is opened only where something is to be changed.
//
//   ask as the app ─▶ all is well ─▶ is the role bound? ─▶ ready
//        └─▶ something is missing ─▶ as the owner: migrate, grant ─▶ as a superuser, where there is one: search ─┘
//
// Invariants: 1. The program does not start with a role that owns a table, is a superuser or may bypass policies. 2. What is
// only ever added to (history, audit) cannot be changed by that role; nor can what was accepted, or written as an answer.

import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { OpenDatabase } from './contract.ts';
import { type Failed, failed } from './fault.ts';
import { compare, type MigrateResult, type Migration, migrate, type Recorded } from './migrate.ts';

/** Of what was accepted or written, what may still change: the rest only `erase_case` takes away (migrations/0025). */
const CHANGEABLE: Readonly<Record<string, readonly string[]>> = {
  application: ['tracking_mac', 'tracking_secret'],
  reply: ['is_draft', 'sent_at'],
  attachment: [
    'state',
    'problem',
    'stored_at',
    'reply_id',
    'captions',
    'captions_by',
    'captions_at',
    'position',
    'name',
    'alternative',
  ],
};

/** Rows that are never changed, and those that are never taken away. */
const APPEND_ONLY = [
  'case_event',
  'audit_entry',
  'transcript',
  'transcript_verdict',
  'thread_act',
  'staff_action',
];
const NEVER_DELETED = [...APPEND_ONLY, 'application', 'applicant', 'case_file', 'reply', 'case_opinion'];

export async function prepareSchema(
  database: OpenDatabase,
  migrations: readonly Migration[],
): Promise<MigrateResult> {
  const app = await connect(database.connection);
  try {
    const before = await ask(app);
    const prepared = isReady(before, database, migrations)
      ? ({ ok: true, applied: [] } as const)
      : await prepareAsOwner(database, before, migrations);
    if (!prepared.ok) return prepared;
    const { role, is_bound } = await ask(app);
    return is_bound ? prepared : failed({ code: 'roleNotBound', params: { role } });
  } finally {
    await app.end();
  }
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

interface Facts {
  role: string;
  database: string;
  /** Neither a superuser nor past the policies, nor the owner of a table, by itself or by another role's membership. */
  is_bound: boolean;
  /** Of what the program has made, the role may use everything. */
  may_use: boolean;
  is_search_quick: boolean;
  recorded: Recorded[];
}

const FACTS = `
  with own as (select oid, relname, relkind, relowner from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'S'))
  select current_user as role, current_database() as database,
    not exists (select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls))
      and not exists (select from own where pg_has_role(relowner, 'member')) as is_bound,
    coalesce(bool_and(case when relkind = 'S' then relname like 'application_number_%' or has_sequence_privilege(oid, 'usage')
      else has_table_privilege(oid, 'select') end), false) as may_use,
    (select proleakproof from pg_proc where oid = 'ts_match_vq'::regproc) as is_search_quick
  from own`;

async function ask(app: pg.Client): Promise<Facts> {
  const { rows } = await app.query<Omit<Facts, 'recorded'>>(FACTS);
  const [facts] = rows;
  if (facts === undefined) throw new Error('The database answered a one-row query with none.');
  if (!facts.may_use) return { ...facts, recorded: [] };
  const { rows: recorded } = await app.query<Recorded>(
    'select number, name from schema_migration order by number',
  );
  return { ...facts, recorded };
}

function isReady(facts: Facts, { superuser }: OpenDatabase, migrations: readonly Migration[]): boolean {
  const isNewest = facts.recorded.length === migrations.length && !compare(facts.recorded, migrations);
  return isNewest && facts.may_use && (facts.is_search_quick || superuser === undefined);
}

async function prepareAsOwner(
  { owner, superuser }: OpenDatabase,
  { role, database, recorded }: Facts,
  migrations: readonly Migration[],
): Promise<MigrateResult> {
  if (owner === undefined) {
    const difference: Failed | undefined = compare(recorded, migrations);
    return difference ?? failed({ code: 'ownerMissing', params: { address: database } });
  }
  const pool = new pg.Pool({ ...owner, max: 1, application_name: 'kopru-migration' });
  pool.on('error', () => undefined);
  try {
    const migrated = await migrate(pool, migrations, (connection) => grantTo(connection, role));
    if (migrated.ok && superuser !== undefined) await quickenSearch(superuser);
    return migrated;
  } finally {
    await pool.end();
  }
}

/** Everything that is there now: each migration may have made more. */
async function grantTo(connection: Kysely<unknown>, role: string): Promise<void> {
  const app = pg.escapeIdentifier(role);
  const { rows } = await sql<{ schema: string; tables: string[] }>`
    select current_schema() as schema, array_agg(relname::text) as tables from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`.execute(connection);
  // Closed to everybody else (migrations/0020): what the program may take away, it takes away by these alone.
  const { rows: functions } = await sql<{ signature: string }>`
    select oid::regprocedure::text as signature from pg_proc
    where pronamespace = current_schema()::regnamespace and proname in ('erase_case', 'erase_identity')`.execute(
    connection,
  );
  const { rows: columns } = await sql<{ table: string; name: string }>`
    select relname as table, attname as name from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped`.execute(
    connection,
  );
  const changeable = Object.entries(CHANGEABLE).flatMap(([table, names]) => {
    const there = columns.filter((column) => column.table === table && names.includes(column.name));
    return there.length === 0 ? [] : [{ table, names: there.map(({ name }) => name).join(', ') }];
  });
  const schema = pg.escapeIdentifier(rows[0]?.schema ?? 'public');
  const listed = (names: readonly string[]) =>
    names.filter((name) => rows[0]?.tables.includes(name)).join(', ');
  const statements = [
    `grant usage on schema ${schema} to ${app}`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${app}`,
    `grant usage, select on all sequences in schema ${schema} to ${app}`,
    `revoke insert, update, delete on schema_migration from ${app}`,
    ...(listed(APPEND_ONLY) === '' ? [] : [`revoke update on ${listed(APPEND_ONLY)} from ${app}`]),
    ...changeable.flatMap(({ table, names }) => [
      `revoke update on ${table} from ${app}`,
      `grant update (${names}) on ${table} to ${app}`,
    ]),
    ...functions.map(({ signature }) => `grant execute on function ${signature} to ${app}`),
    ...(listed(NEVER_DELETED) === '' ? [] : [`revoke delete on ${listed(NEVER_DELETED)} from ${app}`]),
  ];
  for (const statement of statements) await sql.raw(statement).execute(connection);
}

/**
 * What only a superuser may say: that matching a text's terms gives nothing away about the rows that do not match (it fails on
 * none), so that PostgreSQL may use its index before it asks the policy; and who may read the planner's statistics. Elsewhere
 * both are left out, and search is right, but slow (docs/operate.md).
 */
const QUICKEN_SEARCH = `
  alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
  do $$ begin
    if to_regprocedure('case_term_shares(text[])') is not null then
      execute format('alter function case_term_shares(text[]) owner to %I', current_user);
      alter function case_term_shares(text[]) security definer;
    end if;
  end $$`;

async function quickenSearch(superuser: pg.ClientConfig): Promise<void> {
  const client = await connect(superuser);
  try {
    await client.query(`select pg_advisory_lock(hashtext('quicken-search')); ${QUICKEN_SEARCH}`);
  } finally {
    await client.end();
  }
}
