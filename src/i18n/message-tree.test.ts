import { expect, it } from 'vitest';
import source from '../../locales/tr.json';
import { flatten, grow } from './message-tree.ts';

it('carries every text of the source there and back', () => {
  const messages = Object.fromEntries(Object.entries(source).map(([key, { text }]) => [key, text]));
  expect(flatten(grow(messages))).toEqual(messages);
});

it('keeps a key that others begin with, whichever comes first', () => {
  const messages = { 'format.audio': 'Ses', 'format.audio.hint': 'Dinlerim' };
  const reversed = Object.fromEntries(Object.entries(messages).reverse());
  expect(flatten(grow(messages))).toEqual(messages);
  expect(flatten(grow(reversed))).toEqual(messages);
  expect(grow(messages)).toEqual({ format: { audio: { '': 'Ses', hint: 'Dinlerim' } } });
});
