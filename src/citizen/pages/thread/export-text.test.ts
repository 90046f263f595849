import { expect, it } from 'vitest';
import turkish from '../../../../locales/tr.json' with { type: 'json' };
import { initialOutboxState } from '../../../domain/outbox.ts';
import { createTranslate } from '../../../i18n/translate.ts';
import type { OutboxEntry } from '../../../offline/outbox.ts';
import { exportText } from './export-text.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);

const ENTRY: OutboxEntry = {
  id: '01900000-0000-7000-8000-0000000abcde',
  draftId: 'd',
  application: {
    version: 1,
    locale: 'tr',
    writtenAt: '2026-11-23T10:00:00.000Z',
    trackingKey: 'K'.repeat(43),
    kind: 'complaint',
    addressee: { kind: 'unknown' },
    province: '34',
    district: 'Kadıköy',
    subject: 'Kırık kaldırım',
    description: 'Kaldırım üç haftadır kırık.\nBastonumla düştüm.',
    beforeCourt: false,
    fullName: 'Deniz Örnek',
    identityNumber: '12345678950',
    addressKind: 'home',
    addressText: 'Deneme Sokak 1',
    hideIdentity: true,
    formats: ['text'],
    noticeVersion: '2026-11',
  },
  body: '{}',
  digest: 'x',
  tracking: { code: '12345678901234567895', key: 'K'.repeat(43) },
  createdAt: 0,
  status: initialOutboxState(),
};

it('is what a person can read: the words of the review, a line for each answer', () => {
  const { fileName, text } = exportText(ENTRY, { t, tag: 'tr' });
  expect(fileName).toBe('kopru-2026-11-23-0abcde.txt');
  expect(text).toContain('Konu: Kırık kaldırım');
  expect(text).toContain('İl ve ilçe: İstanbul, Kadıköy');
  expect(text).toContain(ENTRY.application.description);
  expect(text).not.toMatch(/complaint|undefined|[{}]/);
});

it('opens nothing: neither the tracking code nor its key is in it', () => {
  const { text } = exportText(ENTRY, { t, tag: 'tr' });
  expect(text.replace(/\s/g, '')).not.toContain(ENTRY.tracking.code);
  expect(text).not.toContain(ENTRY.tracking.key);
});
