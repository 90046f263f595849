// Sends what is due, some at a time. Beside the job runner, which makes the notices: its jobs are done in a transaction, and
// these wait for other machines, up to half a minute each.
//
// Invariants: 1. A notice is taken by one server (notice-rows.ts). 2. One that cannot be sent holds up no other. 3. An
// address is read when it is used, and named nowhere: not in a row, not in the log. 4. A way that is not set up sends nothing,
// and what waits for it expires.

import type { Kysely } from 'kysely';
import { NOTICE_CHANNELS, nextAttempt } from '../../src/domain/notice.ts';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import { stopNotices } from './choices.ts';
import { readContact } from './contacts.ts';
import {
  type DueNotice,
  expireNotices,
  outgoingId,
  postponeNotice,
  settleNotice,
  takeNotices,
} from './notice-rows.ts';
import type { NoticeSettings } from './notice-settings.ts';
import type { Outcome, Ways } from './way.ts';

const POLL_MS = 5_000;
/** At once, of all ways together. */
const BATCH_SIZE = 20;
/** Longer than any way takes for a whole batch, with the mail server's three connections. */
const LEASE_MS = 10 * 60_000;

export interface NoticeQueueOptions {
  database: Kysely<Database>;
  ways: Ways;
  settings: Pick<NoticeSettings, 'secrets' | 'identities'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** How often it looks by itself; 0: only when it is asked. */
  pollMs?: number | undefined;
  log: Pick<StoreLogger, 'info' | 'error'>;
}

export interface NoticeQueue {
  /** Sends until nothing is due. @returns how many attempts were made */
  drain: () => Promise<number>;
  /** Ends after the batch under way. Idempotent. */
  stop: () => Promise<void>;
}

export function startNoticeQueue(options: NoticeQueueOptions): NoticeQueue {
  const { database, ways, now, log, pollMs = POLL_MS } = options;
  const channels = NOTICE_CHANNELS.filter((channel) => ways[channel]);
  let isStopped = false;
  /** One batch at a time: each run is chained to the one before. Never rejects. */
  let tail: Promise<unknown> = Promise.resolve();

  async function runWhatIsDue(): Promise<number> {
    let attempts = 0;
    await expireNotices(database, now());
    while (!isStopped && channels.length > 0) {
      const request = { nowMs: now(), leaseMs: LEASE_MS, count: BATCH_SIZE };
      const batch = await takeNotices(database, channels, request);
      await Promise.all(batch.map((notice) => attempt(options, notice)));
      attempts += batch.length;
      if (batch.length < BATCH_SIZE) break;
    }
    return attempts;
  }
  function drain(): Promise<number> {
    const run = tail.then(runWhatIsDue);
    tail = run.catch(() => undefined);
    return run;
  }

  const look = (): void => {
    drain().catch((error: unknown) => {
      // The rows are still there; the next round finds them when the database is back.
      log.error({ event: 'notices-interrupted', code: nameOf(error) }, 'Notices could not be sent');
    });
  };
  const timer = pollMs > 0 ? setInterval(look, pollMs) : undefined;
  timer?.unref();
  return {
    drain,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await tail;
    },
  };
}

async function attempt(options: NoticeQueueOptions, notice: DueNotice): Promise<void> {
  const { database, now, log } = options;
  const { channel: kind, attempts } = notice;
  const outcome = await send(options, notice);
  switch (outcome.kind) {
    case 'sent':
      await settleNotice(database, notice, 'sent', now());
      log.info({ event: 'notice-sent', kind, attempts }, 'A notice was sent');
      return;
    case 'gone':
      await stopNotices(database, notice.subscriptionId);
      log.info({ event: 'notice-address-gone', kind, attempts }, 'An address for notices is gone');
      return;
    case 'refused':
      await settleNotice(database, notice, 'refused', now());
      log.error({ event: 'notice-refused', kind, attempts, code: outcome.code }, 'A notice was refused');
      return;
    case 'failed': {
      const nextMs = nextAttempt(notice, now(), outcome.retryAfterMs);
      if (nextMs === undefined) await settleNotice(database, notice, 'expired', now());
      else await postponeNotice(database, notice, nextMs);
      log.error({ event: 'notice-failed', kind, attempts, code: outcome.code }, 'A notice was not sent');
    }
  }
}

/** Never rejects for one notice's fault, which would stop those beside it. */
async function send(
  { database, ways, settings, now }: NoticeQueueOptions,
  notice: DueNotice,
): Promise<Outcome> {
  const { secrets, identities } = settings;
  const { channel, applicationId, target, locale } = notice;
  const outgoing = { id: outgoingId(notice), locale, stopToken: secrets.stopToken(notice.subscriptionId) };
  try {
    if (channel === 'push') {
      return target && ways.push ? await ways.push(outgoing, target) : { kind: 'gone' };
    }
    const address = await readContact(database, identities, applicationId, channel, new Date(now()));
    const way = ways[channel];
    if (address === undefined || !way) return { kind: 'refused', code: 'no-address' };
    return await way(outgoing, address);
  } catch (error) {
    return { kind: 'failed', code: nameOf(error) };
  }
}

/** A code or a class name; never a message, which may quote an address. */
function nameOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
}
