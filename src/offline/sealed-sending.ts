// The sender's part for sealed entries, in a page and in the worker, under the sender's lock (S1). The answer is kept as it came, and opened
// afterwards (sealed-afterwards.ts).
//
//   waiting ─▶ sending ─▶ received: the server has answered, its answer is on the disk, still sealed
//
// The rules of S2 to S4 and A1, A3 hold here, too. N1  An emergency that has become old is not sent before somebody was asked.

import { type OutboxEvent, stepOutbox, waitMs } from '../domain/outbox.ts';
import { classify, type Outcome } from '../domain/retry.ts';
import { SEALED_MEDIA_TYPE, SEALED_PATHS } from '../domain/sealed.ts';
import { DIGEST_HEADER, pathOf } from '../domain/wire.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { sendTimeoutMs } from './request.ts';
import type { SealedEntry } from './sealed-schema.ts';
import { listWaiting } from './sealed-waiting.ts';
import { knock } from './sending.ts';
import { askWithWork } from './work.ts';

/** For the holder of the sender's lock. @returns whether the line is down */
export async function sendSealed(
  { isHurried }: { isHurried: boolean },
  environment: OfflineEnvironment,
): Promise<boolean> {
  await step(undefined, () => ({ kind: 'interrupted' }), environment);
  if (isHurried) await step(undefined, () => ({ kind: 'hurry' }), environment);
  const due = await listDue(environment);
  if (due.length === 0) return false;
  const retryAfterMs = await knock(environment, { classify });
  if (retryAfterMs !== undefined) {
    for (const { parcel } of due)
      await step(
        parcel,
        () => ({ kind: 'unreached', retryAfterMs, random: environment.random() }),
        environment,
      );
    return true;
  }
  for (const { parcel } of due) {
    const sending = await step(parcel, () => ({ kind: 'send' }), environment);
    if (sending?.status.state !== 'sending') continue;
    const { event, reason, isSilent } = await put(sending, sending.status.attempts, environment);
    await step(parcel, () => event, environment, reason);
    if (isSilent) return true;
  }
  return false;
}

/** Emergencies first, then the oldest. */
async function listDue(environment: OfflineEnvironment): Promise<SealedEntry[]> {
  const now = environment.now();
  const due = (await listWaiting(environment)).filter(({ status }) => waitMs(status, now) === 0);
  return due.sort((a, b) => Number(b.askAfter !== undefined) - Number(a.askAfter !== undefined));
}

async function put(
  { parcel, envelope, digest }: SealedEntry,
  attempts: number,
  environment: OfflineEnvironment,
): Promise<{ event: OutboxEvent<null>; reason?: string; isSilent: boolean }> {
  const answer = await askWithWork(
    environment,
    pathOf(SEALED_PATHS.application, { parcel }),
    {
      method: 'PUT',
      headers: { 'content-type': SEALED_MEDIA_TYPE, [DIGEST_HEADER]: `sha-256=:${digest}:` },
      bytes: new Uint8Array(envelope),
    },
    sendTimeoutMs(attempts),
  );
  const isSilent = answer.kind === 'no-answer';
  const { sealed, code } = (isSilent ? {} : (answer.body ?? {})) as { sealed?: unknown; code?: unknown };
  const random = environment.random();
  const said = classify(answer, environment.now());
  if (said.kind === 'accepted') {
    if (typeof sealed === 'string')
      return { event: { kind: 'receipt', receipt: sealed, claims: null }, isSilent };
    const outcome = { kind: 'retry' as const, retryAfterMs: 0, isOurs: false };
    return { event: { kind: 'failed', outcome, random }, isSilent };
  }
  const isFinal = !isSilent && answer.status === 422 && String(code).startsWith('sealed-');
  const outcome: Exclude<Outcome, { kind: 'accepted' }> = isFinal
    ? { kind: 'refused', problem: code as 'sealed-refused', violations: [] }
    : said;
  return {
    event: { kind: 'failed', outcome, random },
    isSilent,
    ...(typeof sealed === 'string' && { reason: sealed }),
  };
}

/** Moves one entry, or all, to what the event makes of them. @returns the last that moved */
async function step(
  parcel: string | undefined,
  eventFor: () => OutboxEvent<null>,
  environment: OfflineEnvironment,
  reason?: string,
): Promise<SealedEntry | undefined> {
  const now = environment.now();
  const moved = await write(environment, ['sealed'], async (transaction) => {
    const sealed = transaction.objectStore('sealed');
    let last: SealedEntry | undefined;
    for (const entry of await sealed.getAll()) {
      if (parcel !== undefined && entry.parcel !== parcel) continue;
      const status = stepOutbox(entry.status, eventFor(), now);
      if (status === entry.status) continue;
      last = { ...entry, status, ...(reason !== undefined && { reason }) };
      await sealed.put(last);
    }
    return last;
  });
  if (moved) announce({ kind: 'outbox', id: moved.parcel }, environment);
  return moved;
}
