// By SMS, through an HTTP gateway as the operator has described it: address, token, and the body as a template.

import type { SmsConfig } from './notice-config.ts';
import { linksOf, smsWords } from './notice-words.ts';
import { failedBecause, failedBy, type Outcome, type Ways } from './way.ts';

const TIMEOUT_MS = 30_000;
/** What a gateway says of a number or a text that it will never take. */
const REFUSALS: ReadonlySet<number> = new Set([400, 410, 413, 415, 422]);

export function smsWay(
  { url, token, body }: SmsConfig,
  publicOrigin: string,
  now: () => number,
): NonNullable<Ways['sms']> {
  const isJson = body.startsWith('{');
  const takesToken = body.includes('{token}');
  return async ({ id, locale, stopToken }, number) => {
    const text = smsWords(locale, linksOf(publicOrigin, stopToken));
    const values = { to: number, text, id, token: token ?? '' };
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
          ...(token !== undefined && !takesToken && { authorization: `Bearer ${token}` }),
        },
        body: fill(body, values, isJson),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return judge(response, now());
    } catch (error) {
      return failedBecause(error);
    }
  };
}

function judge(response: Response, nowMs: number): Outcome {
  if (response.ok) return { kind: 'sent' };
  if (REFUSALS.has(response.status)) return { kind: 'refused', code: `http-${response.status}` };
  return failedBy(response, nowMs);
}

/** Each value in the spelling of its surroundings, so that none can end its place in them. */
function fill(
  template: string,
  values: Readonly<Record<'to' | 'text' | 'id' | 'token', string>>,
  isJson: boolean,
): string {
  return template.replace(/\{(to|text|id|token)\}/g, (_, name: keyof typeof values) =>
    isJson ? JSON.stringify(values[name]).slice(1, -1) : encodeURIComponent(values[name]),
  );
}
