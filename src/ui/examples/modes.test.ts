// @vitest-environment jsdom

import { expect, test } from 'vitest';
import { controls, groups } from './catalogue.ts';
import { applyModes, readModes, writeModes } from './modes.ts';

test.each([
  ['', ''],
  ['theme=dark&text=200&motion=still&dir=rtl', 'theme=dark&text=200&motion=still&dir=rtl'],
  ['theme=system&text=100', ''],
  ['theme=pink&text=170&dir=up', ''],
])('the address “%s” means “%s”', (address, meant) => {
  expect(writeModes(readModes(new URLSearchParams(address))).toString()).toBe(meant);
});

test('a mode is set on the root, and taken away when nothing is chosen', () => {
  const root = document.createElement('html');
  applyModes(root, { theme: 'contrast', text: '150', motion: 'still', dir: 'rtl' });
  expect({ ...root.dataset, dir: root.dir }).toEqual({
    theme: 'contrast',
    text: '150',
    motion: 'still',
    dir: 'rtl',
  });
  applyModes(root, { theme: 'system', text: '100', motion: 'system', dir: 'ltr' });
  expect({ ...root.dataset, dir: root.dir }).toEqual({ dir: 'ltr' });
});

test('every control has its place in a group', () => {
  expect(groups.map(({ title }) => title)).not.toContain('Not yet grouped');
  expect(controls.length).toBeGreaterThanOrEqual(24);
});
