// By web push (RFC 8030): sealed for the browser (RFC 8291), signed with the server's key (RFC 8292). The payload says that
// there is news and in which language that is to be said; the words are on the phone (src/sw/news.ts).

import webPush from 'web-push';
import { NOTICE_LIFE_MS } from '../../src/domain/notice.ts';
import type { PushConfig } from './notice-config.ts';
import type { PushKey } from './push-key.ts';
import { isPushEndpoint } from './push-services.ts';
import { failedBecause, failedBy, type Outcome, type Ways } from './way.ts';

const TIMEOUT_MS = 30_000;
/** Of what waits for a phone that is off, the newest is enough (RFC 8030 § 5.4). */
const TOPIC = 'news';

export function pushWay(
  { contact, services }: PushConfig,
  { publicKey, privateKey }: PushKey,
  now: () => number,
): NonNullable<Ways['push']> {
  const vapidDetails = { subject: contact, publicKey, privateKey };
  const options = { vapidDetails, TTL: NOTICE_LIFE_MS / 1000, topic: TOPIC };
  return async ({ locale }, { endpoint, p256dh, auth, pushKey }) => {
    // Made for a key that this server no longer has, or at a service that the operator has struck out since.
    if (pushKey !== publicKey || !isPushEndpoint(endpoint, services)) return { kind: 'gone' };
    const request = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify({ kind: 'news', locale }),
      options,
    );
    try {
      const response = await fetch(endpoint, {
        method: request.method,
        headers: Object.fromEntries(
          Object.entries(request.headers)
            .filter(([name]) => name !== 'Content-Length')
            .map(([name, value]) => [name, String(value)]),
        ),
        body: request.body ? new Uint8Array(request.body) : null,
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

/** 404 and 410: RFC 8030 § 7.3. What is wrong with us (a clock, a key, too much at once) is tried again. */
function judge(response: Response, nowMs: number): Outcome {
  if (response.ok) return { kind: 'sent' };
  if (response.status === 404 || response.status === 410) return { kind: 'gone' };
  if (response.status === 400 || response.status === 413) {
    return { kind: 'refused', code: `http-${response.status}` };
  }
  return failedBy(response, nowMs);
}
