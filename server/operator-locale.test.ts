import { describe, expect, it } from 'vitest';
import { operatorLocale } from './operator-locale.ts';

describe('the language of the terminal', () => {
  it.each([
    [{}, 'tr'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'tr_TR.UTF-8' }, 'tr'],
    [{ LANG: 'C.UTF-8' }, 'tr'],
    [{ LANG: 'de_DE' }, 'tr'],
    [{ LANG: 'tr_TR', LC_ALL: 'en_GB' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'tr_TR', LC_ALL: '' }, 'tr'],
  ])('of %j is %s', (environment, locale) => {
    expect(operatorLocale(environment)).toBe(locale);
  });
});
