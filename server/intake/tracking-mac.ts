// What the server keeps of a tracking key: its HMAC-SHA-256 under the newest tracking secret, which is not in the database.
// A stolen table opens no thread, and a lookup by MACs compares nothing that an answer's time could give away: one is made under
// each secret, whatever key has come, and all are looked up by one statement.

import { createHmac } from 'node:crypto';
import type { TrackingSecret, TrackingSecrets } from './tracking-secrets.ts';

/** Of one tracking key: under each secret, in their order. */
export type TrackingMacs = readonly Buffer[];

/** @param trackingKey as it crosses the wire: base64url. Any other text has a MAC too, one that nobody's key has. */
export function trackingMac({ key }: TrackingSecret, trackingKey: string): Buffer {
  return createHmac('sha256', key).update(trackingKey, 'utf8').digest();
}

export function trackingMacs({ all }: TrackingSecrets, trackingKey: string): TrackingMacs {
  return all.map((secret) => trackingMac(secret, trackingKey));
}
