import { expect, test } from 'vitest';
import { findNamed, namedWhole } from './find-named.ts';

const INSTITUTIONS = [
  { id: 'a', name: 'Işıklı Yol Kurumu', keywords: ['asfalt'] },
  { id: 'b', name: 'Dumanlıova Belediyesi', keywords: ['kaldırım', 'yol'] },
  { id: 'c', name: 'Yol Bakım Kurumu', keywords: [] },
];

test.each([
  ['isikli', ['a']],
  ['IŞIKLI', ['a']],
  ['kaldirim', ['b']],
  ['yol', ['c', 'a', 'b']],
  ['kurumu yol', ['a', 'c']],
  ["Işıklı'daki yol", ['a']],
  ['dumanlıova’nın', ['b']],
  ["'yol'", ['c', 'a', 'b']],
  ['zzz', []],
  ['  ', []],
])('%s finds, names that begin so first', (query, ids) => {
  expect(findNamed(query, INSTITUTIONS).map(({ id }) => id)).toEqual(ids);
});

test('a name that is typed whole is that institution, in whatever letters', () => {
  expect(namedWhole('dumanliova belediyesi', INSTITUTIONS)?.id).toBe('b');
  expect(namedWhole('dumanlıova', INSTITUTIONS)).toBeUndefined();
});
