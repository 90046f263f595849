// The PIN that may lock what lies on a phone: digits, letters or both, chosen by the person.

import { toLatinDigits } from './digits.ts';

export const PIN_LENGTHS = { least: 4, most: 64 } as const;

/** Of PBKDF2-HMAC-SHA-256: 1.6 s on a processor six times slower than that of docs/decisions/0041. */
export const PIN_ROUNDS = 1_000_000;

/** Tries that cost no wait: who mistypes is not punished. */
const FREE_TRIES = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;

/** The same characters from every keyboard. Spaces and capitals count. */
export function normalizePin(typed: string): string {
  return toLatinDigits(typed.normalize('NFKC'));
}

/** What is wrong with a PIN that is being chosen. */
export function faultOfPin(typed: string): 'short' | 'long' | undefined {
  const { length } = [...normalizePin(typed)];
  if (length < PIN_LENGTHS.least) return 'short';
  return length > PIN_LENGTHS.most ? 'long' : undefined;
}

/** How long to wait before the next try. @param tries wrong ones since one was right */
export function pauseMs(tries: number): number {
  if (tries < FREE_TRIES) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (tries - FREE_TRIES), LONGEST_PAUSE_MS);
}

/**
 * Tries a second of one graphics card of 2022 (RTX 4090), which makes 8.9 thousand million rounds a second: hashcat's own
 * figure for its mode 10900, 8,865,700 tries of 999 rounds.
 */
const CARD_ROUNDS_PER_SECOND = 8_865_700 * 999;

/** Seconds until half of all PINs are tried by one graphics card, for who has copied the phone's files. */
export function guessingSeconds(alphabet: number, length: number, rounds = PIN_ROUNDS): number {
  return (alphabet ** length / 2) * (rounds / CARD_ROUNDS_PER_SECOND);
}
