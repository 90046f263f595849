// Sends what citizens did in their threads, under the sender's lock, by the rules of an application (domain/outbox.ts).
//
//     mark `sending` on disk ─▶ PUT, frozen bytes ─▶ verify the receipt ─▶ mark what it means on disk
//
// A1  The mark comes before the request: nothing that may have arrived still looks as if it could be taken back (O3).
// A2  A receipt is verified before the act is settled (O1).
// A3  Every attempt sends the same bytes under the same id (invariant 3).
// A4  Oldest first, each at most once a round, and the first silence of the network ends it.

import * as v from 'valibot';
import type { ActReceiptClaims } from '../domain/act-receipt.ts';
import { type OutboxEvent, stepOutbox, waitMs } from '../domain/outbox.ts';
import { type Answer, classify } from '../domain/retry.ts';
import { THREAD_ACT_PATH } from '../domain/thread-act.ts';
import { acceptedSchema, DIGEST_HEADER, pathOf } from '../domain/wire.ts';
import { verifyActReceipt } from './act-receipt.ts';
import { fromBase64url, toBase64 } from './base64url.ts';
import { announce } from './changes.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { readOperator } from './operator-store.ts';
import { ask, sendTimeoutMs } from './request.ts';
import type { ActRecord } from './schema.ts';

type Event = OutboxEvent<ActReceiptClaims>;

export interface ActsReport {
  /** Until the next act is due; undefined when none waits. */
  waitMs: number | undefined;
  isOffline: boolean;
  /** How many the state has confirmed in this round. */
  received: number;
}

/** All acts of this device, oldest first. @throws StorageFault */
export async function listAllActs(environment: OfflineEnvironment = platform): Promise<ActRecord[]> {
  const acts = await read(environment, ['acts'], (transaction) => transaction.objectStore('acts').getAll());
  return acts.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Milliseconds until an act may be sent; 0 = now; undefined = never by itself. */
export function actWaitMs({ status }: ActRecord, now: number): number | undefined {
  return status.state === 'writing' ? undefined : waitMs(status, now);
}

/** Sends what is due. For the holder of the sender's lock. @throws StorageFault */
export async function sendActs(
  { isHurried }: { isHurried: boolean },
  environment: OfflineEnvironment = platform,
): Promise<ActsReport> {
  if (isHurried) await stepAll({ kind: 'hurry' }, environment);
  await stepAll({ kind: 'interrupted' }, environment);
  const tried = new Set<string>();
  let received = 0;
  for (;;) {
    const now = environment.now();
    const all = await listAllActs(environment);
    const next = all.find((act) => !tried.has(act.id) && actWaitMs(act, now) === 0);
    if (!next) return { waitMs: earliest(all, now), isOffline: false, received };
    tried.add(next.id);
    const end = await attempt(next, environment);
    if (end === 'silent') {
      const waitMs = earliest(await listAllActs(environment), environment.now());
      return { waitMs, isOffline: true, received };
    }
    if (end === 'received') received++;
  }
}

function earliest(acts: readonly ActRecord[], now: number): number | undefined {
  const waits = acts.map((act) => actWaitMs(act, now)).filter((wait) => wait !== undefined);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/** One attempt. `silent`: no answer came at all. */
async function attempt(
  { id }: ActRecord,
  environment: OfflineEnvironment,
): Promise<'received' | 'silent' | 'other'> {
  const act = await step(id, { kind: 'send' }, environment);
  if (act?.status.state !== 'sending') return 'other';
  const answer = await put(act, act.status.attempts, environment);
  const settled = await step(id, await judge(answer, act, environment), environment);
  if (answer.kind === 'no-answer') return 'silent';
  return settled?.status.state === 'received' ? 'received' : 'other';
}

function put(
  { id, applicationId, trackingKey, body, digest }: ActRecord,
  attempts: number,
  environment: OfflineEnvironment,
): Promise<Answer> {
  return ask(
    environment,
    pathOf(THREAD_ACT_PATH, { id: applicationId, actId: id }),
    {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${trackingKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
        [DIGEST_HEADER]: `sha-256=:${toBase64(fromBase64url(digest) ?? new Uint8Array())}:`,
      },
      body,
    },
    sendTimeoutMs(attempts),
  );
}

async function judge(answer: Answer, act: ActRecord, environment: OfflineEnvironment): Promise<Event> {
  const random = environment.random();
  const outcome = classify(answer, environment.now());
  if (outcome.kind !== 'accepted') return { kind: 'failed', outcome, random };
  const accepted = v.safeParse(acceptedSchema, outcome.body);
  if (accepted.success) {
    const { receipt } = accepted.output;
    const claims = await verify(receipt, act, environment);
    if (claims) return { kind: 'receipt', receipt, claims };
  }
  return { kind: 'failed', outcome: { kind: 'retry', retryAfterMs: 0, isOurs: false }, random };
}

/** With a key that this device has not heard of yet, the server is asked for its keys once (K1). */
async function verify(
  receipt: string,
  act: ActRecord,
  environment: OfflineEnvironment,
): Promise<ActReceiptClaims | undefined> {
  const { receiptKeys } = await readOperator(environment);
  let verification = await verifyActReceipt(receipt, act, receiptKeys, environment);
  if (!verification.ok && verification.reason === 'unknown-key') {
    const operator = await refreshOperator(environment);
    if (operator) verification = await verifyActReceipt(receipt, act, operator.receiptKeys, environment);
  }
  return verification.ok ? verification.claims : undefined;
}

/** Moves an act, in one transaction. @returns undefined when it is gone or stays */
async function step(
  id: string,
  event: Event,
  environment: OfflineEnvironment,
): Promise<ActRecord | undefined> {
  const now = environment.now();
  const moved = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const act = await acts.get(id);
    const changed = act && stepAct(act, event, now);
    if (changed) await acts.put(changed);
    return changed;
  });
  if (moved) announce({ kind: 'thread', id: moved.applicationId }, environment);
  return moved;
}

/** Gives every act the event, in one transaction; most of them do not care. */
async function stepAll(event: Event, environment: OfflineEnvironment): Promise<void> {
  const now = environment.now();
  const moved = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const all = (await acts.getAll())
      .map((act) => stepAct(act, event, now))
      .filter((act) => act !== undefined);
    for (const act of all) await acts.put(act);
    return all;
  });
  for (const { applicationId } of moved) announce({ kind: 'thread', id: applicationId }, environment);
}

/** @returns undefined where nothing changes */
function stepAct(act: ActRecord, event: Event, now: number): ActRecord | undefined {
  if (act.status.state === 'writing') return undefined;
  const status = stepOutbox(act.status, event, now);
  return status === act.status ? undefined : { ...act, status };
}
