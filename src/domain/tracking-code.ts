// The tracking code: 20 digits that open a citizen's thread. 19 random digits and one check digit by
// ISO/IEC 7064 MOD 11,10 (every single wrong digit and nearly every swap is caught while it is typed).
// The code never leaves the device. It is stretched there to the tracking key (PBKDF2, parameters below);
// only the key crosses the wire and the server keeps only its HMAC.

import { dropSeparators, toLatinDigits } from './digits.ts';

const TRACKING_CODE_LENGTH = 20;

export type TrackingCodeResult =
  | { ok: true; code: string }
  | { ok: false; reason: 'characters' | 'length' | 'checksum' };

/**
 * Makes a tracking code.
 * @param randomBytes gives n unpredictable bytes; called again when bytes above 249 were thrown away,
 *   because keeping them would make the digits 0 to 5 likelier than the others
 */
export function makeTrackingCode(randomBytes: (count: number) => Uint8Array): string {
  let digits = '';
  while (digits.length < TRACKING_CODE_LENGTH - 1) {
    for (const byte of randomBytes(TRACKING_CODE_LENGTH)) {
      if (byte < 250 && digits.length < TRACKING_CODE_LENGTH - 1) digits += String(byte % 10);
    }
  }
  return digits + checkDigit(digits);
}

/** Reads a tracking code as typed, with or without spaces. */
export function parseTrackingCode(typed: string): TrackingCodeResult {
  const code = dropSeparators(toLatinDigits(typed));
  if (!/^\d*$/.test(code)) return { ok: false, reason: 'characters' };
  if (code.length !== TRACKING_CODE_LENGTH) return { ok: false, reason: 'length' };
  return checkDigit(code.slice(0, -1)) === code.slice(-1)
    ? { ok: true, code }
    : { ok: false, reason: 'checksum' };
}

/** The five groups of four in which a code is shown, read out and dictated. */
export function groupTrackingCode(code: string): string[] {
  return code.match(/\d{1,4}/g) ?? [];
}

/** Check digit by ISO/IEC 7064:2003 § 8.2, hybrid system MOD 11,10. */
function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}
