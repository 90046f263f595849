// Clears away, in the background, what nobody goes on with: uploads past their date (tus 1.0, expiration extension), and
// parts that no upload lists, which a crash between writing and recording leaves. The device begins such an upload again,
// from its own bytes. Several servers may do this at once.

import type { Kysely } from 'kysely';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import type { PartStore } from './part-store/part-store.ts';
import { listedNames, removeExpired } from './upload-rows.ts';

export interface ExpiryOptions {
  database: Kysely<Database>;
  parts: PartStore;
  now: () => number;
  log: Pick<StoreLogger, 'info' | 'error'>;
}

const EVERY_MS = 60 * 60_000;
const BATCH_SIZE = 100;
/** A part that is written right now is not listed yet. */
const STRAY_AFTER_MS = 24 * 60 * 60_000;

export function startUploadExpiry(options: ExpiryOptions): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running
      .then(() => clearAway(options))
      .catch((error: unknown) => {
        const code = errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
        options.log.error(
          { event: 'upload-expiry-failed', code },
          'Expired uploads could not be cleared away',
        );
      });
  };
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

export async function clearAway({ database, parts, now, log }: ExpiryOptions): Promise<void> {
  let expired: { count: number; names: string[] };
  let count = 0;
  do {
    expired = await removeExpired(database, now(), { limit: BATCH_SIZE });
    await parts.remove(expired.names.map((name) => ({ name })));
    count += expired.count;
  } while (expired.count === BATCH_SIZE);
  const old = await parts.list(Date.now() - STRAY_AFTER_MS);
  const listed = await listedNames(database, old);
  await parts.remove(old.filter((name) => !listed.has(name)).map((name) => ({ name })));
  if (count > 0) log.info({ event: 'uploads-expired', count }, 'Expired uploads were cleared away');
}
