// Clears away, in the background, what nobody goes on with: uploads past their date (tus 1.0, expiration extension), and
// parts that no upload lists, which a crash between writing and recording leaves. The device begins such an upload again,
// from its own bytes. An officer's media that no reply has sent go after the same time, and once a day the blobs that no
// row names (blob-sweep.ts). Several servers may do this at once.

import type { Kysely } from 'kysely';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import { removeUnsentMedia } from './answer-media-removal.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import { sweepBlobs } from './blob-sweep.ts';
import type { PartStore } from './part-store/part-store.ts';
import { listedNames, removeExpired } from './upload-rows.ts';

export interface ExpiryOptions {
  database: Kysely<Database>;
  parts: PartStore;
  now: () => number;
  log: Pick<StoreLogger, 'info' | 'error'>;
}

const EVERY_MS = 60 * 60_000;
/** Looking at every blob costs the disk more than the rest. */
const RUNS_PER_SWEEP = 24;
const BATCH_SIZE = 100;
const DAY_MS = 24 * 60 * 60_000;
/** A part that is written right now is not listed yet. */
const STRAY_AFTER_MS = DAY_MS;

interface AllOptions extends ExpiryOptions {
  blobs: Pick<BlobStore, 'listOld' | 'deleteOld'>;
  expiryDays: number;
}

export function startUploadExpiry(options: AllOptions): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let runs = 0;
  const run = () => {
    running = running
      .then(async () => {
        await clearAway(options);
        await forgetUnsentMedia(options);
        if (runs++ % RUNS_PER_SWEEP === 0) await sweep(options);
      })
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

/** Whoever reads the case has had as long as a phone has for its upload. */
async function forgetUnsentMedia({
  database,
  now,
  log,
  expiryDays,
}: Pick<AllOptions, 'database' | 'now' | 'log' | 'expiryDays'>): Promise<void> {
  const nowMs = now();
  const beforeMs = nowMs - expiryDays * DAY_MS;
  let removed = 0;
  let count = 0;
  do {
    removed = await removeUnsentMedia(database, { beforeMs, nowMs, limit: BATCH_SIZE });
    count += removed;
  } while (removed === BATCH_SIZE);
  if (count > 0)
    log.info({ event: 'answer-media-expired', count }, 'Unsent media of answers were cleared away');
}

async function sweep({ database, blobs, log }: AllOptions): Promise<void> {
  const count = await sweepBlobs({ database, blobs }, Date.now());
  if (count > 0) log.info({ event: 'blobs-swept', count }, 'Blobs that no row names were cleared away');
}
