// @vitest-environment jsdom

import { afterEach, expect, test, vi } from 'vitest';
import { NAVIGATED, navigate } from './navigate.ts';

const onNavigated = vi.fn();
addEventListener(NAVIGATED, onNavigated);
afterEach(() => onNavigated.mockClear());

test('another address is a step that "back" takes', () => {
  const before = history.length;
  navigate('/basvuru/');
  expect(history.length).toBe(before + 1);
  expect(location.pathname).toBe('/basvuru/');
  expect(onNavigated).toHaveBeenCalledOnce();
});

test('to where one is, as by a press that shook, no step is added, and the page is shown anew', () => {
  navigate('/basvuru/?sonra=ozet');
  const before = history.length;
  navigate('/basvuru/?sonra=ozet');
  expect(history.length).toBe(before);
  expect(onNavigated).toHaveBeenCalledTimes(2);
});
