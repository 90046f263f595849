import { expect, test } from 'vitest';
import { createTranslate } from '../../../../i18n/translate.ts';
import { loadMessages } from '../../../shell/load-messages.ts';
import { makeLife, NOW_MS } from '../../../testing/cases.mock.ts';
import { workingDaysInWords } from './due-date.tsx';
import { lifeEntries } from './life-entries.ts';

const t = createTranslate('tr', await loadMessages('tr'));
const HOLDER = 'Yol Kurumu';
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;

test('all that happened stands in one list by its time, with who did it and what stayed inside', () => {
  const life = makeLife({
    events: [
      { kind: 'received', id: '1', at: at(2) },
      {
        kind: 'transferred',
        id: '2',
        at: at(3),
        holder: HOLDER,
        from: 'Merkez',
        text: 'Yol.',
        dueOn: '2026-12-24',
      },
      { kind: 'opinion-asked', id: '4', at: at(5), holder: HOLDER, askedOf: 'Su İdaresi' },
      {
        kind: 'not-examined',
        id: '6',
        at: at(7),
        holder: HOLDER,
        ground: 'before-court',
        text: 'Mahkemede.',
      },
    ],
    acts: [{ id: '5', kind: 'rating', at: at(6), score: 2 }],
    internal: [
      { kind: 'noted', id: '3', at: at(4), by: 'Defne Korkmaz', text: 'Arandı.' },
      {
        kind: 'opinion-asked',
        id: '4',
        at: at(5),
        by: null,
        holder: HOLDER,
        askedOf: 'Su İdaresi',
        text: 'Boru?',
      },
    ],
  });
  const entries = lifeEntries(life, t, 'tr');
  expect(entries.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(entries.map(({ isInternal }) => isInternal)).toEqual([false, false, true, true, false, false]);
  expect(entries[1]).toMatchObject({ text: 'Yol.', newDueOn: '24 Aralık 2026 Perşembe' });
  expect(entries[2]).toMatchObject({ by: 'Defne Korkmaz', text: 'Arandı.' });
  expect(entries[3]?.text).toBe('Boru?');
  expect(entries[4]?.words).toBe('Yurttaş yanıtı 5 üzerinden 2 puanla değerlendirdi');
  expect(entries[5]?.words).toContain('3071 sayılı Kanun, madde 6/b');
});

test.each([
  ['2026-12-05', [], '9 iş günü kaldı'],
  ['2026-12-05', ['2026-11-24'], '8 iş günü kaldı'],
  ['2026-11-23', [], 'Bugün son gün'],
  ['2026-11-20', [], '1 iş günü gecikti'],
])('due on %s with the holidays %o, seen on 23 November', (dueOn, holidays, words) => {
  expect(workingDaysInWords({ dueOn, holidays }, NOW_MS, t)).toBe(words);
});
