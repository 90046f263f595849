// Puts the server together: database, keys, directory, jobs, HTTP. What keeps it from starting is a value: every fault
// that can be known at the same time is known at once, in the operator's language.

import { join } from 'node:path';
import { istanbulDate, missingYears } from '../src/domain/calendar.ts';
import type { Translate } from '../src/i18n/translate.ts';
import { createIdentityCipher, type IdentityCipher } from './applicant/identity-cipher.ts';
import { reloadIdentityKeys } from './applicant/identity-keys.ts';
import { sealIdentities } from './applicant/seal-identities.ts';
import { openAttachmentStores } from './attachments/attachment-stores.ts';
import type { MediaQueue } from './attachments/media-queue.ts';
import { openMedia } from './attachments/open-media.ts';
import { openUploads } from './attachments/open-uploads.ts';
import type { Uploads } from './attachments/uploads.ts';
import { anchorFolder, anchorToday } from './audit/anchors.ts';
import { closeAnswered } from './casework/close-answered.ts';
import { watchDeadlines } from './casework/deadline-watch.ts';
import { type Jobs, startJobs } from './casework/jobs.ts';
import { groupCases } from './casework/likeness/group-cases.ts';
import { recountDeadlines } from './casework/recount-deadlines.ts';
import { remind } from './casework/reminders.ts';
import type { Config } from './config.ts';
import { type CalendarKeeper, openCalendar } from './directory/calendar-keeper.ts';
import { renderDirectoryFault } from './directory/data-file.ts';
import { type LoadedDirectory, storeDirectory } from './directory/directory.ts';
import { storeHolidays } from './directory/holiday-years.ts';
import type { LoadedHolidays } from './directory/holidays.ts';
import { storeShippedTables } from './directory/shipped-tables.ts';
import { countChangedCases } from './figures/count.ts';
import { buildApp } from './http/app.ts';
import { watchEventLoop } from './http/event-loop-load.ts';
import { KEY_LIMITS } from './http/token-limit.ts';
import type { App } from './http/valibot-provider.ts';
import { createAcceptanceKeyring, reloadAcceptanceKeys } from './intake/acceptance-keys.ts';
import { type Acceptor, createAcceptor } from './intake/acceptor.ts';
import { keyPaths } from './intake/keys.ts';
import { createActReceiptSigner, createAnchorSigner, createReceiptSigner } from './intake/receipt-signer.ts';
import { agreeOnKeys, type WholeKeys } from './intake/shared-keys.ts';
import { createIntakeStatements } from './intake/statements.ts';
import type { Log } from './logging.ts';
import { markAddresses } from './notify/mark-addresses.ts';
import type { NoticeQueue } from './notify/notice-queue.ts';
import { noticeSecrets } from './notify/notice-secrets.ts';
import { openNotices } from './notify/open-notices.ts';
import { loadPushKey, type PushKey } from './notify/push-key.ts';
import { runDaily } from './retention/daily.ts';
import { carryOutRequests } from './retention/run-retention.ts';
import { readClipFolder } from './sign-clips/clip-folder.ts';
import { createShownClips } from './sign-clips/sign-clips.ts';
import { loadStartFiles, naming, renderKeyFault } from './start-files.ts';
import { INTAKE, SYSTEM } from './store/access.ts';
import { shareConnections } from './store/connection-shares.ts';
import type { OpenDatabase } from './store/contract.ts';
import { renderStoreFault } from './store/fault.ts';
import { MIGRATIONS } from './store/migrations/all.ts';
import { openDatabase } from './store/open-database.ts';
import { openPool, type Pool } from './store/pool.ts';
import { prepareSchema } from './store/prepare-schema.ts';
import type { Database } from './store/schema.ts';
import { byAnyKey } from './texts.ts';
import { startWatch } from './watch.ts';

export interface ComposeOptions {
  config: Config;
  log: Log;
  /** For faults. */
  translate: Translate;
}

export interface Server {
  app: App;
  /** Finishes what it has taken, then ends everything that it began. Idempotent. */
  stop: () => Promise<void>;
}

export type Composed = { ok: true; server: Server } | { ok: false; faults: string[] };

/** Share of the operator's patience that requests under way get; the rest is for jobs and the database. */
const REQUESTS_SHARE = 0.6;

/**
 * From the first acceptance to the assignment of all that came meanwhile. Assigning each one at once costs a durable
 * commit each, which acceptance then waits for.
 */
const ASSIGNMENT_PAUSE_MS = 200;

/** How long this server may count by holidays that another one has changed (holiday-years.ts waits for that). */
const CALENDAR_PAUSE_MS = 5_000;

export async function composeServer(options: ComposeOptions): Promise<Composed> {
  const { config, log, translate } = options;
  const data = await loadStartFiles(config, translate);
  if (!data.ok) return data;
  const opened = await openDatabase(config, log);
  if (!opened.ok) return { ok: false, faults: [renderStoreFault(opened.fault, byAnyKey(translate))] };
  const { database } = opened;
  const shares = shareConnections(config.databasePoolSize);
  const pool = openPool<Database>(database, config, log, { applicationName: 'kopru', size: shares.citizens });
  const desk = openPool<Database>(database, config, log, {
    applicationName: 'kopru-desk',
    size: shares.desk,
  });
  const close = async () => {
    await desk.close();
    await pool.close();
    await database.close();
  };
  try {
    const prepared = await prepareDatabase(database, pool, data, options);
    if (!prepared.ok) {
      await close();
      return prepared;
    }
    const parts = { ...data, ...prepared, database, pool, desk };
    return { ok: true, server: await connect(options, parts) };
  } catch (error) {
    await close();
    throw error;
  }
}

type PreparedDatabase =
  | {
      ok: true;
      keys: WholeKeys;
      identities: IdentityCipher;
      pushKey: PushKey | undefined;
      keeper: CalendarKeeper;
    }
  | { ok: false; faults: string[] };

async function prepareDatabase(
  database: OpenDatabase,
  pool: Pool<Database>,
  { directory, holidays }: StartData,
  { config, log, translate }: ComposeOptions,
): Promise<PreparedDatabase> {
  const migrated = await prepareSchema(database, MIGRATIONS);
  if (!migrated.ok) return { ok: false, faults: [renderStoreFault(migrated.fault, byAnyKey(translate))] };
  if (migrated.applied.length > 0) {
    log.info({ event: 'migrated', applied: [...migrated.applied] }, 'The schema was brought up to date');
  }
  const system = pool.as(SYSTEM);
  const loaded = await agreeOnKeys(system, config);
  if (!loaded.ok)
    return { ok: false, faults: loaded.faults.map((fault) => renderKeyFault(fault, config, translate)) };
  const pushKey = await loadPushKey(config, { mayMake: true });
  if (!pushKey.ok) return { ok: false, faults: [renderKeyFault(pushKey.fault, config, translate)] };
  const path = keyPaths(config).identityKeys;
  const identities = createIdentityCipher(loaded.keys.identity, () => reloadIdentityKeys(path));
  const sealed = await sealIdentities(system, identities, 'plain');
  if (sealed > 0) log.info({ event: 'identities-sealed', count: sealed }, 'Identities were sealed');
  const marked = await markAddresses(
    system,
    noticeSecrets(loaded.keys.trackingSecrets),
    identities,
    new Date(),
  );
  if (marked > 0) log.info({ event: 'addresses-marked', count: marked }, 'Addresses of notices were marked');
  await storeDirectory(system, directory);
  if (config.directoryFile === undefined) await storeShippedTables(system, Date.now());
  await storeHolidays(system, holidays.years, Date.now());
  const keeper = await openCalendar(system);
  const year = Number(istanbulDate(Date.now()).slice(0, 4));
  // Deadlines of this year's applications reach into the next (Law 3071 art. 7, Law 4982 art. 11).
  const faults = missingYears(keeper.calendar, year, year + 1).map((missing) => {
    const params = { path: holidays.path, year: String(missing) };
    return naming('HOLIDAYS_FILE', renderDirectoryFault({ code: 'feastYearMissing', params }, translate));
  });
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, keys: loaded.keys, identities, pushKey: pushKey.key, keeper };
}

/** Of the start's files. */
interface StartData {
  directory: LoadedDirectory;
  holidays: LoadedHolidays;
}

interface Parts {
  database: OpenDatabase;
  pool: Pool<Database>;
  desk: Pool<Database>;
  keys: WholeKeys;
  pushKey: PushKey | undefined;
  identities: IdentityCipher;
  directory: LoadedDirectory;
  keeper: CalendarKeeper;
}

async function connect({ config, log }: ComposeOptions, parts: Parts): Promise<Server> {
  const { database, pool, desk, keys, identities, pushKey, directory, keeper } = parts;
  const { calendar } = keeper;
  const now = Date.now;
  const system = pool.as(SYSTEM);
  const jobs = startJobs({ database: system, now, log });
  const acceptor = createAcceptor({
    statements: createIntakeStatements(pool.pg),
    signReceipt: createReceiptSigner(keys),
    trackingSecret: keys.trackingSecrets.newest,
    sealIdentity: identities.seal,
    calendar,
    now,
    onAccepted: coalesce(jobs.wake, ASSIGNMENT_PAUSE_MS),
  });
  const { trackingSecrets } = keys;
  const notices = openNotices({ config, database: system, identities, trackingSecrets, pushKey, now, log });
  const anchors = anchorFolder(config.dataDir);
  const signAnchor = createAnchorSigner(keys);
  const { runs: _, ...periods } = config.retention;
  const watch = startWatch({
    tasks: [
      () => countChangedCases(system, now()),
      () => watchDeadlines(system, { nowMs: now(), calendar }),
      () => remind(system, { nowMs: now(), calendar }),
      () => closeAnswered(system, { nowMs: now(), calendar }),
      () => groupCases(system, now()),
      () => anchorToday(system, anchors, signAnchor, now()),
      // After the figures, which lose nothing by what goes.
      () => carryOutRequests({ database: system, periods, moment: { nowMs: now(), calendar } }),
      () => runDaily({ config, database: system, moment: { nowMs: now(), calendar }, log }),
    ],
    log,
  });
  const calendarWatch = startWatch({
    tasks: [keeper.refresh, () => recountDeadlines(system, now())],
    log,
    pauseMs: CALENDAR_PAUSE_MS,
  });
  const stores = openAttachmentStores(config);
  const media = openMedia({ config, database: system, blobs: stores.blobs, now, log });
  const onStored = media.wake;
  const lateness = watchEventLoop();
  const load = () => Math.max(acceptor.load(), lateness.share());
  const uploads = openUploads({ config, stores, keys, database: pool.as(INTAKE), now, log, onStored, load });
  const folder = await readClipFolder(join(config.staticDir, 'sign-clips'), log);
  const clips = createShownClips({ database: system, blobs: stores.blobs, folder, now });
  const app = await buildApp({
    config,
    database: pool.db,
    desk: desk.db,
    acceptor,
    uploads,
    blobs: stores.blobs,
    onStored,
    clips,
    calendar,
    refreshCalendar: keeper.refresh,
    trackingSecrets,
    keyLimits: KEY_LIMITS,
    notices: notices.settings,
    identities,
    signActReceipt: createActReceiptSigner(keys),
    receiptKeys: keys.published,
    acceptance: {
      offered: keys.acceptance.offered,
      find: createAcceptanceKeyring(keys.acceptance, () =>
        reloadAcceptanceKeys(keyPaths(config).acceptanceKeys),
      ),
    },
    directory: directory.forDevice,
    staticRoot: config.staticDir,
    now,
    log,
  });
  let stopped: Promise<void> | undefined;
  return {
    app,
    stop: () => {
      stopped ??= stopAll(
        {
          app,
          acceptor,
          uploads,
          media,
          jobs,
          notices: notices.queue,
          watches: [watch, calendarWatch, lateness],
          pools: [pool, desk],
          database,
        },
        config.shutdownGraceMs,
      );
      return stopped;
    },
  };
}

/** However often it is called within the pause, `action` runs once, at its end. */
function coalesce(action: () => void, pauseMs: number): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      action();
    }, pauseMs).unref();
  };
}

interface Running {
  app: App;
  acceptor: Acceptor;
  uploads: Uploads;
  media: Pick<MediaQueue, 'wake' | 'stop'>;
  jobs: Jobs;
  notices: Pick<NoticeQueue, 'stop'>;
  watches: readonly { stop: () => void | Promise<void> }[];
  pools: readonly Pool<Database>[];
  database: OpenDatabase;
}

async function stopAll(
  { app, acceptor, uploads, media, jobs, notices, watches, pools, database }: Running,
  graceMs: number,
): Promise<void> {
  // Until what is under way is finished the server listens, and sends others away (http/orderly-end.ts). A phone on a
  // slow network may need minutes more for its body. It gets no answer, keeps the application and sends it again.
  const impatience = setTimeout(() => app.server.closeAllConnections(), graceMs * REQUESTS_SHARE);
  await app.endOrderly();
  await app.close();
  clearTimeout(impatience);
  await acceptor.drain();
  await uploads.drain();
  await media.stop();
  await jobs.stop();
  await notices.stop();
  for (const watch of watches) await watch.stop();
  for (const pool of pools) await pool.close();
  await database.close();
}
