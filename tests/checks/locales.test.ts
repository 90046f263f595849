import { describe, expect, it } from 'vitest';
import { compareLocale, findUnusedKeys } from './locales.ts';

const note = 'for the translator';
const source = {
  'a.title': { text: 'Başlık', note },
  'a.left.one': { text: '{count} soru', note },
  'a.left.other': { text: '{count} soru', note },
};

describe('the check of the locales', () => {
  it('finds nothing in a complete locale', () => {
    expect(compareLocale('tr', 'tr', source, source)).toEqual([]);
  });

  it.each([
    ['a missing text', { ...source, 'a.title': undefined }, 'a.title: is missing'],
    ['an empty text', { ...source, 'a.title': { text: ' ', note } }, 'a.title: is empty'],
    [
      'a text that the source does not have',
      { ...source, 'a.more': { text: 'x', note } },
      'a.more: does not exist',
    ],
    [
      'another placeholder',
      { ...source, 'a.left.one': { text: '{n} soru', note } },
      'a.left.one: has the placeholders',
    ],
    ['a text without a note', { ...source, 'a.title': { text: 'x' } }, 'a.title: has no note'],
  ])('finds %s', (_, file, fault) => {
    const present = Object.fromEntries(Object.entries(file).filter(([, entry]) => entry)) as typeof source;
    expect(compareLocale('tr', 'tr', present, source).join('\n')).toContain(fault);
  });

  it('asks for the plural forms of the language, not of the source', () => {
    const faults = compareLocale('ar', 'ar', source, source).join('\n');
    for (const form of ['zero', 'two', 'few', 'many']) expect(faults).toContain(`a.left.${form}: is missing`);
  });

  it('finds a text that no code uses, and sees composed keys', () => {
    const code = `t('a.title'); t(\`b.error.\${reason}\`);`;
    expect(findUnusedKeys(['a.title', 'b.error.length', 'c.old'], code)).toEqual([
      'locales/tr.json: c.old: is used nowhere',
    ]);
  });
});
