// @vitest-environment jsdom
// What stands on <html> before anything is drawn. The script runs when it is loaded, so each case loads it anew.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const root = document.documentElement;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/basvuru/');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['tr-TR']);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const name of Object.keys(root.dataset)) delete root.dataset[name];
});

async function run(): Promise<void> {
  await import('./before-paint.ts');
}

it('a device that chose nothing reads Turkish as the system has it', async () => {
  await run();
  expect(root.lang).toBe('tr');
  expect({ ...root.dataset }).toEqual({ locale: 'tr' });
});

it('modes of the last visit stand there', async () => {
  localStorage.setItem('kopru.display', '{"theme":"contrast","text":"150"}');
  await run();
  expect({ ...root.dataset }).toEqual({ locale: 'tr', known: '', theme: 'contrast', text: '150' });
});

it('stored nonsense hurts nobody', async () => {
  localStorage.setItem('kopru.display', '{{{');
  localStorage.setItem('kopru.locale', 'ar');
  await run();
  expect(root.dir).toBe('rtl');
});

it('an address chooses a language, is kept, and leaves no trace in the address', async () => {
  history.replaceState(null, '', '/takip/?dil=ar');
  await run();
  expect([root.lang, root.dir, root.dataset.words]).toEqual(['ar', 'rtl', 'coming']);
  expect(localStorage.getItem('kopru.locale')).toBe('ar');
  expect(location.href).toMatch(/\/takip\/$/);
});

it('an address that asks for an unknown language changes nothing', async () => {
  history.replaceState(null, '', '/?dil=xx');
  await run();
  expect(root.lang).toBe('tr');
  expect(localStorage.getItem('kopru.locale')).toBeNull();
});

it('easy Turkish is Turkish to the browser, and waits for its words, but not for ever', async () => {
  localStorage.setItem('kopru.locale', 'tr-simple');
  await run();
  expect([root.lang, root.dataset.locale, root.dataset.words]).toEqual(['tr', 'tr-simple', 'coming']);
  vi.advanceTimersByTime(6_000);
  expect(root.dataset.words).toBeUndefined();
});

it('where the browser blocks storage, the address still chooses the language', async () => {
  history.replaceState(null, '', '/?dil=en');
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  await run();
  expect(root.lang).toBe('en');
});
