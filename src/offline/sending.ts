// A run of the sender over the whole outbox: all that the service worker needs, and the first half of a page's round
// (sync.ts).
//
// S1  One sender on the whole device: Web Locks (invariant 6). Only the lock's holder may call an entry interrupted.
// S2  Each entry at most once a run, and the first silence of the network ends the run: the others are not spent on a
//     line that is down, and the next run begins with them, because the first then waits.
// S3  Disasters first, then the oldest.
// S4  Before anything is sent the server is knocked at. While nobody opens, nothing can have arrived, so the citizen
//     can still take an application back; a captive portal never sees one.

import { type OutboxEvent, type OutboxState, waitMs } from '../domain/outbox.ts';
import { PATHS, type Thread } from '../domain/wire.ts';
import { type Attempted, attempt, JUDGEMENT, type Judgement } from './attempt.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform, SENDING_LOCK } from './environment.ts';
import { listEntries } from './outbox.ts';
import { READ_TIMEOUT_MS } from './request.ts';
import type { OutboxEntry } from './schema.ts';
import { StorageFault } from './storage-fault.ts';
import { askWithWork } from './work.ts';

export interface SyncReport {
  /** `busy`: another tab or the worker is sending. `unavailable`: the device's store cannot be used. */
  state: 'done' | 'busy' | 'unavailable';
  received: { id: string; number: string }[];
  /** Ids that need the citizen's attention. */
  refused: string[];
  /** Ids of old emergencies that wait for somebody's word. */
  asking: string[];
  /** Ids whose answer claimed acceptance without a receipt that holds; they are kept and tried again. */
  unverified: string[];
  newReplies: Thread[];
  /** Something was asked and no answer came. */
  isOffline: boolean;
  /** Until the next attachment is due; undefined when none waits. */
  uploadWaitMs?: number | undefined;
}

export interface SendingRound {
  /** The situation has changed, or a person asks: no entry waits any longer. */
  isHurried: boolean;
  /** How long to wait for another sender to end; without it, not at all. */
  lockPatienceMs?: number;
  /** What else the holder of the lock does, after the sending. */
  afterwards?: (report: SyncReport) => Promise<void>;
}

/** Recovers what a dead sender left and sends what is due. Never throws because of the network or the store. */
export async function sendRound(
  { isHurried, lockPatienceMs, afterwards = async () => undefined }: SendingRound,
  environment: OfflineEnvironment = platform,
  judgement: Judgement = JUDGEMENT,
): Promise<SyncReport> {
  const report: SyncReport = {
    state: 'done',
    received: [],
    refused: [],
    asking: [],
    unverified: [],
    newReplies: [],
    isOffline: false,
  };
  try {
    if (isHurried) await stepAll(() => ({ kind: 'hurry' }), environment, judgement);
    const work = async (): Promise<void> => {
      await stepAll(() => ({ kind: 'interrupted' }), environment, judgement);
      await sendDue(report, environment, judgement);
      await afterwards(report);
    };
    const locked = await (lockPatienceMs === undefined
      ? environment.ifFree(SENDING_LOCK, work)
      : environment.whenFree(SENDING_LOCK, work, lockPatienceMs));
    if (!locked.isHeld) report.state = 'busy';
  } catch (error) {
    if (!(error instanceof StorageFault)) throw error;
    report.state = 'unavailable';
  }
  return report;
}

/** Sends what is due. */
async function sendDue(
  report: SyncReport,
  environment: OfflineEnvironment,
  judgement: Judgement,
): Promise<void> {
  const tried = new Set<string>();
  const next = () => nextDue(tried, report, environment);
  if (!(await next())) return;
  const retryAfterMs = await knock(environment, judgement);
  if (retryAfterMs !== undefined) {
    report.isOffline = true;
    await postponeDue(retryAfterMs, environment, judgement);
    return;
  }
  for (let entry = await next(); entry; entry = await next()) {
    tried.add(entry.id);
    const attempted = await attempt(entry, environment, judgement);
    if (attempted) note(attempted, report);
    if (attempted?.isSilent) {
      report.isOffline = true;
      return;
    }
  }
}

/**
 * Asks our server whether it has time; a page of a hotel's Wi-Fi is no answer of ours.
 * @returns undefined when it has; else after how long it wants to be asked again, 0 where nobody answered
 */
export async function knock(
  environment: OfflineEnvironment,
  { classify }: Pick<Judgement, 'classify'>,
): Promise<number | undefined> {
  const request = { method: 'GET' as const, headers: { accept: 'application/json' } };
  const answer = await askWithWork(environment, PATHS.knock, request, READ_TIMEOUT_MS);
  const outcome = classify(answer, environment.now());
  if (outcome.kind === 'accepted' && outcome.body) return undefined;
  return outcome.kind === 'retry' && outcome.isOurs ? outcome.retryAfterMs : 0;
}

/** All that is due waits, each a while of its own, and nothing is said to have been sent. */
function postponeDue(
  retryAfterMs: number,
  environment: OfflineEnvironment,
  judgement: Judgement,
): Promise<void> {
  const now = environment.now();
  return stepAll(
    (status) =>
      waitMs(status, now) === 0
        ? { kind: 'unreached', random: environment.random(), retryAfterMs }
        : undefined,
    environment,
    judgement,
  );
}

/** Gives every entry its event, in one transaction; most of them do not care. */
async function stepAll(
  eventFor: (
    status: OutboxState,
  ) => Extract<OutboxEvent, { kind: 'hurry' | 'interrupted' | 'unreached' }> | undefined,
  environment: OfflineEnvironment,
  judgement: Judgement,
): Promise<void> {
  const now = environment.now();
  const changed = await write(environment, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const ids: string[] = [];
    for (const entry of await outbox.getAll()) {
      const event = eventFor(entry.status);
      const status = event ? judgement.step(entry.status, event, now) : entry.status;
      if (status === entry.status) continue;
      await outbox.put({ ...entry, status });
      ids.push(entry.id);
    }
    return ids;
  });
  for (const id of changed) announce({ kind: 'outbox', id }, environment);
}

function note({ id, status, isUnverified }: Attempted, report: SyncReport): void {
  if (status.state === 'received') report.received.push({ id, number: status.claims.number });
  if (status.state === 'refused') report.refused.push(id);
  if (isUnverified) report.unverified.push(id);
}

/** Also sees what is asked. */
async function nextDue(
  tried: ReadonlySet<string>,
  report: SyncReport,
  environment: OfflineEnvironment,
): Promise<OutboxEntry | undefined> {
  const now = environment.now();
  const entries = await listEntries(environment);
  report.asking = entries.filter(({ status }) => status.state === 'asking').map(({ id }) => id);
  const due = entries.filter(({ id, status }) => !tried.has(id) && waitMs(status, now) === 0);
  return due.find(({ application }) => application.kind === 'disaster') ?? due[0];
}
