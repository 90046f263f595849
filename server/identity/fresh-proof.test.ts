import { expect, it } from 'vitest';
import { isFresh, LINK_PROVES_MS } from './fresh-proof.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const FRESH_MS = 5 * 60_000;

it.each<[string, number, ('passkey' | 'provider')[], boolean]>([
  ['of this moment', 0, ['passkey'], true],
  ['just young enough', FRESH_MS - 1, ['passkey'], true],
  ['just too old', FRESH_MS, ['passkey'], false],
  ['by the provider, too old', FRESH_MS, ['provider'], false],
  ['of the link, where there is nothing else', LINK_PROVES_MS - 1, [], true],
  ['of the link, after a long day', LINK_PROVES_MS, [], false],
  ['of the link, where there is a passkey by now', FRESH_MS, ['passkey'], false],
  ['of before a clock was set back', -FRESH_MS, ['passkey'], false],
])('a proof %s counts or does not', (_, ageMs, ways, isYoung) => {
  expect(isFresh({ provenAt: new Date(NOW - ageMs), ways }, FRESH_MS, NOW)).toBe(isYoung);
});
