// T.C. identity number and the foreigner's number (begins with 99): form and checksum only.
// A number that passes may belong to somebody: it is never looked up anywhere.

import { dropSeparators, toLatinDigits } from './digits.ts';

/** How it is written and read out: a few digits at a time, so that nobody hears billions. */
export const IDENTITY_NUMBER_GROUPS = [3, 3, 3, 2] as const;

export type IdentityNumberResult =
  | { ok: true; number: string; holder: 'citizen' | 'foreigner' }
  | { ok: false; reason: 'characters' | 'length' | 'checksum' };

/** Reads an identity number as typed. The checksum is that of the population registry (11 digits, two check digits). */
export function parseIdentityNumber(typed: string): IdentityNumberResult {
  const number = dropSeparators(toLatinDigits(typed));
  if (!/^\d*$/.test(number)) return { ok: false, reason: 'characters' };
  if (number.length !== 11) return { ok: false, reason: 'length' };
  const digits = Array.from(number, Number);
  const at = (index: number): number => digits[index] ?? 0;
  const odd = at(0) + at(2) + at(4) + at(6) + at(8);
  const even = at(1) + at(3) + at(5) + at(7);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  const eleventh = (odd + even + tenth) % 10;
  if (at(0) === 0 || at(9) !== tenth || at(10) !== eleventh) return { ok: false, reason: 'checksum' };
  return { ok: true, number, holder: number.startsWith('99') ? 'foreigner' : 'citizen' };
}
