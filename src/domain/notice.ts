// Notices: a word by push, e-mail or SMS that there is news about an application. Never what the news is, or about which
// application: it may lie on the screen of a phone that others use, too. (The information notice of Law 6698, which stands
// before the form, is another thing: noticeVersion.)
//
//     what the state did ─bringsNews─▶ one notice for each subscription ─sent─▶ sent
//                                        │  ▲ due again (nextAttempt)  └─▶ refused: this address takes none
//                                        └──┘                          └─▶ expired: nobody wants the news of last week
//
// N1  Only who asked for it is told, by the channel and in the language that they chose, of what happened after they asked.
// N2  Of one piece of news a subscription is told once.

import * as v from 'valibot';
import type { CaseEvent } from './case.ts';

export const NOTICE_CHANNELS = ['push', 'email', 'sms'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/**
 * What the citizen must read, answer or be told by law: forwarding (Law 3071 art. 5), a longer time (Law 4982 art. 11), a
 * question, an answer, a refusal (Law 3071 art. 6 and 7). What they did themselves, and what is only between officers or
 * changes nothing for them, is none; nor is a day that a holiday has moved, of which thousands would be told at once. An
 * assignment is news where an officer forwards the case by it (bringsNews); the program's own is told with the receipt.
 */
const BRINGS_NEWS: Readonly<Record<CaseEvent['kind'], boolean>> = {
  received: false,
  assigned: false,
  placed: false,
  transferred: true,
  'information-asked': true,
  'information-given': false,
  'opinion-asked': false,
  'opinion-given': false,
  extended: true,
  recounted: false,
  drafted: false,
  'draft-returned': false,
  answered: true,
  objected: false,
  added: false,
  rated: false,
  noted: false,
  'transcript-offered': true,
  'transcript-judged': false,
  withdrawn: false,
  closed: false,
  'not-examined': true,
  'erasure-asked': false,
  'erasure-granted': true,
  'erasure-refused': true,
  erased: false,
};

export const NEWS_KINDS = (Object.keys(BRINGS_NEWS) as CaseEvent['kind'][]).filter(
  (kind) => BRINGS_NEWS[kind],
);

export function bringsNews({ kind }: Pick<CaseEvent, 'kind'>, isByOfficer: boolean): boolean {
  return BRINGS_NEWS[kind] || (kind === 'assigned' && isByOfficer);
}

/** How long a notice is worth sending, and a push service keeps it for a phone that is off. */
export const NOTICE_LIFE_MS = 3 * 24 * 60 * 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 60 * 60_000;

/**
 * When a notice is tried again that could not be sent: after 1, 4, 16, 64 minutes, then every 4 to 6 hours.
 * @param attempts how often it was tried, at least 1
 * @param retryAfterMs as the other side asked (RFC 9110 § 10.2.3)
 * @returns milliseconds since 1970; undefined: not any more
 */
export function nextAttempt(
  { attempts, happenedAtMs }: { attempts: number; happenedAtMs: number },
  nowMs: number,
  retryAfterMs = 0,
): number | undefined {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 4 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);
  const atMs = nowMs + Math.max(pauseMs, retryAfterMs);
  return atMs < happenedAtMs + NOTICE_LIFE_MS ? atMs : undefined;
}

/** Bytes in base64url, without padding. */
const bytes = (length: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}$`), 'format'));

/** What a browser's PushManager gives: where to send (RFC 8030), and with which keys it is sealed (RFC 8291 § 3). */
export const pushTargetSchema = v.object({
  endpoint: v.pipe(v.string(), v.regex(/^https?:\/\/\S{1,1000}$/, 'format')),
  /** P-256, uncompressed. */
  p256dh: bytes(65),
  auth: bytes(16),
});
export type PushTarget = v.InferOutput<typeof pushTargetSchema>;

/** Where a notice's link leads, to hear no more. Short, for a short message. */
export const NOTICE_STOP_PATH = '/api/n/:token';

/** Of an application, as its thread tells it. */
export const noticeOfferSchema = v.object({
  /** What the operator has set up and the application has an address for. One that a newer server adds is passed over. */
  offered: v.array(v.string()),
  chosen: v.array(v.string()),
  /** Ids of the citizen's choices that `chosen` is the sum of: a device with a newer one knows better. */
  known: v.array(v.string()),
  /** With which the browser is asked for a push subscription (RFC 8292 § 3.2): base64url. */
  pushKey: v.optional(v.string()),
});
export type NoticeOffer = v.InferOutput<typeof noticeOfferSchema>;
