// The answers: threads of what was received from this device and of codes that were opened on it, kept for reading
// offline. A refresh that fails leaves what is stored; a reply that was not shown here yet stays marked as unread.

import * as v from 'valibot';
import { parseTrackingCode } from '../domain/tracking-code.ts';
import { PATHS, type Thread, threadsSchema } from '../domain/wire.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { SWEPT, sweep } from './recording-sweep.ts';
import { ask, READ_TIMEOUT_MS } from './request.ts';
import type { OutboxEntry, StoredThread } from './schema.ts';
import { stretchTrackingCode } from './tracking.ts';

export type { StoredThread } from './schema.ts';

export type OpenedByCode =
  | { ok: true; threads: Thread[] }
  | { ok: false; reason: 'characters' | 'length' | 'checksum' | 'unknown' | 'offline' };

type Fetched = { kind: 'threads'; threads: Thread[] } | { kind: 'unknown' } | { kind: 'no-answer' };

/** @throws StorageFault */
export function readThread(
  applicationId: string,
  environment: OfflineEnvironment = platform,
): Promise<StoredThread | undefined> {
  return read(environment, ['threads'], (transaction) =>
    transaction.objectStore('threads').get(applicationId),
  );
}

/** All threads of this device, last received first. @throws StorageFault */
export async function listThreads(environment: OfflineEnvironment = platform): Promise<StoredThread[]> {
  const threads = await read(environment, ['threads'], (transaction) =>
    transaction.objectStore('threads').getAll(),
  );
  return threads.sort((a, b) => b.thread.receivedAt.localeCompare(a.thread.receivedAt));
}

/** Marks replies as shown. @param replyIds without it, all of them. @throws StorageFault */
export async function markRead(
  applicationId: string,
  replyIds?: readonly string[],
  environment: OfflineEnvironment = platform,
): Promise<void> {
  const hasChanged = await write(environment, ['threads'], async (transaction) => {
    const threads = transaction.objectStore('threads');
    const stored = await threads.get(applicationId);
    const unreadReplyIds = stored?.unreadReplyIds.filter((id) => replyIds && !replyIds.includes(id)) ?? [];
    if (!stored || unreadReplyIds.length === stored.unreadReplyIds.length) return false;
    await threads.put({ ...stored, unreadReplyIds });
    return true;
  });
  if (hasChanged) announce({ kind: 'thread', id: applicationId }, environment);
}

/** Takes an application that was opened by code off this device; at the state it stays. @throws StorageFault */
export async function forgetThread(
  applicationId: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  await write(environment, SWEPT, async (transaction) => {
    await transaction.objectStore('threads').delete(applicationId);
    await sweep(transaction);
  });
  announce({ kind: 'thread', id: applicationId }, environment);
}

/** Opens the threads of a code as typed and keeps them. What is mistyped is said before any network. */
export async function openByCode(
  typed: string,
  environment: OfflineEnvironment = platform,
): Promise<OpenedByCode> {
  const parsed = parseTrackingCode(typed);
  if (!parsed.ok) return parsed;
  const trackingKey = await stretchTrackingCode(parsed.code, environment);
  const fetched = await fetchThreads(trackingKey, environment);
  if (fetched.kind === 'no-answer') return { ok: false, reason: 'offline' };
  if (fetched.kind === 'unknown' || fetched.threads.length === 0) return { ok: false, reason: 'unknown' };
  await store(trackingKey, fetched.threads, () => true, environment);
  return { ok: true, threads: fetched.threads };
}

/**
 * Asks for every thread that this device follows, one after the other; the first silence ends the round.
 * @returns the threads with replies that were not here before. @throws StorageFault
 */
export async function refreshThreads(
  environment: OfflineEnvironment = platform,
): Promise<{ newReplies: Thread[]; isOffline: boolean }> {
  const newReplies: Thread[] = [];
  for (const trackingKey of await followedKeys(environment)) {
    const fetched = await fetchThreads(trackingKey, environment);
    if (fetched.kind === 'no-answer') return { newReplies, isOffline: true };
    if (fetched.kind === 'threads') {
      newReplies.push(...(await store(trackingKey, fetched.threads, isStillHere, environment)));
    }
  }
  return { newReplies, isOffline: false };
}

/** Tracking keys of what was received from here and of what was opened here. @throws StorageFault */
async function followedKeys(environment: OfflineEnvironment): Promise<Set<string>> {
  return await read(environment, ['outbox', 'threads'], async (transaction) => {
    const [entries, threads] = await Promise.all([
      transaction.objectStore('outbox').getAll(),
      transaction.objectStore('threads').getAll(),
    ]);
    const received = entries.filter(({ status }) => status.state === 'received');
    return new Set([
      ...received.map(({ tracking }) => tracking.key),
      ...threads.map(({ trackingKey }) => trackingKey),
    ]);
  });
}

async function fetchThreads(trackingKey: string, environment: OfflineEnvironment): Promise<Fetched> {
  const request = {
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ trackingKey }),
  };
  const answer = await ask(environment, PATHS.threads, request, READ_TIMEOUT_MS);
  if (answer.kind === 'no-answer') return answer;
  if (answer.status === 404 && isThreadNotFound(answer.body)) return { kind: 'unknown' };
  const parsed = v.safeParse(threadsSchema, answer.body);
  return answer.status === 200 && parsed.success
    ? { kind: 'threads', threads: parsed.output.threads }
    : { kind: 'no-answer' };
}

// A 404 of a proxy says nothing about the code.
function isThreadNotFound(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'thread-not-found';
}

/** What the device held of an application when its answer was to be kept. */
interface Holding {
  stored: StoredThread | undefined;
  entry: OutboxEntry | undefined;
}

/** An answer that was on its way while the citizen took the application off this device does not bring it back. */
function isStillHere({ stored, entry }: Holding): boolean {
  return stored !== undefined || entry !== undefined;
}

async function store(
  trackingKey: string,
  threads: readonly Thread[],
  isWanted: (holding: Holding) => boolean,
  environment: OfflineEnvironment,
): Promise<Thread[]> {
  const refreshedAt = environment.now();
  const changes = await write(environment, ['outbox', 'threads'], async (transaction) => {
    const stored = transaction.objectStore('threads');
    return await Promise.all(
      threads.map(async (thread) => {
        const [before, entry] = await Promise.all([
          stored.get(thread.applicationId),
          transaction.objectStore('outbox').get(thread.applicationId),
        ]);
        if (!isWanted({ stored: before, entry })) return { thread, hasChanged: false, hasNewReply: false };
        const known = new Set(before?.thread.replies.map(({ id }) => id));
        const added = thread.replies.map(({ id }) => id).filter((id) => !known.has(id));
        await stored.put({
          applicationId: thread.applicationId,
          trackingKey,
          thread,
          unreadReplyIds: [...(before?.unreadReplyIds ?? []), ...added],
          refreshedAt,
        });
        const hasChanged = JSON.stringify(before?.thread) !== JSON.stringify(thread);
        return { thread, hasChanged, hasNewReply: added.length > 0 };
      }),
    );
  });
  for (const { thread, hasChanged } of changes) {
    if (hasChanged) announce({ kind: 'thread', id: thread.applicationId }, environment);
  }
  return changes.filter(({ hasNewReply }) => hasNewReply).map(({ thread }) => thread);
}
