// A way by which a notice leaves: one function for each channel, which says what came of it and holds no rule about trying
// again. `code` goes into the log: a number or a name of the other side's protocol, never an address or a sentence.

import type { PushTarget } from '../../src/domain/notice.ts';
import { parseRetryAfter } from '../../src/domain/retry.ts';
import type { Locale } from '../../src/i18n/locale.ts';

interface Outgoing {
  /** Stays the same when it is sent again after a crash, so that the other side can know it; names nobody. Hex. */
  id: string;
  locale: Locale;
  /** What ends such notices. */
  stopToken: string;
}

export type Outcome =
  | { kind: 'sent' }
  /** The address is no more, and will not be again. */
  | { kind: 'gone' }
  | { kind: 'refused'; code: string }
  | { kind: 'failed'; code: string; retryAfterMs?: number };

/** Never rejects for what the other side or the network did. */
type SendTo<Address> = (outgoing: Outgoing, address: Address) => Promise<Outcome>;

export interface Ways {
  push?: SendTo<PushTarget & { pushKey: string }> | undefined;
  email?: SendTo<string> | undefined;
  sms?: SendTo<string> | undefined;
}

/** Of an answer by HTTP that is neither success nor a word on the address. */
export function failedBy(response: Response, nowMs: number): Outcome {
  return {
    kind: 'failed',
    code: `http-${response.status}`,
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), nowMs),
  };
}

/** What kept a request from being answered. */
export function failedBecause(error: unknown): Outcome {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return { kind: 'failed', code: /^[A-Z_]{2,40}$/.test(code) ? code : 'no-answer' };
}
