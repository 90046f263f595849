// The server's parts on the demo's folder with a clock that the filling turns, and without a front end: everything that
// compose.ts puts together but the listening. Started, filled and closed before the real server opens the folder.

import { createIdentityCipher } from '../applicant/identity-cipher.ts';
import { openAttachmentStores } from '../attachments/attachment-stores.ts';
import { openUploads } from '../attachments/open-uploads.ts';
import { startJobs } from '../casework/jobs.ts';
import type { Config } from '../config.ts';
import { openCalendar } from '../directory/calendar-keeper.ts';
import { loadDirectory, storeDirectory } from '../directory/directory.ts';
import { storeHolidays } from '../directory/holiday-years.ts';
import { loadHolidays } from '../directory/holidays.ts';
import { buildApp } from '../http/app.ts';
import { NO_CROWD } from '../http/back-pressure.ts';
import { KEY_LIMITS } from '../http/token-limit.ts';
import { createAcceptanceKeyring } from '../intake/acceptance-keys.ts';
import { createAcceptor } from '../intake/acceptor.ts';
import { createActReceiptSigner, createReceiptSigner } from '../intake/receipt-signer.ts';
import { agreeOnKeys } from '../intake/shared-keys.ts';
import { createIntakeStatements } from '../intake/statements.ts';
import type { Log } from '../logging.ts';
import { NO_NOTICES } from '../notify/notice-config.ts';
import { noticeSettings } from '../notify/notice-settings.ts';
import { createShownClips } from '../sign-clips/sign-clips.ts';
import { INTAKE, SYSTEM } from '../store/access.ts';
import type { OpenDatabase } from '../store/contract.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import { openPool } from '../store/pool.ts';
import { prepareSchema } from '../store/prepare-schema.ts';
import type { Database } from '../store/schema.ts';
import type { DemoSystem } from './fill.ts';

export interface ClosableDemoSystem extends DemoSystem {
  /** Leaves the database open; it is the caller's. */
  close: () => Promise<void>;
}

/** @throws Error naming the fault: on a folder of the demo's own every fault is a bug */
export async function openDemoSystem(
  database: OpenDatabase,
  config: Config,
  log: Log,
  nowMs: number,
): Promise<ClosableDemoSystem> {
  const { directory } = must(await loadDirectory());
  const { holidays } = must(await loadHolidays(config.holidaysFile));
  const pool = openPool<Database>(database, config, log, { applicationName: 'kopru-demo' });
  must(await prepareSchema(database, MIGRATIONS));
  const system = pool.as(SYSTEM);
  await storeDirectory(system, directory);
  await storeHolidays(system, holidays.years, nowMs);
  const { calendar, refresh } = await openCalendar(system);
  const { keys } = must(await agreeOnKeys(system, config));
  const identities = createIdentityCipher(keys.identity);
  const clock = { nowMs };
  const now = () => clock.nowMs;
  // The filling runs the jobs itself, when their time in the story has come.
  const jobs = startJobs({ database: system, now, log, pollMs: 0 });
  const acceptor = createAcceptor({
    statements: createIntakeStatements(pool.pg),
    signReceipt: createReceiptSigner(keys),
    trackingSecret: keys.trackingSecrets.newest,
    sealIdentity: identities.seal,
    calendar,
    now,
    onAccepted: () => undefined,
  });
  const stores = openAttachmentStores(config);
  const uploads = openUploads({ config, stores, keys, database: pool.as(INTAKE), now, log, load: () => 0 });
  const clips = createShownClips({ database: system, blobs: stores.blobs, folder: new Map(), now });
  const app = await buildApp(
    {
      config,
      database: pool.db,
      desk: pool.db,
      acceptor,
      uploads,
      blobs: stores.blobs,
      onStored: () => undefined,
      clips,
      calendar,
      refreshCalendar: refresh,
      trackingSecrets: keys.trackingSecrets,
      keyLimits: KEY_LIMITS,
      // People who do not exist are told nothing.
      notices: noticeSettings(NO_NOTICES, keys.trackingSecrets, undefined, identities),
      identities,
      signActReceipt: createActReceiptSigner(keys),
      receiptKeys: keys.published,
      acceptance: { offered: keys.acceptance.offered, find: createAcceptanceKeyring(keys.acceptance) },
      directory: directory.forDevice,
      staticRoot: undefined,
      now,
      log,
    },
    NO_CROWD,
  );
  return {
    app,
    database: system,
    jobs,
    clock,
    calendar,
    institutionNames: new Map(directory.institutions.map(({ id, name }) => [id, name])),
    centreId: directory.institutions.find(({ centre }) => centre)?.id ?? '',
    descriptionMaxLength: config.descriptionMaxLength,
    close: async () => {
      await app.close();
      await acceptor.drain();
      await uploads.drain();
      await jobs.stop();
      await pool.close();
    },
  };
}

function must<Result extends { ok: boolean }>(result: Result): Extract<Result, { ok: true }> {
  if (!isOk(result)) throw new Error(`The demo cannot start: ${JSON.stringify(result)}`);
  return result;
}

function isOk<Result extends { ok: boolean }>(result: Result): result is Extract<Result, { ok: true }> {
  return result.ok;
}
