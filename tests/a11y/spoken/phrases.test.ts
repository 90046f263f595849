// The seeded defects of the spoken journeys: each kind of fault is found in a log that has it, and only there.

import { expect, test } from 'vitest';
import { listJourneys, readJourney } from './journey.ts';
import { findFaults } from './phrases.ts';

const LOG = ['Ne yazmak istiyorsunuz? başlık 1', '1. soru,', '9 soru var', 'İstek', 'İstek'];

test('phrases are found in order, also across the pieces in which they were spoken', () => {
  expect(findFaults(LOG, { hear: ['başlık 1', '1. soru, 9 soru var'] })).toEqual([]);
});

test('a phrase that was not spoken, and one spoken too early, are faults', () => {
  expect(findFaults(LOG, { hear: ['Hata'] })).toEqual(['not spoken: “Hata”']);
  expect(findFaults(LOG, { hear: ['9 soru var', 'başlık 1'] })).toEqual(['out of order: “başlık 1”']);
});

test('a phrase spoken twice is a fault where it should be heard once', () => {
  expect(findFaults(LOG, { once: ['İstek', 'başlık 1'] })).toEqual([
    'spoken 2 times instead of once: “İstek”',
  ]);
});

test('a phrase that should not be spoken is a fault', () => {
  expect(findFaults(LOG, { never: ['İstek', 'Hata'] })).toEqual(['spoken, though it should not be: “İstek”']);
});

test('every journey is one that the runner can play', () => {
  const journeys = listJourneys(import.meta.dirname).map(readJourney);
  expect(journeys.length).toBeGreaterThanOrEqual(7);
  for (const { name, steps } of journeys) {
    const isChecked = steps.some(({ hear, once, until }) => hear ?? once ?? until);
    expect(isChecked, `${name} checks something`).toBe(true);
  }
});
