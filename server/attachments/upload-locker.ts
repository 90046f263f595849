// One request at a time for an upload, across all servers of the database: the lease of upload-rows.ts as the tus
// library's lock.
//
//   lock ─▶ take the lease ──is another's──▶ ask for it, wait, take again … ──LONGEST_WAIT──▶ 'unavailable' (503)
//               │ ours (most often it came with the first statement: upload-opening.ts)
//               ▼ every RENEW_EVERY: longer, or: somebody asks ─▶ cancel ─▶ what has come is kept ─▶ unlock
//                 (most often nothing to do: the lease ended with what was recorded last)
//
// A phone that changes its network comes back while its old connection still looks alive; the new request then has the
// upload after about a second. A server that dies leaves a lease that runs out by itself.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lock, Locker } from '@tus/server';
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { currentCall, type UploadCall } from './upload-call.ts';
import { UploadProblem } from './upload-problem.ts';
import { findSubject, type Lease, releaseLease, renewLease, takeLease } from './upload-rows.ts';

const RENEW_EVERY_MS = 1_000;
const ASK_EVERY_MS = 100;
const LONGEST_WAIT_MS = 20_000;

export function createUploadLocker(database: Kysely<Database>): Locker {
  /** Of this process: whoever waits here need not wait for the holder's next renewal. */
  const holders = new Map<string, () => void>();
  return {
    newLock: (id) => createLock(database, holders, id, currentCall()),
  };
}

function createLock(
  database: Kysely<Database>,
  holders: Map<string, () => void>,
  id: string,
  call: UploadCall,
): Lock {
  let renewal: NodeJS.Timeout | undefined;
  let letGo: (() => void) | undefined;

  async function renew(lease: Lease, cancel: () => void): Promise<void> {
    if (call.isLeaseEnded) return;
    try {
      const renewed = await renewLease(database, lease);
      if (call.isLeaseEnded) return;
      if (renewed === undefined || renewed.isWanted) cancel();
    } catch {
      // The database is away: the next renewal tries again, and what cannot be recorded is not acknowledged.
    }
  }

  return {
    lock: async (signal, cancelRequest) => {
      // What is stored changes no more, and of a new one without bytes nothing is there to be changed.
      if (call.subject?.storedAt || (call.isNew && !call.lease)) return;
      if (!call.lease) {
        const lease = { id, token: randomUUID() };
        const taken = await waitForLease(database, lease, signal, () => holders.get(id)?.());
        call.lease = lease;
        call.received = taken.received;
        // Whoever had it until now may have stored the whole, which changes no more.
        const subject = await findSubject(database, id, call.trackingMacs);
        if (!subject?.upload) throw new UploadProblem('not-found');
        call.subject = subject;
        if (subject.storedAt) return;
      }
      const { lease } = call;
      call.signal = signal;
      letGo = () => void cancelRequest();
      holders.set(id, letGo);
      const cancel = letGo;
      renewal = setInterval(() => void renew(lease, cancel), RENEW_EVERY_MS);
      renewal.unref();
    },
    unlock: async () => {
      if (!call.lease) return;
      // Whatever made the library give up: what has come is still being kept.
      await call.writing?.catch(() => undefined);
      clearInterval(renewal);
      if (holders.get(id) === letGo) holders.delete(id);
      if (call.isLeaseEnded) return;
      await releaseLease(database, call.lease);
      call.isLeaseEnded = true;
    },
  };
}

async function waitForLease(
  database: Kysely<Database>,
  lease: Lease,
  signal: AbortSignal,
  askHolder: () => void,
): Promise<{ received: number }> {
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const taken = await takeLease(database, lease);
    if (taken) return taken;
    if (signal.aborted || performance.now() > until) throw new UploadProblem('unavailable');
    askHolder();
    await delay(ASK_EVERY_MS);
  }
}
