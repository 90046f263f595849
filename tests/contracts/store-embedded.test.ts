// The embedded PostgreSQL, hurt on purpose: killed while it is made, orphaned, crashed, doubled, misconfigured.
// In every case the folder starts again with all that was committed, or is refused with the fault that says why.
import { chmod, chown, cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Interruption, OpenDatabase } from '../../server/store/contract.ts';
import { embeddedRoles } from '../../server/store/database-folder.ts';
import type { StoreFault } from '../../server/store/fault.ts';
import { connectToRunning, openDatabase } from '../../server/store/open-database.ts';
import { openPool } from '../../server/store/pool.ts';
import { readPostmasterPid, runsPostmasterOf } from '../../server/store/postmaster-pid.ts';
import { asOwner, makeTemporaryFolder, silentLogger, startTimeoutMs } from './databases.ts';
import { type StoreProcess, startStoreProcess } from './store-process-control.ts';

vi.setConfig({ testTimeout: startTimeoutMs, hookTimeout: startTimeoutMs });

// One complete data folder for the tests that leave it as they found it; making or copying one takes a second.
let shared: string;
beforeAll(async () => {
  shared = await makeTemporaryFolder();
  expect(await faultOf(join(shared, 'data'))).toBeUndefined();
});
afterAll(() => rm(shared, { recursive: true, force: true }));

let parent: string;
let dataDir: string;
beforeEach(async () => {
  parent = await makeTemporaryFolder();
  dataDir = join(shared, 'data');
});
afterEach(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }));

const configFor = (folder: string) => ({ dataDir: folder, databaseUrl: undefined, databasePoolSize: 3 });

async function open(folder = dataDir, connect = openDatabase): Promise<OpenDatabase> {
  const result = await connect(configFor(folder), silentLogger);
  if (!result.ok) throw new Error(`not opened: ${JSON.stringify(result.fault)}`);
  onTestFinished(() => result.database.close());
  return result.database;
}

async function faultOf(folder = dataDir, connect = openDatabase): Promise<StoreFault | undefined> {
  const result = await connect(configFor(folder), silentLogger);
  if (!result.ok) return result.fault;
  await result.database.close();
  return undefined;
}

function start(task: 'hold' | 'write', folder = dataDir): StoreProcess {
  const child = startStoreProcess(task, folder);
  onTestFinished(() => child.kill('SIGKILL'));
  return child;
}

const databaseFolder = () => join(dataDir, 'database');

async function postmaster(): Promise<number> {
  const pidFile = await readPostmasterPid(databaseFolder());
  if (pidFile === undefined) throw new Error('no PostgreSQL runs');
  return pidFile.pid;
}

async function query<Row extends pg.QueryResultRow>(database: OpenDatabase, statement: string) {
  const client = new pg.Client(asOwner(database).connection);
  await client.connect();
  const { rows } = await client.query<Row>(statement).finally(() => client.end());
  return rows;
}

const isRunning = async (pid: number) => runsPostmasterOf(pid, databaseFolder());

/** One process of ours: its parent, from /proc. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

describe('killed while the database is first made', () => {
  it('leaves a folder that starts, at ten random moments', async () => {
    const measured = performance.now();
    await (await open(join(parent, 'measured'))).close();
    const wholeMs = performance.now() - measured + 250;
    let attempt = 0;
    let folder = join(parent, 'data-0');
    for (let moment = 0; moment < 10; moment += 1) {
      const child = start('hold', folder);
      const killAfterMs = ((moment + Math.random()) / 10) * wholeMs;
      await delay(killAfterMs);
      await child.kill('SIGKILL');
      const isComplete = (await readdir(folder).catch((): string[] => [])).includes('database');
      if (!isComplete) continue;
      expect(await faultOf(folder), `killed after ${killAfterMs} ms`).toBeUndefined();
      attempt += 1;
      folder = join(parent, `data-${attempt}`);
    }
    // An initdb that outlived its server for a moment may make its folder again: then the start after removes it.
    const faultOrNames = async () =>
      (await faultOf(folder)) ?? (await readdir(folder)).filter((name) => name.startsWith('database'));
    await expect.poll(faultOrNames, { timeout: 20_000 }).toEqual(['database']);
  }, 300_000);
});

describe('the server is killed', () => {
  it('takes PostgreSQL along within 5 seconds, and every committed row is there after the next start', async () => {
    const child = start('write');
    await child.heard('committed');
    await vi.waitUntil(() => child.messages.length > 50, { timeout: 10_000 });
    const pid = await postmaster();
    await child.kill('SIGKILL');
    const committed = child.messages.length - 1;
    await vi.waitUntil(async () => !(await isRunning(pid)), { timeout: 5_000 });

    const rows = await query<{ count: string; max: number }>(
      await open(),
      'select count(*), max(number) from counted',
    );
    // One more may have been committed and not yet said.
    expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(committed);
    expect(Number(rows[0]?.count)).toBe(rows[0]?.max);
  });

  it('lets the next server start at once, which waits for the old PostgreSQL to be gone', async () => {
    const child = start('write');
    await child.heard('committed');
    const before = await postmaster();
    await child.kill('SIGKILL');
    await open();
    expect(await isRunning(before)).toBe(false);
    expect(await postmaster()).not.toBe(before);
  });

  it.runIf(process.platform === 'linux')(
    'lets the next server stop a PostgreSQL whose keeper was killed too',
    async () => {
      const child = start('hold');
      await child.heard('opened');
      const orphan = await postmaster();
      const [keeper = 0] = await childrenOf(child.pid);
      const keeping = [keeper, ...(await childrenOf(keeper))].filter((pid) => pid !== orphan);
      expect(keeping).toHaveLength(2);
      // Stopped first, so that it cannot notice and clear up itself.
      for (const pid of [child.pid, ...keeping]) process.kill(pid, 'SIGSTOP');
      for (const pid of [child.pid, ...keeping]) process.kill(pid, 'SIGKILL');
      await child.kill('SIGKILL');
      expect(await isRunning(orphan)).toBe(true);
      await open();
      expect(await isRunning(orphan)).toBe(false);
    },
  );

  it('is not held up by a number in postmaster.pid that now belongs to a stranger', async () => {
    const { uid, gid } = await stat(databaseFolder());
    const stranger = start('hold', join(parent, 'elsewhere'));
    await stranger.heard('opened');
    const strangers = await readPostmasterPid(join(parent, 'elsewhere', 'database'));
    expect(strangers).toBeDefined();
    const lines = [strangers?.pid, databaseFolder(), 1, 5432, join(dataDir, 'run'), '', '', 'ready   '];
    await writeFile(join(databaseFolder(), 'postmaster.pid'), `${lines.join('\n')}\n`);
    await chown(join(databaseFolder(), 'postmaster.pid'), uid, gid);
    expect(await faultOf()).toBeUndefined();
    expect(await runsPostmasterOf(strangers?.pid ?? 0, join(parent, 'elsewhere', 'database'))).toBe(true);
  });
});

describe('PostgreSQL is killed under a running server', () => {
  const listen = (database: OpenDatabase) => {
    const heard: Interruption['kind'][] = [];
    database.onInterruption(({ kind }) => heard.push(kind));
    return heard;
  };

  it.each(['its main process', 'one of its sessions'])('comes back after kill -9 of %s', async (victim) => {
    const database = await open();
    const heard = listen(database);
    const options = { applicationName: 'test', size: 3 };
    const pool = openPool(asOwner(database), { databasePoolSize: 3 }, silentLogger, options);
    onTestFinished(() => pool.close());
    await pool.pg.query('drop table if exists kept; create table kept as select 1 as id');
    const before = await postmaster();
    const { rows } = await pool.pg.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = victim === 'its main process' ? before : (rows[0]?.pid ?? 0);
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(
      () =>
        pool.pg.query('select * from kept').then(
          ({ rowCount }) => rowCount === 1,
          () => false,
        ),
      { timeout: 10_000 },
    );
    if (victim === 'its main process') {
      await vi.waitUntil(() => heard.length === 2, { timeout: 10_000 });
      expect(heard).toEqual(['lost', 'restored']);
      expect(await postmaster()).not.toBe(before);
    } else {
      expect(heard).toEqual([]);
      expect(await postmaster()).toBe(before);
    }
  });

  it('can be closed while it is being started again', async () => {
    const database = await open();
    const heard = listen(database);
    process.kill(await postmaster(), 'SIGKILL');
    await vi.waitUntil(() => heard.includes('lost'), { timeout: 10_000 });
    await database.close();
    expect(await readPostmasterPid(databaseFolder())).toBeUndefined();
    expect(await faultOf()).toBeUndefined();
  });
});

describe('one folder, one server', () => {
  it('refuses a second server, and names the first', async () => {
    const child = start('hold');
    await child.heard('opened');
    expect(await faultOf()).toEqual({ code: 'dataFolderTaken', params: { path: dataDir, pid: child.pid } });
    await child.kill('SIGTERM');
    expect(child.messages.at(-1)).toEqual({ closed: true });
    expect(await faultOf()).toBeUndefined();
  });

  it('refuses a second server in the same process too', async () => {
    await open();
    expect((await faultOf())?.code).toBe('dataFolderTaken');
  });

  it('lets a command use the database of the running server, and leaves it running', async () => {
    const server = await open();
    const command = await open(dataDir, connectToRunning);
    expect(command.owned).toBe(false);
    expect(await query(command, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.close();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets a command start the database where no server runs, while a server waits for it to end', async () => {
    const command = await open(dataDir, connectToRunning);
    expect(command.owned).toBe(true);
    const opening = open();
    expect(await query(command, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.close();
    expect((await opening).owned).toBe(true);
  });
});

describe('what is refused', () => {
  // A copy, since these tests damage it. It belongs to whoever runs the tests, as after a restore.
  let copy: string;
  beforeAll(async () => {
    copy = await makeTemporaryFolder();
    await cp(join(shared, 'data'), join(copy, 'data'), { recursive: true });
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));
  beforeEach(() => {
    dataDir = join(copy, 'data');
  });

  /** Until the end of the test, the file of the database folder reads as given; `undefined`: it is gone. */
  async function damage(name: string, change: (before: string) => string | undefined): Promise<void> {
    const path = join(databaseFolder(), name);
    const before = await readFile(path, 'utf8');
    const { uid, gid, mode } = await stat(path);
    onTestFinished(async () => {
      await writeFile(path, before, { mode });
      await chown(path, uid, gid);
    });
    const after = change(before);
    if (after === undefined) await rm(path);
    else await writeFile(path, after);
  }

  it('a folder of another major version, and leaves it as it is', async () => {
    await damage('PG_VERSION', () => '17\n');
    expect(await faultOf()).toEqual({
      code: 'majorVersionDiffers',
      params: { path: databaseFolder(), found: '17', needed: '18' },
    });
    expect(await readFile(join(databaseFolder(), 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('a database folder that has files and no version', async () => {
    await damage('PG_VERSION', () => undefined);
    expect((await faultOf())?.code).toBe('databaseFolderDamaged');
  });

  it('a data folder that is a file', async () => {
    dataDir = join(parent, 'file');
    await writeFile(dataDir, '');
    expect(await faultOf()).toMatchObject({ code: 'dataFolderUnusable', params: { path: dataDir } });
  });

  it.each(['fsync', 'synchronous_commit', 'full_page_writes'])(
    'a database that could lose what it has acknowledged: %s off',
    async (setting) => {
      await damage('postgresql.auto.conf', (before) => `${before}${setting} = off\n`);
      expect(await faultOf()).toEqual({ code: 'notDurable', params: { setting, value: 'off' } });
      expect(await readPostmasterPid(databaseFolder())).toBeUndefined();
    },
  );

  it('settings PostgreSQL cannot start with, in its own words', async () => {
    await damage('postgresql.conf', (before) => `${before}shared_buffers = nonsense\n`);
    expect(await faultOf()).toMatchObject({
      code: 'postgresFailed',
      params: { logFile: join(dataDir, 'postgres.log'), reason: expect.stringContaining('FATAL') },
    });
  });

  it('a role that is set to commit without waiting for the disk', async () => {
    const database = await open();
    const superuser = new pg.Client({ ...database.superuser });
    await superuser.connect();
    await superuser.query(`alter role ${embeddedRoles.app} set synchronous_commit = off`);
    await superuser.end();
    await database.close();
    expect(await faultOf()).toMatchObject({ params: { setting: 'synchronous_commit' } });
  });
});

describe('where it lives', () => {
  it('puts the socket into the temporary folder where the data folder has a long path', async () => {
    dataDir = join(parent, 'a-folder-with-a-long-name'.repeat(5), 'data');
    const database = await open();
    expect(database.connection.host).not.toContain(dataDir);
    expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    const folder = await stat(database.connection.host ?? '');
    expect(folder.mode & 0o077).toBe(0);
    await database.close();
    await expect(stat(database.connection.host ?? '')).rejects.toThrow('ENOENT');
  });

  it.runIf(process.geteuid?.() === 0 && process.platform === 'linux')(
    'starts below a folder that is closed to the account PostgreSQL runs as, with no more right than to pass it',
    async () => {
      dataDir = join(parent, 'data');
      await chmod(parent, 0o700);
      await open();
      const status = await readFile(`/proc/${await postmaster()}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\s+[1-9]/m);
      // CAP_DAC_READ_SEARCH alone: capability 2 of linux/capability.h.
      expect(status).toMatch(/^CapEff:\s+0{15}4$/m);
    },
  );

  it.runIf(process.geteuid?.() === 0 && process.platform === 'linux')(
    'has no right of root otherwise',
    async () => {
      await open();
      const status = await readFile(`/proc/${await postmaster()}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\s+[1-9]/m);
      expect(status).toMatch(/^CapEff:\s+0{16}$/m);
    },
  );

  it('listens on no network, and lets nobody but the program’s own accounts near the socket', async () => {
    const database = await open();
    expect(await query(database, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect((await stat(database.connection.host ?? '')).mode & 0o077).toBe(0);
    expect((await stat(databaseFolder())).mode & 0o077).toBe(0);
  });

  it('works with a role that is no superuser, in UTF-8, with checksums', async () => {
    const rows = await query(
      await open(),
      `select rolsuper, current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
              datlocprovider, datlocale, lower('İIÇĞ') as folded
         from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        encoding: 'UTF8',
        checksums: 'on',
        datlocprovider: 'b',
        datlocale: 'C.UTF-8',
        folded: 'iiçğ',
      },
    ]);
  });
});

describe('its log', () => {
  it('holds nothing of a statement, a value or a row, even when they fail', async () => {
    const database = await open();
    await query(database, 'create table person (name text primary key, born date)');
    await query(database, `insert into person values ('Ayşe Yılmaz', null)`);
    for (const statement of [
      `insert into person values ('Ayşe Yılmaz', null)`,
      `insert into person values ('Fatma', 'Ayşe Yılmaz')`,
      `select 'Ayşe Yılmaz' from nowhere`,
    ]) {
      await expect(query(database, statement)).rejects.toThrow();
    }
    await query(database, `do $$ begin raise warning 'Ayşe Yılmaz'; end $$`);
    await database.close();
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('database system is ready');
    expect(log).not.toContain('Ayşe');
  });
});
