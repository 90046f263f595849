import { expect, test } from 'vitest';
import { nameInSentence } from './name-in-sentence.ts';

test('a name is kept together where it and the sentence may run in different directions, and plain elsewhere', () => {
  expect(nameInSentence('500.mp4', 'ar')).toBe('\u2068500.mp4\u2069');
  expect(nameInSentence('صورة 3.jpg', 'tr')).toBe('\u2068صورة 3.jpg\u2069');
  expect(nameInSentence('dilekçe.pdf', 'tr')).toBe('dilekçe.pdf');
});
