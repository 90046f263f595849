// Makes a tracking code and stretches it to the key. The code stays on this device; only the key crosses the wire.

import { makeTrackingCode } from '../domain/tracking-code.ts';
import { TRACKING_KEY_DERIVATION } from '../domain/tracking-key.ts';
import { toBase64url, utf8 } from './base64url.ts';
import { type OfflineEnvironment, platform } from './environment.ts';

export interface Tracking {
  /** 20 digits, see domain/tracking-code.ts. */
  code: string;
  /** 32 bytes, base64url. */
  key: string;
}

/** A new code with its key. Needs no network. */
export async function makeTracking(environment: OfflineEnvironment = platform): Promise<Tracking> {
  const code = makeTrackingCode((count) => environment.cryptography.randomBytes(count));
  return { code, key: await stretchTrackingCode(code, environment) };
}

/** @param code 20 digits, already parsed */
export async function stretchTrackingCode(
  code: string,
  environment: OfflineEnvironment = platform,
): Promise<string> {
  const { iterations, salt } = TRACKING_KEY_DERIVATION;
  return toBase64url(await environment.cryptography.derive(utf8(code), utf8(salt), iterations));
}
