// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeModes, MODES_KEY, parseModes, readModes } from './modes.ts';

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const name of Object.keys(document.documentElement.dataset))
    delete document.documentElement.dataset[name];
});

describe('what was stored', () => {
  it.each([
    [null, {}],
    ['', {}],
    ['no JSON', {}],
    ['[]', {}],
    ['null', {}],
    ['{"theme":"contrast","text":"150"}', { theme: 'contrast', text: '150' }],
    ['{"theme":"pink","text":150,"motion":"still"}', { motion: 'still' }],
    ['{"__proto__":{"theme":"dark"},"other":"x"}', {}],
  ])('%j is read as %j', (stored, modes) => {
    expect(parseModes(stored)).toEqual(modes);
  });
});

describe('a choice', () => {
  it('shows at once on the root, where the style sheets look', () => {
    changeModes({ theme: 'contrast', text: '200' });
    expect(document.documentElement.dataset).toMatchObject({ theme: 'contrast', text: '200', known: '' });
  });

  it('is kept beside the earlier ones', () => {
    changeModes({ theme: 'dark' });
    changeModes({ motion: 'still' });
    expect(readModes()).toEqual({ theme: 'dark', motion: 'still' });
  });

  it('taken back leaves the system to decide', () => {
    changeModes({ theme: 'dark', text: '125' });
    changeModes({ theme: undefined });
    expect(readModes()).toEqual({ text: '125' });
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('holds for the page where the browser blocks storage', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    changeModes({ theme: 'dark' });
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(localStorage.getItem(MODES_KEY)).toBeNull();
  });
});
