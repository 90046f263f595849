// Everything that a backup must give back, row by row and file by file, as hashes.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { parseConfig } from '../../server/config.ts';
import type { OpenResult } from '../../server/store/contract.ts';
import type { connectToRunning, openDatabase } from '../../server/store/open-database.ts';
import { silentLogger } from './databases.ts';

/** Tables that a restore fills anew: phones send unfinished bytes again. */
export const MADE_ANEW: ReadonlySet<string> = new Set(['upload', 'upload_part']);

/** Of every row of every table, as a superuser sees them. */
export async function rowHashes(pool: Pick<pg.Pool, 'query'>): Promise<Map<string, Set<string>>> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`);
  const hashes = new Map<string, Set<string>>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ hash: string }>(`select md5(t::text) as hash from ${name} as t`);
    hashes.set(name, new Set(rows.map(({ hash }) => hash)));
  }
  return hashes;
}

/** Of blobs, keys and anchors, by their path in the data folder. */
export async function fileHashes(dataDir: string): Promise<Record<string, string>> {
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => /^(blobs|keys|audit-anchors)\//.test(path.slice(dataDir.length + 1)));
  const hashed = kept.map(async (path) => [
    path.slice(dataDir.length + 1),
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ]);
  return Object.fromEntries((await Promise.all(hashed)).toSorted());
}

export interface Kept {
  rows: Map<string, Set<string>>;
  files: Record<string, string>;
}

/** @param reach of a server that runs, or of a folder in which none works */
export async function keptIn(
  dataDir: string,
  reach: typeof connectToRunning | typeof openDatabase,
): Promise<Kept> {
  const parsed = parseConfig({ DATA_DIR: dataDir });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const opened: OpenResult = await reach(parsed.config, silentLogger);
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  const client = new pg.Client(opened.database.superuser ?? opened.database.connection);
  await client.connect();
  const rows = await rowHashes(client);
  await client.end();
  await opened.database.close();
  for (const table of MADE_ANEW) rows.delete(table);
  return { rows, files: await fileHashes(dataDir) };
}
