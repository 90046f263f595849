// The whole server but its listening: a database of its own with the example directory, keys of its own, a clock that
// the test turns. `open` is for a fresh one each time; whoever opens it closes it.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { createIdentityCipher, type IdentityCipher } from '../../server/applicant/identity-cipher.ts';
import { type AttachmentStores, openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { openUploads } from '../../server/attachments/open-uploads.ts';
import { openCalendar } from '../../server/directory/calendar-keeper.ts';
import { loadDirectory, storeDirectory } from '../../server/directory/directory.ts';
import { storeHolidays } from '../../server/directory/holiday-years.ts';
import { loadHolidays } from '../../server/directory/holidays.ts';
import { buildApp } from '../../server/http/app.ts';
import { NO_CROWD } from '../../server/http/back-pressure.ts';
import { EXAMPLE_APPLICATION } from '../../server/http/examples.ts';
import { KEY_LIMITS, type KeyLimits } from '../../server/http/token-limit.ts';
import type { App } from '../../server/http/valibot-provider.ts';
import { createAcceptanceKeyring } from '../../server/intake/acceptance-keys.ts';
import { type Acceptor, createAcceptor } from '../../server/intake/acceptor.ts';
import { createActReceiptSigner, createReceiptSigner } from '../../server/intake/receipt-signer.ts';
import { agreeOnKeys, type WholeKeys } from '../../server/intake/shared-keys.ts';
import { createIntakeStatements, type IntakeStatements } from '../../server/intake/statements.ts';
import type { TrackingSecrets } from '../../server/intake/tracking-secrets.ts';
import { createLog } from '../../server/logging.ts';
import { NO_NOTICES } from '../../server/notify/notice-config.ts';
import { type NoticeSettings, noticeSettings } from '../../server/notify/notice-settings.ts';
import type { Services } from '../../server/services.ts';
import { readClipFolder } from '../../server/sign-clips/clip-folder.ts';
import { createShownClips } from '../../server/sign-clips/sign-clips.ts';
import { INTAKE, SYSTEM } from '../../server/store/access.ts';
import { shareConnections } from '../../server/store/connection-shares.ts';
import type { OpenDatabase } from '../../server/store/contract.ts';
import { MIGRATIONS } from '../../server/store/migrations/all.ts';
import { openPool } from '../../server/store/pool.ts';
import { prepareSchema } from '../../server/store/prepare-schema.ts';
import type { Database } from '../../server/store/schema.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import type { Application } from '../../src/domain/application.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';
import { silentLogger } from './databases.ts';

const DEFAULT_ATTACHMENTS = { limits: DEFAULT_ANSWER_LIMITS, uploadExpiryDays: 30, s3: undefined };

export interface TestApp {
  app: App;
  services: Services;
  keys: WholeKeys;
  /** Sees every row: what a test looks at is no officer's, and no citizen's. So does `database`. */
  pool: pg.Pool;
  appPool: pg.Pool;
  database: Kysely<Database>;
  acceptor: Acceptor;
  stores: AttachmentStores;
  /** Every line that was logged. */
  logged: string[];
  /** Turned by the test; starts on a Monday. */
  clock: { nowMs: number };
  wakes: { count: number };
  close: () => Promise<void>;
}

export interface TestAppOptions {
  /** For faults of the database that cannot be had otherwise. */
  changeStatements?: (statements: IntakeStatements) => IntakeStatements;
  changeStores?: (stores: AttachmentStores) => AttachmentStores;
  /** Where attachments go; the key folder, unless two servers are to share one. */
  attachmentFolder?: string;
  /** Of the process, 0 to 1. */
  load?: () => number;
  config?: Partial<Services['config']>;
  keyLimits?: KeyLimits;
  staticRoot?: string;
  /** By which ways citizens can be told that there is news; none unless it is given. */
  noticesOf?: (secrets: TrackingSecrets, identities: IdentityCipher) => NoticeSettings;
}

/** @param keyFolder an empty or used data folder */
export async function openTestApp(
  database: OpenDatabase,
  keyFolder: string,
  {
    changeStatements = (same) => same,
    changeStores = (same) => same,
    attachmentFolder = keyFolder,
    load = () => 0,
    config = {},
    keyLimits = KEY_LIMITS,
    staticRoot,
    noticesOf = (secrets, cipher) => noticeSettings(NO_NOTICES, secrets, undefined, cipher),
  }: TestAppOptions = {},
): Promise<TestApp> {
  const shares = shareConnections(10);
  const pool = openPool<Database>(database, { databasePoolSize: shares.citizens }, silentLogger, {
    applicationName: 'test',
  });
  const desk = openPool<Database>(database, { databasePoolSize: shares.desk }, silentLogger, {
    applicationName: 'test-desk',
  });
  const migrated = await prepareSchema(database, MIGRATIONS);
  if (!migrated.ok) throw new Error(`no tables: ${migrated.fault.code}`);
  const clock = { nowMs: Date.parse('2026-11-23T08:00:00Z') };
  const wakes = { count: 0 };
  const directory = must(await loadDirectory()).directory;
  const system = pool.as(SYSTEM);
  await storeDirectory(system, directory);
  await storeHolidays(system, must(await loadHolidays(undefined)).holidays.years, clock.nowMs);
  const { calendar, refresh } = await openCalendar(system);
  const files = { dataDir: keyFolder, trackingSecretFile: undefined, receiptKeyFile: undefined };
  const { keys } = must(await agreeOnKeys(system, files));
  const identities = createIdentityCipher(keys.identity);
  const acceptor = createAcceptor({
    statements: changeStatements(createIntakeStatements(pool.pg)),
    signReceipt: createReceiptSigner(keys),
    trackingSecret: keys.trackingSecrets.newest,
    sealIdentity: identities.seal,
    calendar,
    now: () => clock.nowMs,
    onAccepted: () => {
      wakes.count += 1;
    },
  });
  const logged: string[] = [];
  const log = createLog('debug', collect(logged));
  const attachments = config.attachments ?? DEFAULT_ATTACHMENTS;
  const stores = changeStores(openAttachmentStores({ dataDir: attachmentFolder, attachments }));
  const uploads = openUploads({
    config: { attachments },
    stores,
    keys,
    database: pool.as(INTAKE),
    now: () => clock.nowMs,
    log,
    load,
  });
  const clipFolder =
    staticRoot === undefined ? new Map() : await readClipFolder(join(staticRoot, 'sign-clips'), log);
  const now = () => clock.nowMs;
  const clips = createShownClips({ database: system, blobs: stores.blobs, folder: clipFolder, now });
  const services: Services = {
    config: {
      publicOrigin: 'http://localhost:8080',
      // One host, unless the test says otherwise.
      staffOrigin: config.publicOrigin ?? 'http://localhost:8080',
      passkeyDomain: undefined,
      oidc: undefined,
      freshProofMs: 5 * 60_000,
      disasterOpen: false,
      descriptionMaxLength: 5000,
      applicationsPerSecond: 200,
      emergencyPhone: '112',
      emergencyAskHours: 24,
      trustProxy: false,
      attachments,
      scanner: undefined,
      ...config,
    },
    database: pool.db,
    desk: desk.db,
    acceptor,
    uploads,
    blobs: stores.blobs,
    onStored: () => undefined,
    clips,
    calendar,
    refreshCalendar: refresh,
    trackingSecrets: keys.trackingSecrets,
    keyLimits,
    notices: noticesOf(keys.trackingSecrets, identities),
    identities,
    signActReceipt: createActReceiptSigner(keys),
    receiptKeys: keys.published,
    acceptance: { offered: keys.acceptance.offered, find: createAcceptanceKeyring(keys.acceptance) },
    directory: directory.forDevice,
    staticRoot,
    now: () => clock.nowMs,
    log,
  };
  const app = await buildApp(services, NO_CROWD);
  const seesAll = openPool<Database>(
    { ...database, connection: database.superuser ?? database.connection },
    { databasePoolSize: 3 },
    silentLogger,
    { applicationName: 'test-superuser' },
  );
  return {
    app,
    services,
    keys,
    pool: seesAll.pg,
    appPool: pool.pg,
    database: system,
    acceptor,
    stores,
    logged,
    clock,
    wakes,
    close: async () => {
      await app.close();
      await uploads.drain();
      await desk.close();
      await pool.close();
      await seesAll.close();
    },
  };
}

/** A fresh id, as a device makes it. */
export function freshId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

/** An application that is accepted, with a tracking key of its own. */
export function anApplication(
  changes: Readonly<Record<string, unknown>> = {},
): Application & Record<string, unknown> {
  return { ...EXAMPLE_APPLICATION, trackingKey: randomBytes(32).toString('base64url'), ...changes };
}

export function putApplication(app: App, id: string, payload: string | Buffer | object, headers = {}) {
  return app.inject({
    method: 'PUT',
    url: `/api/applications/${id}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  });
}

/** Rows of every table that acceptance writes; all equal, or something is half. */
export async function countRows(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<Record<string, number>>(`select
    (select count(*)::int from application) as application,
    (select count(*)::int from applicant) as applicant,
    (select count(*)::int from case_file) as case_file,
    (select count(*)::int from case_event) as case_event,
    (select count(*)::int from job) as job,
    (select count(*)::int from audit_entry) as audit_entry`);
  return rows[0] ?? {};
}

export function rowsOf(count: number): Record<string, number> {
  const tables = ['application', 'applicant', 'case_file', 'case_event', 'job', 'audit_entry'];
  return Object.fromEntries(tables.map((table) => [table, count]));
}

function must<Result extends { ok: boolean }>(result: Result): Extract<Result, { ok: true }> {
  if (!isOk(result)) throw new Error(`unexpected fault: ${JSON.stringify(result)}`);
  return result;
}

function isOk<Result extends { ok: boolean }>(result: Result): result is Extract<Result, { ok: true }> {
  return result.ok;
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}
