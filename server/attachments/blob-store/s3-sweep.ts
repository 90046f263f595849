// Takes an old object away from a store that cannot be told to delete only what was not written again meanwhile: the same
// bytes have the same name and the same ETag. Sweeper and writer tell each other, through the store, which reads its own
// writes (as S3 does since 2020, and every store that calls itself compatible promises):
//
//     sweeper   1 mark "sweeping"     2 is it still old?   3 delete, by a request that the store refuses after 60 s
//     writer    1 write the object    2 is there a mark?   3 where there is: wait until it is older than that, look, write again
//
// Whoever comes second with its second step sees the other's first: either the sweeper finds a young object, or the writer
// finds the mark. The 60 s are counted by the store's own clock, so a sweeper that sleeps between two steps deletes nothing.
// Marks have names of their own, are never used again, and are forgotten a day later.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from './s3-client.ts';

const DELETE_WITHIN_SECONDS = 60;
/** A request that came in time may still be carried out; `Date` has seconds only. */
const MARGIN_MS = 15_000;
const FORGET_AFTER_MS = 24 * 60 * 60_000;
const EMPTY_DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** @param name `blobs/…` */
const marksOf = (name: string): string => `sweeping/${name.slice(name.lastIndexOf('/') + 1)}/`;

/** @returns whether the object is gone */
export async function sweepObject(
  client: Pick<S3Client, 'stat' | 'now' | 'putBytes' | 'deleteWithin'>,
  name: string,
  beforeMs: number,
): Promise<boolean> {
  const isOld = async (): Promise<boolean> => {
    const found = await client.stat(name);
    return found !== undefined && found.writtenAtMs < beforeMs;
  };
  if (!(await isOld())) return false;
  const startMs = await client.now();
  await client.putBytes(marksOf(name) + randomUUID(), new Uint8Array(), EMPTY_DIGEST);
  return (await isOld()) && client.deleteWithin(name, startMs, DELETE_WITHIN_SECONDS);
}

/** For who has written the object: returns when no sweeper can take it away any more. */
export async function afterSweep(
  client: Pick<S3Client, 'list' | 'now' | 'stat'>,
  name: string,
  writeAgain: () => Promise<void>,
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<void> {
  let newestMs = Number.NEGATIVE_INFINITY;
  for await (const { writtenAtMs } of client.list(marksOf(name))) newestMs = Math.max(newestMs, writtenAtMs);
  if (newestMs === Number.NEGATIVE_INFINITY) return;
  // A mark is younger than the moment from which the 60 s are counted.
  const leftMs = newestMs + DELETE_WITHIN_SECONDS * 1000 + MARGIN_MS - (await client.now());
  if (leftMs > 0) await pause(leftMs);
  if ((await client.stat(name)) === undefined) await writeAgain();
}

export async function forgetSweeps(client: S3Client): Promise<void> {
  const nowMs = await client.now();
  for await (const { name, writtenAtMs } of client.list('sweeping/')) {
    if (writtenAtMs < nowMs - FORGET_AFTER_MS) await client.delete(name);
  }
}
