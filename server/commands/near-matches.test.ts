import { describe, expect, it } from 'vitest';
import { findNearMatches } from './near-matches.ts';

const institutions = [
  { id: 'su-kanal-isleri-gm', name: 'Su ve Kanal İşleri Genel Müdürlüğü' },
  { id: 'ulusal-yol-bakim-kurumu', name: 'Ulusal Yol Bakım Kurumu' },
  { id: 'muayene-randevulari-merkezi', name: 'Muayene Randevuları Merkezi' },
  { id: 'isinma-dogal-gaz-kurumu', name: 'Isınma ve Doğal Gaz Hizmetleri Kurumu' },
];
const near = (typed: string) => findNearMatches(typed, institutions).map(({ id }) => id);

describe('near matches', () => {
  it.each([
    ['a slip in the id', 'su-kanal-islri-gm', 'su-kanal-isleri-gm'],
    ['a part of the id', 'yol-bakim', 'ulusal-yol-bakim-kurumu'],
    ['the name', 'Muayene Randevuları Merkezi', 'muayene-randevulari-merkezi'],
    ['the name in capitals, with Turkish letters', 'ISINMA VE DOĞAL GAZ', 'isinma-dogal-gaz-kurumu'],
    ['the name without Turkish letters', 'isinma ve dogal gaz', 'isinma-dogal-gaz-kurumu'],
  ])('are found by %s', (_, typed, expected) => {
    expect(near(typed)[0]).toBe(expected);
  });

  it.each(['', 'x', 'kütüphane'])('are none where nothing is close (%j)', (typed) => {
    expect(near(typed)).toEqual([]);
  });

  it('are no more than were asked for', () => {
    expect(findNearMatches('kurumu', institutions, 1)).toHaveLength(1);
  });
});
