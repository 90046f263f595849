// Makes a tracking code and its key as a citizen's device does (src/domain/tracking-code.ts), so that the demo's codes
// open their threads in the real app. Stretching takes a good part of a second, so only a few are made.

import { randomBytes } from 'node:crypto';
import { makeTrackingCode } from '../../src/domain/tracking-code.ts';
import { TRACKING_KEY_DERIVATION } from '../../src/domain/tracking-key.ts';

export interface Tracking {
  code: string;
  /** 32 bytes, base64url. */
  key: string;
}

export async function makeTracking(): Promise<Tracking> {
  const code = makeTrackingCode((count) => randomBytes(count));
  return { code, key: await stretch(code) };
}

/** @param code 20 digits without spaces */
async function stretch(code: string): Promise<string> {
  const { hash, iterations, salt, keyBytes } = TRACKING_KEY_DERIVATION;
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', encoder.encode(code), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash, iterations, salt: encoder.encode(salt) },
    material,
    keyBytes * 8,
  );
  return Buffer.from(bits).toString('base64url');
}

/** For an application that nobody will look up by its code. */
export function makeLostKey(): string {
  return randomBytes(TRACKING_KEY_DERIVATION.keyBytes).toString('base64url');
}
