import { expect, test } from 'vitest';
import arabic from '../../../../locales/ar.json' with { type: 'json' };
import english from '../../../../locales/en.json' with { type: 'json' };
import turkish from '../../../../locales/tr.json' with { type: 'json' };
import simple from '../../../../locales/tr-simple.json' with { type: 'json' };
import { STEP_FIELDS } from '../../../domain/flow.ts';
import { VIOLATION_CODES, type Violation } from '../../../domain/violation.ts';
import { createTranslate } from '../../../i18n/translate.ts';
import { violationText } from './violation-text.ts';

const LOCALES = [
  { tag: 'tr', entries: turkish },
  { tag: 'tr', entries: simple },
  { tag: 'en', entries: english },
  { tag: 'ar', entries: arabic },
];
const FIELDS = [...Object.values(STEP_FIELDS).flat(), ''];

function sentences(violation: Violation): string[] {
  return LOCALES.map(({ tag, entries }) => {
    const messages = Object.fromEntries(Object.entries(entries).map(([key, { text }]) => [key, text]));
    return violationText(createTranslate(tag, messages), violation);
  });
}

test.each(VIOLATION_CODES)('%s has a whole sentence for every field in every language', (code) => {
  for (const field of FIELDS) {
    const params = code === 'too-long' ? { max: 5000, length: 5001 } : undefined;
    for (const sentence of sentences({ field, code, params })) {
      expect(sentence).toMatch(/\s/);
      expect(sentence).not.toMatch(/^violation\.|[{}]|\.$/);
    }
  }
});

test('a question that must be answered is named, never just "required"', () => {
  const required = FIELDS.filter((field) => !['coordinates', 'email', 'attachments'].includes(field)).map(
    (field) => sentences({ field, code: 'required' })[0],
  );
  expect(new Set(required).size).toBe(required.length);
});

test.each(['too-long', 'forbidden-characters'] as const)(
  'what is wrong with several texts at once ("%s") names each of them, so that no two links are alike',
  (code) => {
    const texts = ['subject', 'description', 'fullName', 'placeDetail', 'addressText', 'email'];
    const params = code === 'too-long' ? { max: 300, length: 301 } : undefined;
    const all = [...texts, ''].map((field) => sentences({ field, code, params }));
    for (const index of LOCALES.keys()) expect(new Set(all.map((said) => said[index])).size).toBe(all.length);
  },
);

test('the sentence for a long text gives the limit and the length found', () => {
  const [sentence] = sentences({
    field: 'description',
    code: 'too-long',
    params: { max: 5000, length: 5012 },
  });
  expect(sentence).toContain('5.000');
  expect(sentence).toContain('5.012');
});

test('what a field knows better is said instead of the general sentence', () => {
  const [number] = sentences({ field: 'identityNumber', code: 'checksum' });
  const [general] = sentences({ field: '', code: 'checksum' });
  expect(number).not.toBe(general);
});
