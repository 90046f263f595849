// One attempt to hand one entry over. Three steps, and a crash after any of them leaves a state from which the next
// sender goes on:
//
//     mark `sending` on disk ─▶ PUT ─▶ judge the answer, mark what it means on disk
//
// A1  The mark comes before the request: nothing that may have arrived still looks cancellable (O3).
// A2  A receipt is verified before the entry is settled (O1). An acceptance without one that holds counts as
//     "may have arrived": kept, tried again, reported.
// A3  Every attempt sends the same bytes under the same id (invariant 3).

import * as v from 'valibot';
import { isOld, type OutboxEvent, type OutboxState, stepOutbox, waitMs } from '../domain/outbox.ts';
import { type Answer, classify } from '../domain/retry.ts';
import { acceptedSchema, DIGEST_HEADER, PATHS, pathOf } from '../domain/wire.ts';
import { fromBase64url, toBase64 } from './base64url.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { askHoursOf, readOperator } from './operator-store.ts';
import { type ReceiptVerification, verifyReceipt } from './receipt.ts';
import { sendTimeoutMs } from './request.ts';
import type { OutboxEntry } from './schema.ts';
import { askWithWork } from './work.ts';

/** The rules that the sender acts by. */
export interface Judgement {
  step: (state: OutboxState, event: OutboxEvent, now: number) => OutboxState;
  classify: typeof classify;
  verify: (jws: string, entry: OutboxEntry, environment: OfflineEnvironment) => Promise<ReceiptVerification>;
}

export const JUDGEMENT: Judgement = { step: stepOutbox, classify, verify: verifyByKnownKeys };

export interface Attempted {
  id: string;
  status: OutboxState;
  /** No answer came at all: the line is down, not the application at fault. */
  isSilent: boolean;
  /** The answer claimed acceptance, and its receipt does not hold. */
  isUnverified: boolean;
}

/** @returns undefined when the entry is no longer there, no longer due, or somebody is asked first (O5). @throws StorageFault */
export async function attempt(
  { id, application: { kind }, createdAt }: OutboxEntry,
  environment: OfflineEnvironment,
  judgement: Judgement,
): Promise<Attempted | undefined> {
  const askHours =
    kind === 'disaster' ? askHoursOf(await readOperator(environment)) : Number.POSITIVE_INFINITY;
  const entry = await transition(id, environment, ({ status }) => {
    const now = environment.now();
    if (status.state !== 'waiting' || waitMs(status, now) !== 0) return undefined;
    return judgement.step(status, { kind: 'send', isOld: isOld({ createdAt, status }, askHours, now) }, now);
  });
  if (entry?.status.state !== 'sending') return undefined;
  const answer = await put(entry, entry.status.attempts, environment);
  const { event, isUnverified } = await judge(answer, entry, environment, judgement);
  const settled = await transition(id, environment, ({ status }) =>
    judgement.step(status, event, environment.now()),
  );
  if (!settled) return undefined;
  return { id, status: settled.status, isSilent: answer.kind === 'no-answer', isUnverified };
}

function put(entry: OutboxEntry, attempts: number, environment: OfflineEnvironment): Promise<Answer> {
  const digest = toBase64(fromBase64url(entry.digest) ?? new Uint8Array());
  return askWithWork(
    environment,
    pathOf(PATHS.application, { id: entry.id }),
    {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-language': entry.application.locale,
        [DIGEST_HEADER]: `sha-256=:${digest}:`,
      },
      body: entry.body,
    },
    sendTimeoutMs(attempts),
  );
}

async function judge(
  answer: Answer,
  entry: OutboxEntry,
  environment: OfflineEnvironment,
  judgement: Judgement,
): Promise<{ event: OutboxEvent; isUnverified: boolean }> {
  const random = environment.random();
  const outcome = judgement.classify(answer, environment.now());
  if (outcome.kind !== 'accepted') return { event: { kind: 'failed', outcome, random }, isUnverified: false };
  const accepted = v.safeParse(acceptedSchema, outcome.body);
  if (accepted.success) {
    const { receipt } = accepted.output;
    const verification = await judgement.verify(receipt, entry, environment);
    if (verification.ok) {
      return { event: { kind: 'receipt', receipt, claims: verification.claims }, isUnverified: false };
    }
  }
  const unverified = { kind: 'retry' as const, retryAfterMs: 0, isOurs: false };
  return { event: { kind: 'failed', outcome: unverified, random }, isUnverified: true };
}

/** With a key that this device has not heard of yet, the server is asked for its keys once (K1). */
async function verifyByKnownKeys(
  jws: string,
  entry: OutboxEntry,
  environment: OfflineEnvironment,
): Promise<ReceiptVerification> {
  const { receiptKeys } = await readOperator(environment);
  const verification = await verifyReceipt(jws, entry, receiptKeys, environment);
  if (verification.ok || verification.reason !== 'unknown-key') return verification;
  const operator = await refreshOperator(environment);
  return operator ? verifyReceipt(jws, entry, operator.receiptKeys, environment) : verification;
}

/** Moves an entry to what `next` makes of it, in one transaction. @returns undefined when it is gone or stays */
async function transition(
  id: string,
  environment: OfflineEnvironment,
  next: (entry: OutboxEntry) => OutboxState | undefined,
): Promise<OutboxEntry | undefined> {
  const moved = await write(environment, ['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(id);
    const status = entry && next(entry);
    if (!entry || !status || status === entry.status) return undefined;
    const changed = { ...entry, status };
    await outbox.put(changed);
    return changed;
  });
  if (moved) announce({ kind: 'outbox', id }, environment);
  return moved;
}
