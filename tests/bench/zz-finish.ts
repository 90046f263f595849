import pg from 'pg';
import { openDatabase } from '../../server/store/open-database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { LARGE_TABLES } from './casework/generate.ts';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const config = { dataDir: '/tmp/w/bench5-tmp/big', databaseUrl: undefined, databasePoolSize: 2 } as any;
const opened = await openDatabase(config, silent);
if (!opened.ok) throw new Error(JSON.stringify(opened));
const { database } = opened;
const su = new pg.Client({ ...database.connection, user: 'postgres' });
await su.connect();
const t0 = performance.now();
const tell = (s: string) => console.log(Math.round((performance.now() - t0) / 1000), s);
await su.query('create database fresh owner kopru');
const owner = new pg.Pool({ ...database.owner, database: 'fresh', max: 1 });
const m = await migrate(owner, MIGRATIONS, async () => undefined);
if (!m.ok) throw new Error(JSON.stringify(m));
const q = `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique`;
const want = (await owner.query(q, [LARGE_TABLES])).rows;
await owner.end();
await su.query('drop database fresh');
const have = new Set((await su.query(q, [LARGE_TABLES])).rows.map((r: any) => r.name));
await su.query(`set maintenance_work_mem = '1GB'; set synchronous_commit = off; alter table case_event enable trigger case_event_chain`);
for (const { name, definition } of want) if (!have.has(name)) { await su.query(definition); tell(name); }
for (const table of LARGE_TABLES) { await su.query(`vacuum (freeze, analyze) ${table}`); tell(table); }
console.log((await su.query('select count(*), count(*) filter (where is_open) as open from case_file')).rows);
await su.end();
await database.close();
