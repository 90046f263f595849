// One round of a page: sending, then the news; and the start of it (triggers.ts says when).
//
//     trigger ─▶ lock free? ─no─▶ 'busy': somebody else sends; look again later
//                   │yes
//                   ▼
//     recover what a dead sender left ─▶ send what is due (sending.ts) ─▶ fetch the answers (threads.ts)
//                                                   ─▶ send acts and attachments (afterwards.ts, brought when there are any)

import { JUDGEMENT, type Judgement } from './attempt.ts';
import { askToBeWoken } from './background-sync.ts';
import { read } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { refreshDirectory, refreshOperator } from './operator.ts';
import { type SyncReport, sendRound } from './sending.ts';
import { refreshThreads } from './threads.ts';
import { startTriggers } from './triggers.ts';

export type { SyncReport } from './sending.ts';

/** From the strongest: where two ask at once, the stronger does what the weaker wanted too. */
const SYNC_REASONS = [
  'start',
  'online',
  'hurry',
  'line',
  'background-sync',
  'visible',
  'poll',
  'timer',
  'sent',
] as const;
type SyncReason = (typeof SYNC_REASONS)[number];

/** The situation has changed, or a person asks: no entry waits any longer. */
const HURRIES: readonly SyncReason[] = ['start', 'online', 'hurry', 'line', 'background-sync'];
const ASKS_OPERATOR: readonly SyncReason[] = ['start', 'online'];
const FETCHES_ANSWERS: readonly SyncReason[] = [...HURRIES, 'visible', 'poll'];

export interface SyncRound {
  reason: SyncReason;
}

/** Sends what is due and fetches the answers, once. Never throws because of the network or the store. */
export async function syncOnce(
  { reason }: SyncRound,
  environment: OfflineEnvironment = platform,
  judgement: Judgement = JUDGEMENT,
): Promise<SyncReport> {
  const report = await sendRound(
    {
      isHurried: HURRIES.includes(reason),
      afterwards: async (report) => {
        await fetchNews(reason, report, environment);
        if (!report.isOffline) await sendRest(reason, report, environment);
      },
    },
    environment,
    judgement,
  );
  // Whoever sends, this page may be closed before the last of it is sent.
  if (report.state !== 'unavailable') await askToBeWoken(environment);
  return report;
}

async function fetchNews(
  reason: SyncReason,
  report: SyncReport,
  environment: OfflineEnvironment,
): Promise<void> {
  // What the server refused, this device had let through: the operator's rules have changed since they were heard.
  const asksOperator = ASKS_OPERATOR.includes(reason) || report.refused.length > 0;
  if (asksOperator && (await refreshOperator(environment))) {
    await refreshDirectory(environment);
  }
  // What has just been received has a thread to show: who holds it, and until when.
  if (FETCHES_ANSWERS.includes(reason) || report.received.length > 0) {
    const { newReplies, isOffline } = await refreshThreads(environment);
    report.newReplies = newReplies;
    report.isOffline ||= isOffline;
  }
}

/** What sends acts and attachments is large, and few need it: it comes when this device has any. */
async function sendRest(
  reason: SyncReason,
  report: SyncReport,
  environment: OfflineEnvironment,
): Promise<void> {
  const stores: ('recordings' | 'acts' | 'sealed')[] = ['recordings', 'acts', 'sealed'];
  const isAny = await read(environment, stores, async (transaction) => {
    for (const store of stores) if (await transaction.objectStore(store).count()) return true;
    return false;
  });
  if (!isAny) return;
  const afterwards = await import('./afterwards.ts').catch(() => undefined);
  const sent = await afterwards?.sendRest({ isHurried: HURRIES.includes(reason) }, environment);
  report.uploadWaitMs = sent?.waitMs;
  report.isOffline ||= sent?.isOffline ?? false;
}

export interface SyncListeners {
  onReport?: (report: SyncReport) => void;
}

export interface RunningSync {
  /** "Send now". */
  hurry(): Promise<SyncReport>;
  stop(): void;
}

const started = new WeakMap<OfflineEnvironment, Set<RunningSync>>();

/** Starts the page's triggers, with a first round at once. */
export function startSync(
  { onReport = () => undefined }: SyncListeners = {},
  environment: OfflineEnvironment = platform,
  judgement: Judgement = JUDGEMENT,
): RunningSync {
  const round = (reason: SyncReason) => syncOnce({ reason }, environment, judgement);
  const triggers = startTriggers({ round, stronger, onReport }, environment);
  const here = started.get(environment) ?? new Set();
  const sync: RunningSync = {
    hurry: () => triggers.run('hurry'),
    stop() {
      triggers.stop();
      here.delete(sync);
    },
  };
  started.set(environment, here.add(sync));
  return sync;
}

/** "Send now", from wherever in the page. The running sync does it and reports to its listeners too. */
export function hurry(environment: OfflineEnvironment = platform): Promise<SyncReport> {
  const [running] = started.get(environment) ?? [];
  return running ? running.hurry() : syncOnce({ reason: 'hurry' }, environment);
}

function stronger<R extends SyncReason>(a: R, b: R): R {
  return SYNC_REASONS.indexOf(a) <= SYNC_REASONS.indexOf(b) ? a : b;
}
