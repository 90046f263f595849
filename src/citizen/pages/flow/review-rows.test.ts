import { expect, test } from 'vitest';
import turkish from '../../../../locales/tr.json' with { type: 'json' };
import type { Answers } from '../../../domain/application.ts';
import { fieldsFor } from '../../../domain/flow.ts';
import { createTranslate } from '../../../i18n/translate.ts';
import { reviewRows } from './review-rows.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);

function valuesOf(answers: Answers): Record<string, string | undefined> {
  return Object.fromEntries(reviewRows(answers, t).map(({ name, value }) => [name, value]));
}

test.each(['complaint', 'thanks', undefined] as const)(
  'every answer that is sent has its row, kind %s',
  (kind) => {
    const shown = reviewRows({ kind }, t).flatMap(({ fields }) => fields);
    // Attachments have one when there are any.
    expect([...shown, 'attachments'].toSorted()).toEqual(fieldsFor(kind).toSorted());
  },
);

test('answers stand in words', () => {
  const values = valuesOf({
    kind: 'complaint',
    addressee: { kind: 'institution', institutionId: 'saglik', name: 'Sağlık Bakanlığı' },
    province: '27',
    district: 'Nizip',
    coordinates: { latitude: 37, longitude: 37, accuracyMetres: 12 },
    beforeCourt: false,
    identityNumber: '11111111110',
    addressKind: 'work',
    addressText: 'Örnek Sokak 1',
    hideIdentity: true,
    formats: ['large-print', 'sign-language'],
    noticeVersion: '2026-11',
  });
  expect(values).toEqual({
    kind: 'Şikâyet',
    addressee: 'Sağlık Bakanlığı',
    place: 'Gaziantep, Nizip',
    placeDetail: undefined,
    coordinates: 'Eklendi, yaklaşık 12 metre doğrulukla',
    subject: undefined,
    description: undefined,
    court: 'Hayır',
    fullName: undefined,
    identityNumber: '111 111 111 10',
    address: 'İş adresi\nÖrnek Sokak 1',
    phone: undefined,
    email: undefined,
    hideIdentity: 'Evet',
    formats: 'Büyük yazı, Türk İşaret Dili',
    notice: 'Okundu',
  });
});

test('an answer that the kind does not ask is not shown, because it is not sent', () => {
  const asPetition = { beforeCourt: true, identityNumber: '12345678950', addressText: 'Örnek Sokak 1' };
  const values = valuesOf({ kind: 'thanks', ...asPetition, phone: '+905550000000' });
  for (const row of ['court', 'identityNumber', 'address']) expect(values).not.toHaveProperty(row);
  expect(values.phone).toBe('0555 000 00 00');
});

test('a recording stands in the place of the description, and what comes along is named', () => {
  const recording = {
    id: '01900000-0000-7000-8000-000000000001',
    kind: 'voice',
    role: 'description',
    mediaType: 'audio/webm',
    byteLength: 1,
    digest: 'd'.repeat(43),
  } as const;
  const told = valuesOf({ kind: 'thanks', attachments: [recording] });
  expect(told.attachments).toBe(t('attachment.voice'));
  expect('description' in told).toBe(false);
  const both = valuesOf({ kind: 'thanks', description: 'Yazdım.', attachments: [recording] });
  expect(both).toMatchObject({ description: 'Yazdım.', attachments: t('attachment.voice') });
  expect('attachments' in valuesOf({ kind: 'thanks' })).toBe(false);
});
