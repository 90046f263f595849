// The tracking secrets, in a file of one a line (32 bytes, base64): the first makes the MACs of the tracking keys that come, and by
// all of them what is stored is found. What was found under a later one moves under the first (move-to-newest.ts), until a later
// one has nothing under it and its line may go (docs/operate.md).

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export interface TrackingSecret {
  /** Its fingerprint: an HMAC of a constant under it. What the database keeps to tell one secret from another. */
  id: string;
  /** Prepared once: preparing takes four times as long as a MAC (12 µs of 15). */
  key: KeyObject;
}

export interface TrackingSecrets {
  newest: TrackingSecret;
  /** The newest first. */
  all: readonly TrackingSecret[];
}

const LINE = /^[A-Za-z0-9+/_-]{43}=?$/;
/** Not a tracking key's form, so that no device can ask for the MAC of it. */
const FINGERPRINTED = 'kopru: fingerprint of the tracking secret, v1';

/** @returns undefined where a line is no secret, or there is none */
export function parseTrackingSecrets(text: string): TrackingSecrets | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const coded = lines.filter((line) => line !== '');
  if (!coded.every((line) => LINE.test(line))) return undefined;
  return trackingSecretsOf(coded.map((line) => Buffer.from(line, 'base64')));
}

/** @param all 32 bytes each, the newest first. @returns undefined where there is none */
export function trackingSecretsOf(all: readonly Buffer[]): TrackingSecrets | undefined {
  const secrets = all.map(toTrackingSecret);
  const [newest] = secrets;
  return newest && { newest, all: secrets };
}

/** @param bytes 32 of them */
export function toTrackingSecret(bytes: Buffer): TrackingSecret {
  const key = createSecretKey(bytes);
  return { id: createHmac('sha256', key).update(FINGERPRINTED).digest('base64url'), key };
}

/** An id as operators read it: enough to tell two apart. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
