// What the server keeps of a tracking key: its HMAC-SHA-256 under the tracking secret, which is not in the database.
// A stolen table opens no thread, and a lookup by MAC compares nothing that an answer's time could give away.

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Made once for each secret: preparing a key takes four times as long as the MAC (12 µs of 15). */
const keys = new WeakMap<Buffer, KeyObject>();

/** @param trackingKey as it crosses the wire: base64url. Any other text has a MAC too, one that nobody's key has. */
export function trackingMac(secret: Buffer, trackingKey: string): Buffer {
  return createHmac('sha256', keyOf(secret)).update(trackingKey, 'utf8').digest();
}

function keyOf(secret: Buffer): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, key);
  return key;
}
