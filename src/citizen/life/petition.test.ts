import { expect, it } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { createTranslate } from '../../i18n/translate.ts';
import { OPEN_LINE, type PetitionSubject, petitionOf, petitionText } from './petition.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const subject: PetitionSubject = {
  thread: { number: '2026-0000042', subject: 'Su analizi sonuçları' },
  application: {
    fullName: 'Deniz Örnek',
    identityNumber: '12345678950',
    addressText: 'Örnek Mahallesi, Deneme Sokak 1',
  },
  institution: 'Örnek Su İdaresi',
  appliedOn: '2026-10-01',
  from: '2026-10-22',
  isAnswered: true,
};

it('a petition is filled in with what this device knows', () => {
  const text = petitionText(petitionOf(subject, t, 'tr'));
  for (const known of [
    'Bilgi Edinme Değerlendirme Kuruluna',
    'İtiraz eden: Deniz Örnek',
    'T.C. kimlik numarası: 12345678950',
    'Başvurulan kurum: Örnek Su İdaresi',
    'Başvuru numarası: 2026-0000042',
    'Başvuru tarihi: 1 Ekim 2026 Perşembe',
    'Kurum 22 Ekim 2026 Perşembe günü yanıt verdi.',
    `İmza: ${OPEN_LINE}`,
  ])
    expect(text).toContain(known);
});

it('a petition against silence says that no answer came', () => {
  expect(petitionText(petitionOf({ ...subject, isAnswered: false }, t, 'tr'))).toContain(
    'son gün olan 22 Ekim 2026 Perşembe gününe kadar yanıt verilmedi',
  );
});

it('what a device does not know of the person is left open', () => {
  const text = petitionText(petitionOf({ ...subject, application: undefined }, t, 'tr'));
  expect(text).toContain(`İtiraz eden: ${OPEN_LINE}`);
  expect(text).toContain(`Adres: ${OPEN_LINE}`);
});
