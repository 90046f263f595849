// The command as the operator runs it, on an embedded database of its own that it starts and stops itself.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../tests/contracts/databases.ts';
import { redeemInvitation } from '../identity/sessions.ts';
import { SYSTEM } from '../store/access.ts';
import { openDatabase } from '../store/open-database.ts';
import { openPool } from '../store/pool.ts';
import type { Database } from '../store/schema.ts';

const command = join(import.meta.dirname, 'invite-staff.ts');

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kopru-invite-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

interface Ended {
  status: number | null;
  out: string;
  error: string;
}

async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      LANG: 'en_US.UTF-8',
      DATA_DIR: dataDir,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  return { status: child.exitCode, out, error };
}

/** The same folder as a server has it open. */
async function openAsServer() {
  const config = { dataDir, databaseUrl: undefined, databasePoolSize: 2 };
  const opened = await openDatabase(config, silentLogger);
  if (!opened.ok) throw new Error(opened.fault.code);
  const pool = openPool<Database>(opened.database, config, silentLogger, { applicationName: 'test' });
  return {
    db: pool.as(SYSTEM),
    close: async () => {
      await pool.close();
      await opened.database.close();
    },
  };
}

const tokenIn = (out: string) => /#davet=([A-Za-z0-9_-]{43})\n/.exec(out)?.[1] ?? '';

describe('npm run staff:invite', () => {
  it('before the first start makes a database and a link that lets the officer in once', async () => {
    const { status, out, error } = await run(
      ['--name', 'Ayşe Yılmaz', '--institution', 'su-kanal-isleri-gm'],
      { PUBLIC_ORIGIN: 'https://kopru.example' },
    );
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toContain('Ayşe Yılmaz (Su ve Kanal İşleri Genel Müdürlüğü)');
    expect(out).toMatch(/https:\/\/kopru\.example\/staff\.html#davet=/);
    const server = await openAsServer();
    const redeemed = await redeemInvitation(server.db, tokenIn(out), Date.now());
    await server.close();
    expect(redeemed).toMatchObject({
      ok: true,
      session: { name: 'Ayşe Yılmaz', institutionId: 'su-kanal-isleri-gm' },
    });
  });

  it('with wrong arguments says how it is meant, in the language of the terminal, and opens nothing', async () => {
    const environment = { LANG: 'tr_TR.UTF-8', DATA_DIR: '/proc/nowhere' };
    const { status, out, error } = await run(['--nane', 'Ayşe'], environment);
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(error).toContain('Kullanım:');
  });

  it('without a database says why, with a status of its own', async () => {
    const url = 'postgres://kopru:gizli@127.0.0.1:1/kopru';
    const { status, out, error } = await run(['--list'], { DATABASE_URL: url });
    expect({ status, out }).toEqual({ status: 69, out: '' });
    expect(error).toContain('The database could not be opened');
    expect(error).not.toContain('gizli');
  });

  it('with a wrong configuration lists its faults', async () => {
    const { status, error } = await run(['--list'], { PORT: 'x', HOST: '!' });
    expect(status).toBe(78);
    expect(error).toContain('PORT');
    expect(error).toContain('HOST');
  });
});

describe('npm run staff:invite beside a running server', () => {
  let server: Awaited<ReturnType<typeof openAsServer>>;
  beforeAll(async () => {
    server = await openAsServer();
  });
  afterAll(() => server.close());

  it('uses its database', async () => {
    const { status, out } = await run(['--name', 'Mehmet Kaya']);
    expect(status).toBe(0);
    expect(await redeemInvitation(server.db, tokenIn(out), Date.now())).toMatchObject({
      ok: true,
      session: { name: 'Mehmet Kaya', institutionId: null },
    });
  });

  it('to the centre by its own id invites an officer of the centre', async () => {
    const { out } = await run(['--name', 'Zeynep Ak', '--institution', 'basvuru-merkezi']);
    const redeemed = await redeemInvitation(server.db, tokenIn(out), Date.now());
    expect(redeemed).toMatchObject({ ok: true, session: { institutionId: null } });
  });

  it('to an institution that does not exist says which are meant perhaps, and invites nobody', async () => {
    const { status, out, error } = await run(['--name', 'Biri Birisi', '--institution', 'su-kanal']);
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(error).toContain('“su-kanal”');
    expect(error).toContain('su-kanal-isleri-gm  Su ve Kanal İşleri Genel Müdürlüğü');
    const found = await server.db
      .selectFrom('staff_account')
      .select('id')
      .where('name', '=', 'Biri Birisi')
      .execute();
    expect(found).toEqual([]);
  });

  it('lists the institutions in the order of the Turkish alphabet, and names the centre', async () => {
    const { status, out } = await run(['--list']);
    expect(status).toBe(0);
    const names = out
      .trim()
      .split('\n')
      .map((line) => line.trim().replace(/^\S+\s+/, ''));
    expect(names.length).toBeGreaterThan(50);
    expect(names).toContain('Başvuru Merkezi (centre)');
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'tr')));
  });
});
