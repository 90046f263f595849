// The state's side of an end-to-end test: officers invited by the real command, and a look into the real database.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Kysely } from 'kysely';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { parseConfig } from '../../server/config.ts';
import { SYSTEM } from '../../server/store/access.ts';
import { connectToRunning } from '../../server/store/open-database.ts';
import { openPool } from '../../server/store/pool.ts';
import type { Database } from '../../server/store/schema.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { TRANSCRIPT_PATH } from '../../src/domain/transcript.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { pathOf } from '../../src/domain/wire.ts';
import { STAFF_PATHS } from '../../src/domain/wire-staff.ts';
import { t } from './citizen.ts';
import type { ServerProcess } from './server-process.ts';

const PLAYABLE_WITHIN_MS = 120_000;

const run = promisify(execFile);

/**
 * Invites an officer as an operator does. A second link for the same name ends the first.
 * @param who an officer of the centre, unless said otherwise
 * @returns the one-time link, at `origin`
 */
export async function inviteOfficer(
  server: ServerProcess,
  origin: string,
  who: { name?: string; institution?: string; role?: StaffRole } = {},
): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [
      'server/commands/invite-staff.ts',
      '--name',
      who.name ?? 'Memur Deneme',
      ...(who.institution ? ['--institution', who.institution] : []),
      ...(who.role ? ['--role', who.role] : []),
    ],
    {
      env: { ...process.env, DATA_DIR: server.dataDir, PUBLIC_ORIGIN: origin, LANG: 'en_US.UTF-8' },
    },
  );
  const link = /https?:\/\/\S+/.exec(stdout)?.[0];
  if (!link) throw new Error(`The command printed no link:\n${stdout}`);
  return link;
}

/** Opens an officer's link as a person does, and puts the first passkey off. */
export async function enterConsole(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: t('staff.signIn.press') }).click();
  await page.getByRole('link', { name: t('staff.passkey.later') }).click();
}

/** Redeems an officer's link. @returns the session's cookie */
export async function signIn(origin: string, link: string): Promise<string> {
  const invitation = /#davet=(.*)$/.exec(link)?.[1] ?? '';
  const answer = await fetch(origin + STAFF_PATHS.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ invitation }),
  });
  if (!answer.ok) throw new Error(`The officer cannot sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** An officer of the centre puts a recording into writing. */
export async function offerTranscript(
  server: ServerProcess,
  origin: string,
  attachmentId: string,
  text: string,
): Promise<void> {
  const cookie = await signIn(origin, await inviteOfficer(server, origin));
  const transcriptId = uuidv7(Date.now(), randomBytes(10));
  await untilPlayable(server, attachmentId);
  const answer = await fetch(origin + pathOf(TRANSCRIPT_PATH, { id: attachmentId, transcriptId }), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie, origin },
    body: JSON.stringify({
      kind: 'transcript',
      language: 'tr',
      cues: [{ startMs: 0, endMs: 1_000, text }],
    }),
  });
  if (!answer.ok) throw new Error(`The text was refused: ${answer.status} ${await answer.text()}`);
}

/** As on the desk: what is still being made playable waits. */
export async function untilPlayable(server: ServerProcess, attachmentId: string): Promise<void> {
  const until = Date.now() + PLAYABLE_WITHIN_MS;
  for (;;) {
    const rows = await query(server, 'select id, state from attachment');
    const state = String(rows.find(({ id }) => id === attachmentId)?.state);
    if (/^(ready|original-only)$/.test(state)) return;
    if (Date.now() > until) throw new Error(`The recording is still ${state}`);
    await delay(200);
  }
}

/** What citizens have said of the texts of their recordings. */
export function listVerdicts(server: ServerProcess): Promise<Record<string, unknown>[]> {
  return query(server, 'select kind, text from transcript_verdict');
}

/** The institution's answers wait for a second pair of eyes from now on. */
export async function wantFourEyes(server: ServerProcess, institutionId: string): Promise<void> {
  const changed = await query(
    server,
    `update institution set needs_approval = true where id = '${institutionId}' returning id`,
  );
  if (changed.length !== 1) throw new Error(`No institution ${institutionId}`);
}

/** Whoever is signed in proved who they are an hour ago. */
export async function ageProofs(server: ServerProcess): Promise<void> {
  const changed = await query(
    server,
    `update staff_session set proven_at = proven_at - interval '1 hour' returning id`,
  );
  if (changed.length === 0) throw new Error('Nobody is signed in');
}

/** How many applications the database holds. */
export async function countApplications(server: ServerProcess): Promise<number> {
  const [row] = await query(server, 'select count(*)::int as count from application');
  return Number(row?.count);
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function reach(server: ServerProcess) {
  const parsed = parseConfig({ DATA_DIR: server.dataDir });
  if (!parsed.ok) throw new Error('The configuration of the test is at fault');
  const opened = await connectToRunning(parsed.config, silent);
  if (!opened.ok) throw new Error(`The database cannot be reached: ${opened.fault.code}`);
  return { config: parsed.config, database: opened.database };
}

/** One for each server, as long as its database runs: a test asks until something has happened. */
const connections = new WeakMap<ServerProcess, pg.Client>();

/** @param text asked again where the connection was lost meanwhile */
async function query(server: ServerProcess, text: string): Promise<Record<string, unknown>[]> {
  const kept = connections.get(server);
  if (kept)
    try {
      return (await kept.query(text)).rows;
    } catch (error) {
      if (isOfStatement(error)) throw error;
      connections.delete(server);
    }
  return (await (await connect(server)).query(text)).rows;
}

/** Of the statement itself, not of a connection that has ended or a database that stops. */
const isOfStatement = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(08|57)/.test(error.code ?? '');

async function connect(server: ServerProcess): Promise<pg.Client> {
  const { database } = await reach(server);
  if (database.owned) {
    await database.close();
    throw new Error('The server does not run');
  }
  const client = new pg.Client(database.superuser ?? database.connection);
  const forget = (): void => {
    if (connections.get(server) === client) connections.delete(server);
  };
  // It ends with the server that it belongs to.
  client.on('error', forget).on('end', forget);
  await client.connect();
  connections.set(server, client);
  return client;
}

/** What the server's clock does on its database, when a test wants it. */
export async function withSystem<Result>(
  server: ServerProcess,
  action: (system: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const { config, database } = await reach(server);
  const pool = openPool<Database>(database, config, silent, { applicationName: 'test', size: 1 });
  try {
    return await action(pool.as(SYSTEM));
  } finally {
    await pool.close();
    await database.close();
  }
}

export interface StoredAttachment {
  id: string;
  /** SHA-256 as the server computed it over what arrived, base64url. */
  digest: string;
  byteLength: number;
}

/** The attachments whose whole has arrived and was compared with its manifest. */
export async function listStoredAttachments(server: ServerProcess): Promise<StoredAttachment[]> {
  const rows = await query(
    server,
    `select id, encode(digest, 'base64') as digest, byte_length::int as length from attachment where stored_at is not null`,
  );
  return rows.map(({ id, digest, length }) => ({
    id: String(id),
    digest: Buffer.from(String(digest), 'base64').toString('base64url'),
    byteLength: Number(length),
  }));
}

/** What the state has of an attachment. `received`: bytes of its upload, null where there is none; `files`: those of its parts. */
export async function uploadAtServer(
  server: ServerProcess,
  attachmentId: string,
): Promise<{ state: string; received: number | null; files: number }> {
  const [row] = await query(
    server,
    `select attachment.state, upload.received_bytes::int as received from attachment
     left join upload on upload.attachment_id = attachment.id where attachment.id = '${attachmentId}'`,
  );
  const files = await readdir(join(server.dataDir, 'uploads')).catch(() => []);
  return {
    state: String(row?.state),
    received: row?.received == null ? null : Number(row.received),
    files: files.filter((name) => name.startsWith(attachmentId)).length,
  };
}
