import { expect, test } from 'vitest';
import { foldTurkish } from '../../../domain/turkish-search/fold.ts';
import type { Institution } from '../../../domain/wire.ts';
import { createInstitutionSearch, MAX_RESULTS } from './search-institutions.ts';

function institution(id: string, name: string, keywords: string[] = []): Institution {
  return { id, name, keywords };
}

const INSTITUTIONS = [
  institution('icisleri', 'İçişleri Bakanlığı', ['nüfus', 'jandarma', 'valilik']),
  institution('saglik', 'Sağlık Bakanlığı', ['hastane', 'ilaç', 'aile hekimi']),
  institution('isik-elektrik', 'Işık Elektrik Dağıtım', ['elektrik kesintisi', 'sayaç']),
  institution('nufus', 'Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü', ['kimlik kartı']),
  institution('cevre', 'Çevre Müdürlüğü', ['çöp']),
  institution('kitap', 'Halk Kitaplığı Müdürlüğü', ['okuma']),
];
const search = createInstitutionSearch(INSTITUTIONS);
const idsOf = (query: string): string[] => search(query).map(({ id }) => id);

test.each(['İçişleri', 'içişleri', 'icisleri', 'ICISLERI', 'İÇİŞLERİ', 'IÇIŞLERI', '  içişleri   bakan '])(
  'finds a name however its letters are typed: %s',
  (query) => {
    expect(idsOf(query)).toEqual(['icisleri']);
  },
);

test.each(['ışık', 'isik', 'IŞIK', 'ISIK', 'İŞİK'])('ı and i, I and İ find each other: %s', (query) => {
  expect(idsOf(query)).toEqual(['isik-elektrik']);
});

test('folding leaves nothing but small letters without marks', () => {
  expect(foldTurkish('ÂÎÛ İIıi ŞĞÇÖÜ')).toBe('aiu iiii sgcou');
});

test('a name that begins with the query comes before one that has it as a word, and that before a keyword', () => {
  expect(idsOf('nüfus')).toEqual(['nufus', 'icisleri']);
  expect(idsOf('elektrik')).toEqual(['isik-elektrik']);
  expect(idsOf('müdürlük')).toEqual(['cevre', 'kitap', 'nufus']);
});

test('words may stand in any order, in the name or among the keywords, and each must be found', () => {
  expect(idsOf('bakanlığı sağlık')).toEqual(['saglik']);
  expect(idsOf('sağlık hastane')).toEqual(['saglik']);
  expect(idsOf('sağlık elektrik')).toEqual([]);
});

test.each(["Işık'taki elektrik", 'ışık’ın', "'elektrik'"])(
  'what stands behind an apostrophe is not asked for: %s',
  (query) => {
    expect(idsOf(query)).toEqual(['isik-elektrik']);
  },
);

test.each([
  ['müdürlük', 'cevre'],
  ['bakanlık', 'saglik'],
  ['kitaplık', 'kitap'],
])('a final hard consonant finds its softened form: %s', (query, id) => {
  expect(idsOf(query)).toContain(id);
});

test('an empty query, or one without letters, finds nothing', () => {
  expect(idsOf('')).toEqual([]);
  expect(idsOf(' ?! ')).toEqual([]);
});

test('at most eight are found, best first', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    institution(`belediye-${index}`, `İlçe ${String(index).padStart(2, '0')} Belediyesi`),
  );
  const found = createInstitutionSearch([...many, institution('birlik', 'Belediyeler Birliği')])('belediye');
  expect(found).toHaveLength(MAX_RESULTS);
  expect(found[0]?.id).toBe('birlik');
  expect(found[1]?.name).toBe('İlçe 00 Belediyesi');
});
