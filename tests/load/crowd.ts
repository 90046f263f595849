// A million phones find a signal in the same minute. The rules are the real ones: the device's (src/domain: outbox, retry) and the
// server's line (server/http/line.ts); the network and the server behind the line are a model with a virtual clock.
//
//   signal ─▶ knock ──in──▶ on its way ─▶ the server's queue ─▶ received
//     ▲         ├─ asked for work: does it, knocks again    (of whoever is on its way, too)
//     │         └─ told when ─┐               └─ full: 503 ─┐
//     └─────── waits, by the rule of patience ◀─────────────┘

import { createLine } from '../../server/http/line.ts';
import { initialOutboxState, type OutboxEvent, stepOutbox, waitMs } from '../../src/domain/outbox.ts';
import { parseRetryAfter } from '../../src/domain/retry.ts';
import { seededRandom } from '../simulation/random.ts';

export interface Crowd {
  phones: number;
  /** Within so many milliseconds all of them find a signal. */
  withinMs: number;
  /** What the server can take in, and what its line lets in, a second. */
  perSecond: number;
  /** Without it every phone that knocks is let in: the baseline. */
  hasLine: boolean;
  /** Of a flood, which neither waits nor works: so many knocks, and as many applications, a second. */
  floodPerSecond?: number;
  seed: number;
}

export interface CrowdFigures {
  received: number;
  /** Applications that arrived in the busiest second. */
  peakSent: number;
  peakKnocks: number;
  /** Sent, and turned away by a full queue. */
  turnedAway: number;
  /** How often a phone worked. */
  worked: number;
  /** Applications of the flood that were taken. */
  floodTaken: number;
  /** From the first signal to the last receipt. */
  lastMs: number;
  /** By when half of them had their receipt. */
  medianMs: number;
}

/** As the acceptor's (server/intake/acceptor.ts). */
const QUEUE = 1_000;
/** Of a busy radio cell, milliseconds one way. */
const SLOWEST_MS = 2_000;
const TICK_MS = 50;
/** Milliseconds, on the mean, on an old phone (docs/decisions/0044). */
const WORK_MS = 2_300;
/** As problem-reply.ts. */
const BUSY_S = { min: 5, max: 30 };

export function simulateCrowd({
  phones,
  withinMs,
  perSecond,
  hasLine,
  floodPerSecond = 0,
  seed,
}: Crowd): CrowdFigures {
  const random = seededRandom(seed).next;
  let nowMs = 0;
  const line = createLine({ perSecond, now: () => nowMs, random });
  const attempts = new Uint8Array(phones);
  const hasWorked = new Uint8Array(phones);
  const ticks: number[][] = [];
  const [knocks, sent, received]: [number[], number[], number[]] = [[], [], []];
  let turnedAway = 0;
  let worked = 0;
  let floodTaken = 0;
  let queue = 0;
  let done = 0;
  /** A phone that is on its way is told apart by its sign. */
  const at = (ms: number, entry: number): void => {
    const tick = Math.max(Math.ceil(ms / TICK_MS), Math.floor(nowMs / TICK_MS) + 1);
    const there = ticks[tick];
    if (there) there.push(entry);
    else ticks[tick] = [entry];
  };
  const count = (counts: number[]): void => {
    const second = Math.floor(nowMs / 1_000);
    counts[second] = (counts[second] ?? 0) + 1;
  };
  const wait = (phone: number, event: OutboxEvent): void => {
    const before = { ...initialOutboxState(), attempts: attempts[phone] ?? 0 };
    const sending = event.kind === 'failed' ? stepOutbox(before, { kind: 'send' }, nowMs) : before;
    const after = stepOutbox(sending, event, nowMs);
    if (after.state !== 'waiting') throw new Error('A phone that is told to wait waits');
    attempts[phone] = Math.min(after.attempts, 255);
    at(nowMs + (waitMs(after, nowMs) ?? 0), phone);
  };

  /** Then what it was about again: to knock, or to send. */
  const work = (phone: number, entry: number): void => {
    worked += 1;
    hasWorked[phone] = 1;
    at(nowMs - Math.log(1 - random()) * WORK_MS, entry);
  };
  const flood = (share: number): void => {
    for (let count = Math.round(share * floodPerSecond * (TICK_MS / 1_000)); count > 0; count--) {
      if (hasLine) line.knock(false);
      if ((hasLine && !line.admit()) || queue >= QUEUE) continue;
      queue += 1;
      floodTaken += 1;
    }
  };

  for (let phone = 0; phone < phones; phone++) at(random() * withinMs, phone);
  for (let tick = 0; done < phones; tick++) {
    if (tick > ticks.length) throw new Error('Somebody waits for ever');
    nowMs = tick * TICK_MS;
    queue = Math.max(0, queue - (perSecond * TICK_MS) / 1_000);
    // The phones of a tick come somewhere among the flood's.
    const before = random();
    flood(before);
    for (const entry of ticks[tick] ?? []) {
      const phone = entry < 0 ? -entry - 1 : entry;
      if (entry >= 0) {
        count(knocks);
        const place = hasLine ? line.knock(hasWorked[phone] === 1) : { waitMs: 0, asksForWork: false };
        if (place.waitMs === 0) at(nowMs + random() * SLOWEST_MS, -phone - 1);
        else if (place.asksForWork && hasWorked[phone] === 0) work(phone, phone);
        else {
          hasWorked[phone] = 0;
          const retryAfterMs = parseRetryAfter(String(Math.ceil(place.waitMs / 1_000)), nowMs);
          wait(phone, { kind: 'unreached', random: random(), retryAfterMs });
        }
        continue;
      }
      if (hasLine && hasWorked[phone] === 0 && !line.admit()) {
        work(phone, entry);
        continue;
      }
      hasWorked[phone] = 0;
      count(sent);
      if (queue < QUEUE) {
        queue += 1;
        done += 1;
        count(received);
        continue;
      }
      turnedAway += 1;
      const retryAfterMs = (BUSY_S.min + Math.floor(random() * (BUSY_S.max - BUSY_S.min + 1))) * 1_000;
      wait(phone, {
        kind: 'failed',
        outcome: { kind: 'retry', retryAfterMs, isOurs: true },
        random: random(),
      });
    }
    flood(1 - before);
    delete ticks[tick];
  }
  return {
    received: done,
    peakSent: peak(sent),
    peakKnocks: peak(knocks),
    turnedAway,
    worked,
    floodTaken,
    lastMs: nowMs,
    medianMs: medianOf(received, phones),
  };
}

function peak(counts: readonly number[]): number {
  return counts.reduce((most, count = 0) => Math.max(most, count), 0);
}

function medianOf(received: readonly number[], phones: number): number {
  let sum = 0;
  const second = received.findIndex((count = 0) => {
    sum += count;
    return sum >= phones / 2;
  });
  return second * 1_000;
}
