// Owns the conditions under which a database may be used: what is committed is on disk (protocol invariant
// 2), text is Unicode, and tables can be made. Asked over the same connection the program will use, so that
// settings of the role and of the database count too.
import pg from 'pg';
import { type Failed, failed } from './fault.ts';

const oldestMajor = 15;

type Facts = Readonly<{
  fsync: string;
  synchronous_commit: string;
  full_page_writes: string;
  server_encoding: string;
  version_num: number;
  version: string;
  in_recovery: boolean;
  may_create: boolean | null;
}>;

const factsQuery = `
  select current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as synchronous_commit,
         current_setting('full_page_writes') as full_page_writes,
         current_setting('server_encoding') as server_encoding,
         current_setting('server_version_num')::int as version_num,
         current_setting('server_version') as version,
         pg_is_in_recovery() as in_recovery,
         has_schema_privilege(current_schema(), 'CREATE') as may_create`;

/**
 * @param strict also refuses `full_page_writes = off`. Not asked of a given database: on a file system that
 *   never tears a page (ZFS, Btrfs) its administrator may rightly have turned it off.
 * @throws connection errors, as they come.
 */
export async function checkDatabase(
  connection: pg.ClientConfig,
  {
    strict,
    address,
    makesTables = false,
  }: {
    strict: boolean;
    address: string;
    /** Whether this connection's role is the one that makes them. */
    makesTables?: boolean;
  },
): Promise<Failed | undefined> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  // A connection that breaks after its answer would otherwise end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(factsQuery);
    const [facts] = rows;
    if (facts === undefined) throw new Error('The database answered a one-row query with none.');
    return judge(facts, strict, address, makesTables);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function judge(facts: Facts, strict: boolean, address: string, makesTables: boolean): Failed | undefined {
  if (facts.version_num < oldestMajor * 10_000) {
    const params = { found: facts.version, needed: String(oldestMajor) };
    return failed({ code: 'databaseTooOld', params });
  }
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'] as const) {
    if (setting === 'full_page_writes' && !strict) continue;
    if (facts[setting] === 'off') {
      return failed({ code: 'notDurable', params: { setting, value: facts[setting] } });
    }
  }
  if (facts.server_encoding !== 'UTF8') {
    return failed({ code: 'databaseNotUtf8', params: { found: facts.server_encoding } });
  }
  if (facts.in_recovery) return failed({ code: 'databaseReadOnly', params: { address } });
  if (makesTables && facts.may_create !== true)
    return failed({ code: 'schemaNotWritable', params: { address } });
  return undefined;
}
