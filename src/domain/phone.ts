// Telephone numbers as people write them, kept as E.164.

import { dropSeparators, toLatinDigits } from './digits.ts';

export type PhoneResult = { ok: true; e164: string } | { ok: false; reason: 'characters' | 'format' };

/**
 * Accepts 05550000000, 5550000000, +905550000000 and 00905550000000 with spaces and brackets, and any other
 * country's number that is written with + or 00 (ITU-T E.164: at most 15 digits).
 */
export function parsePhone(typed: string): PhoneResult {
  const compact = dropSeparators(toLatinDigits(typed));
  if (!/^\+?\d*$/.test(compact)) return { ok: false, reason: 'characters' };
  const international = compact.replace(/^00/, '+');
  if (international.startsWith('+90')) return turkish(international.slice(3));
  if (international.startsWith('+')) {
    return /^\+[1-9]\d{6,14}$/.test(international)
      ? { ok: true, e164: international }
      : { ok: false, reason: 'format' };
  }
  return turkish(compact.replace(/^0/, ''));
}

function turkish(national: string): PhoneResult {
  return /^[2-5]\d{9}$/.test(national)
    ? { ok: true, e164: `+90${national}` }
    : { ok: false, reason: 'format' };
}

/** @param e164 a Turkish one is shown in groups, as it is dialled in the country; another as it is */
export function showPhone(e164: string): string {
  return e164.replace(/^\+90(\d{3})(\d{3})(\d\d)(\d\d)$/, '0$1 $2 $3 $4');
}
