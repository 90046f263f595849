// Accepts applications, each exactly once (protocol invariants 2 to 5).
//
//   accept ─▶ queue ─▶ batch: take numbers ─▶ sign receipts ─▶ store (one durable statement) ─▶ answer
//                                                                │ id stored already: find ─▶ its receipt, or a conflict
//
// 1. 'accepted' is said after the commit only. 2. One id has one receipt for ever, whoever asks, however often, at the
// same time. 3. A row that the database refuses hurts no neighbour: its batch is stored again one by one.
// 4. 'overloaded' and 'unavailable' prove that nothing was stored; where that is not known, 'unknown' says so.
//
// Nothing is looked up first: nearly every application is new, and the statement that stores finds out by itself. The
// price is a signature and a number in vain for one that is sent again.

import type { Application } from '../../src/domain/application.ts';
import { type HolidayCalendar, istanbulDate } from '../../src/domain/calendar.ts';
import { dueOn } from '../../src/domain/deadline.ts';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import { errorCode, isConnectionLost } from '../store/fault.ts';
import { toApplicationRow } from './application-row.ts';
import { type BatchQueueOptions, createBatchQueue } from './batch-queue.ts';
import { createNumberStock } from './number-stock.ts';
import type { SignReceipt } from './receipt-signer.ts';
import type { ApplicationRow, IntakeStatements, StoredApplication, StoreResult } from './statements.ts';
import { trackingMac } from './tracking-mac.ts';
import type { TrackingSecret } from './tracking-secrets.ts';

export interface IncomingApplication {
  /** Lower-case UUIDv7, made by the device. */
  id: string;
  /** SHA-256 of the body's bytes as they came. */
  digest: Buffer;
  application: Application;
}

/** The answer to an id that is stored already. */
type RepeatedResult = { kind: 'repeated'; receipt: string } | { kind: 'conflict' };

export type AcceptResult =
  | { kind: 'accepted'; receipt: string }
  | RepeatedResult
  /** More is waiting than can be answered in good time. */
  | { kind: 'overloaded' }
  /** The database did not answer before anything was written. */
  | { kind: 'unavailable'; cause: unknown }
  /** The connection broke on the way of the commit: it may be stored. Asking again finds out. */
  | { kind: 'unknown'; cause: unknown };

export interface Acceptor {
  /** @throws what is a bug; whether the application was stored is then not known either */
  accept: (incoming: IncomingApplication) => Promise<AcceptResult>;
  /** What a body under this id is answered with where one is stored, or undefined. */
  findEarlier: (id: string, digest: Buffer) => Promise<RepeatedResult | undefined>;
  /** 0: nothing waits to be stored; 1: no more can wait. */
  load: () => number;
  /** Resolves when everything that was taken has been answered. */
  drain: () => Promise<void>;
}

export interface AcceptorOptions {
  statements: IntakeStatements;
  signReceipt: SignReceipt;
  /** The newest. */
  trackingSecret: TrackingSecret;
  sealIdentity: IdentityCipher['seal'];
  calendar: HolidayCalendar;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called after a commit that stored something new. */
  onAccepted: () => void;
}

export type AcceptorLimits = Pick<
  BatchQueueOptions<never, never>,
  'maxBatchSize' | 'maxInFlight' | 'maxWaiting' | 'maxWaitMs'
>;

const LIMITS: AcceptorLimits = { maxBatchSize: 50, maxInFlight: 2, maxWaiting: 1_000, maxWaitMs: 700 };

/** PostgreSQL's word that there was no room: the statement was undone, and tomorrow there may be some. */
const DISK_FULL = '53100';

type Settled = { kind: 'settled'; result: AcceptResult } | { kind: 'failed'; error: unknown };

export function createAcceptor(options: AcceptorOptions, limits: AcceptorLimits = LIMITS): Acceptor {
  const { statements, onAccepted } = options;
  const numbers = createNumberStock(statements.drawNumbers);

  async function acceptBatch(batch: readonly IncomingApplication[]): Promise<readonly Settled[]> {
    const firstOfId = new Map<string, IncomingApplication>();
    for (const incoming of batch) if (!firstOfId.has(incoming.id)) firstOfId.set(incoming.id, incoming);
    // Sorted, so that two batches with the same ids wait for each other instead of deadlocking.
    const asked = [...firstOfId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const receivedAtMs = options.now();
    let rows: ApplicationRow[];
    try {
      const year = Number(istanbulDate(receivedAtMs).slice(0, 4));
      const taken = await numbers.take(year, asked.length);
      rows = asked.map((incoming, index) => toRow(incoming, taken[index], receivedAtMs, options));
    } catch (cause) {
      return batch.map(() => settled({ kind: 'unavailable', cause }));
    }
    let result: StoreResult;
    try {
      result = await statements.store(rows);
    } catch (error) {
      if (batch.length > 1 && isRolledBack(error)) return oneByOne(batch);
      if (errorCode(error) === DISK_FULL)
        return batch.map(() => settled({ kind: 'unavailable', cause: error }));
      if (isForeignAttachment(error)) return batch.map(() => settled({ kind: 'conflict' }));
      return batch.map(() => ({ kind: 'failed', error }));
    }
    if (result.kind === 'unreachable') {
      const { cause } = result;
      return batch.map(() => settled({ kind: 'unavailable', cause }));
    }
    if (result.ids.size > 0) onAccepted();
    return answer(batch, rows, result.ids);
  }

  async function answer(
    batch: readonly IncomingApplication[],
    rows: readonly ApplicationRow[],
    stored: ReadonlySet<string>,
  ): Promise<readonly Settled[]> {
    const earlierIds = rows.map(({ id }) => id).filter((id) => !stored.has(id));
    const known = new Map(earlierIds.length > 0 ? await statements.find(earlierIds) : []);
    const ours = new Map<string, string>();
    for (const { id, digest, receipt } of rows) {
      if (!stored.has(id)) continue;
      ours.set(id, receipt);
      known.set(id, { digest: Buffer.from(digest, 'base64'), receipt });
    }
    return batch.map(({ id, digest }) => {
      const receipt = ours.get(id);
      if (receipt !== undefined && known.get(id)?.digest.equals(digest)) {
        ours.delete(id); // The first of several equal bodies is the one that is new.
        return settled({ kind: 'accepted', receipt });
      }
      const earlier = known.get(id);
      if (!earlier) throw new Error('An id that could not be stored must be there');
      return settled(toRepeated(earlier, digest));
    });
  }

  async function oneByOne(batch: readonly IncomingApplication[]): Promise<readonly Settled[]> {
    const results: Settled[] = [];
    for (const incoming of batch) results.push(...(await acceptBatch([incoming])));
    return results;
  }

  const queue = createBatchQueue({ ...limits, run: acceptBatch });
  return {
    accept: async (incoming) => {
      try {
        const answered = await (queue.submit(incoming) ?? settled({ kind: 'overloaded' }));
        if (answered.kind === 'settled') return answered.result;
        throw new Error('Storing an application failed', { cause: answered.error });
      } catch (cause) {
        if (isConnectionLost(cause)) return { kind: 'unknown', cause };
        throw cause;
      }
    },
    findEarlier: async (id, digest) => {
      const earlier = (await statements.find([id])).get(id);
      return earlier && toRepeated(earlier, digest);
    },
    load: queue.load,
    drain: queue.drain,
  };
}

function toRow(
  { id, digest, application }: IncomingApplication,
  number: string | undefined,
  receivedAtMs: number,
  { signReceipt, trackingSecret, sealIdentity, calendar }: AcceptorOptions,
): ApplicationRow {
  if (number === undefined) throw new Error('Too few numbers were drawn');
  const due = dueOn(application.kind, receivedAtMs, calendar);
  const receipt = signReceipt({
    id,
    number,
    digest: digest.toString('base64url'),
    receivedAt: new Date(receivedAtMs).toISOString(),
    dueOn: due,
  });
  const acceptance = {
    id,
    number,
    digest,
    trackingMac: trackingMac(trackingSecret, application.trackingKey),
    trackingSecretId: trackingSecret.id,
    receivedAtMs,
    dueOn: due,
    receipt,
  };
  return toApplicationRow(application, acceptance, sealIdentity);
}

function toRepeated(stored: StoredApplication, digest: Buffer): RepeatedResult {
  return stored.digest.equals(digest) ? { kind: 'repeated', receipt: stored.receipt } : { kind: 'conflict' };
}

function settled(result: AcceptResult): Settled {
  return { kind: 'settled', result };
}

/** An attachment's id that another application has already: no honest device makes one twice. */
function isForeignAttachment(error: unknown): boolean {
  return errorCode(error) === '23505' && (error as { constraint?: unknown }).constraint === 'attachment_pkey';
}

// Classes 22 (data), 23 (integrity) and 40 (rollback): the statement was undone, and a row of it is the reason.
// A broken connection says nothing of the kind: the commit may have happened.
function isRolledBack(error: unknown): boolean {
  return /^(22|23|40)/.test(errorCode(error) ?? '');
}
