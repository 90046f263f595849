// The anchors' folder, `audit-anchors` in the data folder: one file a day, written whole or not at all and never again. Each
// server that has a data folder of its own keeps its own anchors.
//
// An anchor takes only events that are older than SETTLED_MS. Positions are given when a row is written and seen when it is
// committed; no transaction lasts that long (the pool's statement_timeout), so none below the boundary comes later.

import { randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { istanbulDate } from '../../src/domain/calendar.ts';
import { makeFolders, syncPath } from '../store/durable-folder.ts';
import { errorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import { type Anchor, type AnchorClaims, AnchorDigest, readAnchor, textDigest } from './anchor-chain.ts';
import { readLinks } from './event-rows.ts';

const SETTLED_MS = 15 * 60_000;
const SUFFIX = '.jws';

export function anchorFolder(dataDir: string): string {
  return join(dataDir, 'audit-anchors');
}

/** Oldest first; their names are their days. */
export async function readAnchors(folder: string): Promise<Anchor[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const anchors = names.filter((name) => name.endsWith(SUFFIX)).toSorted();
  return Promise.all(
    anchors.map(async (name) => ({ name, text: (await readFile(join(folder, name), 'utf8')).trim() })),
  );
}

export type SignAnchor = (claims: AnchorClaims) => string;

/**
 * Writes the day's anchor where there is none.
 * @returns undefined where there is one already
 * @throws Error when the newest anchor cannot be read: nothing is chained to what nobody can verify
 */
export async function anchorToday(
  database: Kysely<Database>,
  folder: string,
  sign: SignAnchor,
  nowMs: number,
): Promise<Anchor | undefined> {
  const on = istanbulDate(nowMs);
  const last = (await readAnchors(folder)).at(-1);
  const lastClaims = last && readAnchor(last.text)?.claims;
  if (last && !lastClaims) throw new Error('The newest anchor of the audit trail cannot be read');
  if (lastClaims && lastClaims.on >= on) return undefined;
  const before = lastClaims?.upTo ?? 0;
  const upTo = await findBoundary(database, before, nowMs);
  const digest = new AnchorDigest();
  for await (const { hash } of readLinks(database, { after: before, upTo })) digest.add(hash);
  const { events } = digest;
  const text = sign({
    on,
    at: new Date(nowMs).toISOString(),
    upTo,
    events,
    digest: digest.end(),
    previous: textDigest(last?.text ?? ''),
  });
  const name = `${on}${SUFFIX}`;
  return (await writeOnce(folder, name, text)) ? { name, text } : undefined;
}

/** The newest position that is settled; that of the anchor before where nothing is. */
async function findBoundary(database: Kysely<Database>, before: number, nowMs: number): Promise<number> {
  const { rows } = await sql<{ position: string }>`
    select position from case_event
    where at <= ${new Date(nowMs - SETTLED_MS)} and position > ${before}::bigint
    order by position desc limit 1`.execute(database);
  return Number(rows[0]?.position ?? before);
}

/** @returns false where it is there already */
async function writeOnce(folder: string, name: string, text: string): Promise<boolean> {
  await makeFolders(folder);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, join(folder, name));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncPath(folder);
  await syncPath(join(folder, '..'));
  return true;
}
