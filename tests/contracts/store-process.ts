// A program that opens the store, for tests that kill it (started by store-process-control.ts).
// Arguments: what to do, the data folder.
//   hold      opens the database and keeps it until SIGTERM
//   write     the same, and inserts 1, 2, 3, … into `counted`, one committed row after the other
//   migrate   runs one slow step on the database of DATABASE_URL
// Says what it does in lines of JSON: {"opened":true}, {"committed":7}, {"applied":[1]}, {"fault":"code"}.
import { sql } from 'kysely';
import type { StoreLogger } from '../../server/store/contract.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openDatabase } from '../../server/store/open-database.ts';
import { openPool } from '../../server/store/pool.ts';

const [task, dataDir = ''] = process.argv.slice(2);
const config = { dataDir, databaseUrl: process.env.DATABASE_URL, databasePoolSize: 2 };
const logger: StoreLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const say = (message: Readonly<Record<string, unknown>>) => console.log(JSON.stringify(message));

const opened = await openDatabase(config, logger);
if (!opened.ok) {
  say({ fault: opened.fault.code });
  process.exit(1);
}
const { database } = opened;
const owned = { ...database, connection: database.owner ?? database.connection };
const pool = openPool(owned, config, logger, { applicationName: 'store-process' });
process.once('SIGTERM', async () => {
  await pool.close();
  await database.close();
  say({ closed: true });
});
say({ opened: true });

if (task === 'write') {
  await pool.pg.query('drop table if exists counted; create table counted (number integer primary key)');
  for (let number = 1; ; number += 1) {
    await pool.pg.query('insert into counted values ($1)', [number]);
    say({ committed: number });
  }
}
if (task === 'migrate') {
  const result = await migrate(pool.pg, [
    {
      number: 1,
      name: 'slow-step',
      up: async (transaction) => {
        await sql`create table slow_step (id integer)`.execute(transaction);
        await sql`select pg_sleep(0.3)`.execute(transaction);
      },
    },
  ]);
  say(result.ok ? { applied: result.applied } : { fault: result.fault.code });
  await pool.close();
}
