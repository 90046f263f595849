import { describe, expect, it } from 'vitest';
import source from '../../locales/tr.json';
import { chooseLocale } from './locale.ts';
import { createTranslate, type MessageKey } from './translate.ts';

const key = (text: string): MessageKey => text as MessageKey;

describe('translate', () => {
  it('fills placeholders, with numbers as the language writes them', () => {
    const t = createTranslate('tr', { 'x.size': '{size} karakter, {name}' });
    expect(t(key('x.size'), { size: 5000, name: 'Ayşe' })).toBe('5.000 karakter, Ayşe');
  });

  it('chooses the plural form of the language', () => {
    const english = createTranslate('en', { 'x.one': '{count} question', 'x.other': '{count} questions' });
    expect(english(key('x'), { count: 1 })).toBe('1 question');
    expect(english(key('x'), { count: 9 })).toBe('9 questions');
  });

  it('leaves a placeholder without a value visible, and never reads one from the value of another', () => {
    const t = createTranslate('tr', { 'x.a': '{one} {two}' });
    expect(t(key('x.a'), { one: '{two}', two: 'iki' })).toBe('{two} iki');
    expect(t(key('x.a'), { one: 'bir' })).toBe('bir {two}');
  });

  it('takes a text with $-signs as it is', () => {
    const t = createTranslate('tr', { 'x.a': '{text}' });
    expect(t(key('x.a'), { text: '$& $1 $$' })).toBe('$& $1 $$');
  });

  it('has the source texts under their keys', () => {
    expect(source['app.name'].text).toBe('Köprü');
  });
});

describe('the language of a browser', () => {
  it.each([
    [['tr-TR', 'en'], 'tr'],
    [['en-GB'], 'en'],
    [['de', 'en-US'], 'en'],
    [['de'], 'tr'],
    [[], 'tr'],
  ])('%j gives %s', (asked, locale) => {
    expect(chooseLocale(asked)).toBe(locale);
  });
});
