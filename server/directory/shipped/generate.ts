// `npm run directory:generate`: writes the CSV files beside it, out of institutions.json and the words below. A fictional
// state: the structure is as real ones have it, no name is of an institution or a municipality that exists.

import { readFile, writeFile } from 'node:fs/promises';
import type { Row, TableName } from '../../../src/domain/directory-tables.ts';
import { PROVINCES } from '../../../src/domain/places.ts';
import { foldTurkish } from '../../../src/domain/turkish-search/fold.ts';
import { writeCsv } from '../csv/write-csv.ts';

interface Institution {
  id: string;
  name: string;
  keywords: string[];
  scope: string;
  province?: string;
  centre?: boolean;
}

const here = (file: string): URL => new URL(file, import.meta.url);
const { institutions }: { institutions: Institution[] } = JSON.parse(
  await readFile(here('../institutions.json'), 'utf8'),
);
const national = institutions.filter(({ scope, centre }) => scope === 'national' && !centre);

/** No two of them are a district that exists; checked below. */
const NAME_BEGINS = [
  'Akçınar',
  'Gökçam',
  'Yeşilmeşe',
  'Kızılkuğu',
  'Ihlamur',
  'Sümbül',
  'Lalepınar',
  'Turnagöl',
  'Şahintaş',
  'Kestanelik',
  'Çamköy',
  'Meşecik',
  'Nergiz',
  'Ardıçlı',
  'Papatya',
  'Karanfil',
  'Menekşe',
  'Söğütlük',
];
const NAME_ENDS = ['bağ', 'koru', 'çeşme'];
const MUNICIPALITIES = 54;

/** Of the national ones that have a unit in each province. */
const IN_EACH_PROVINCE = new Map([
  ['su-kanal-isleri-gm', 'Su ve Kanal İl Birimi'],
  ['ulusal-yol-bakim-kurumu', 'Yol Bakım İl Birimi'],
  ['sosyal-destek-kurumu', 'Sosyal Destek İl Birimi'],
  ['saglik-hizmetleri-esgudum-kurumu', 'Sağlık Eşgüdüm İl Birimi'],
]);
const WITH_CENTRAL_UNITS = 38;
const HOURS = '08.30–12.30, 13.30–17.30, hafta sonu kapalı';

/** Too general to send a case anywhere by themselves: topics, but without a rule. */
const GENERAL = new Set(
  `yol köprü bilet doktor ilaç engelli çocuk kadın servis kayıt sınıf okul üniversite koku gürültü maden çöp park bank kedi aşı iade
garanti fatura hijyen fırın internet yayın televizyon posta kargo gişe vergi fiş taksit sigorta prim staj konut kira kura deprem sel
yangın güvenlik kavga polis hız ateş orman tohum dolu don kanal kuyu baraj kale kazı kitap kamera itiraz bilgilerim miras sınır ölçüm arazi
yabancı oturum kolon çatlak inşaat kreş tercüman şoför otobüs tren metro durak rampa asansör`.split(/\s+/),
);

/** How people say it, beside the directory's word for it. */
const ALSO: Readonly<Record<string, string[]>> = {
  'su kesintisi': ['sular kesik', 'su akmıyor', 'suyumuz yok'],
  'elektrik kesintisi': ['elektrik yok', 'elektrikler kesik'],
  'sokak aydınlatması': ['sokak lambası', 'lamba yanmıyor'],
  'gaz kokusu': ['gaz kaçağı', 'gaz sızıntısı'],
  çukur: ['yol bozuk', 'yolda çukur'],
  'randevu bulamıyorum': ['hastane randevusu'],
  'sokak köpeği': ['başıboş köpek', 'köpek saldırısı'],
  çöplük: ['çöp alınmıyor', 'çöp toplanmıyor'],
  'trafik ışığı': ['lamba yanmıyor kavşak'],
  'emekli maaşı': ['emekli aylığı', 'maaşım yatmadı'],
  'hasar tespiti': ['evim hasarlı', 'ağır hasarlı'],
  'sosyal yardım': ['yardım istiyorum', 'maddi yardım'],
};

/** Of a municipality wherever there is one. */
const MUNICIPAL_TOPICS = ['agac-kesimi', 'cocuk-parki', 'copluk'];

const slug = (text: string): string =>
  foldTurkish(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const byName = (one: string, other: string): number => one.localeCompare(other, 'tr');
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('tr') + text.slice(1);

const taken = new Set(
  PROVINCES.flatMap(({ province, districts }) => [province, ...districts]).map(foldTurkish),
);
const covered = new Set(institutions.map(({ province }) => province));
const uncovered = PROVINCES.filter(({ plate }) => !covered.has(plate)).slice(0, MUNICIPALITIES);

const municipalities: Row[] = uncovered.map(({ plate }, index): Row => {
  const begin = NAME_BEGINS[index % NAME_BEGINS.length] ?? '';
  const name = begin + (NAME_ENDS[Math.floor(index / NAME_BEGINS.length)] ?? '');
  if (taken.has(foldTurkish(name))) throw new Error(`${name} exists`);
  const keywords = ['belediye', 'kaldırım', 'zabıta', 'pazar yeri', 'imar'];
  return {
    id: `${slug(name)}-belediyesi`,
    name: `${name} Belediyesi`,
    keywords,
    scope: 'province',
    province: plate,
  };
});

const provincial: Row[] = PROVINCES.flatMap(({ plate, province }) =>
  [...IN_EACH_PROVINCE].map(
    ([institution, name]): Row => ({
      id: `${institution}-${plate}`,
      institution,
      name: `${province} ${name}`,
      province: plate,
      working_hours: HOURS,
    }),
  ),
);
const central: Row[] = national.slice(0, WITH_CENTRAL_UNITS).flatMap(({ id }): Row[] => [
  { id: `${id}-basvuru`, institution: id, name: 'Başvuru Yanıtlama Birimi', working_hours: HOURS },
  {
    id: `${id}-inceleme`,
    institution: id,
    name: 'İnceleme Birimi',
    parent: `${id}-basvuru`,
    working_hours: HOURS,
  },
]);

const counts = new Map<string, number>();
for (const word of national.flatMap(({ keywords }) => keywords))
  counts.set(word, (counts.get(word) ?? 0) + 1);
const topics: Row[] = national.flatMap(({ id, keywords }) =>
  keywords
    .filter((word) => counts.get(word) === 1)
    .map(
      (word): Row => ({ id: slug(word), name: capital(word), keywords: ALSO[word] ?? [], institution: id }),
    ),
);

/** Of a district each: the fictional one stands for a district that exists, the first by name. */
const ofDistricts: Row[] = institutions
  .filter(({ scope }) => scope === 'district')
  .flatMap(({ id, province: plate }): Row[] => {
    const district = PROVINCES.find((one) => one.plate === plate)?.districts.toSorted(byName)[0];
    if (plate === undefined || district === undefined) throw new Error(`${id} has no place`);
    return MUNICIPAL_TOPICS.map(
      (topic): Row => ({
        id: `konu-${topic}-${plate}-${slug(district)}`,
        topic,
        province: plate,
        district,
        institution: id,
        priority: 0,
      }),
    );
  });
/** Whoever is in need does not name a topic. */
const ofKinds: Row[] = [
  { id: 'tur-afet', kind: 'disaster', institution: 'deprem-afet-esgudum-kurumu', priority: 0 },
];

const rules: Row[] = topics
  .filter(({ name }) => !GENERAL.has(String(name).toLocaleLowerCase('tr')))
  .flatMap(({ id, institution }): Row[] => [
    { id: `konu-${id}`, topic: id ?? null, institution: institution ?? null, priority: 0 },
    ...(MUNICIPAL_TOPICS.includes(String(id))
      ? municipalities.map(
          (municipality): Row => ({
            id: `konu-${id}-${municipality.province}`,
            topic: id ?? null,
            province: municipality.province ?? null,
            institution: municipality.id ?? null,
            priority: 0,
          }),
        )
      : []),
  ]);

const template = (id: string, name: string, text: string): Row => ({ id, name, text });
const templates: Row[] = [
  template(
    'inceleme-basladi',
    'İnceleme başladı',
    'Başvurunuz bize ulaştı. Konuyu inceliyoruz. Sonucu ayrıca yazacağız.',
  ),
  template(
    'ekip-gonderildi',
    'Ekip gönderildi',
    'Bildirdiğiniz yere bir ekip gönderdik. Yapılan işi size ayrıca yazacağız.',
  ),
  template(
    'giderildi',
    'Sorun giderildi',
    'Bildirdiğiniz sorun giderildi. Sorun sürüyorsa bu sayfadan yeniden yazabilirsiniz.',
  ),
  template(
    'bilgi-istegi',
    'Ek bilgi gerekiyor',
    'Sonuca varmak için ek bilgiye ihtiyacımız var. Sorumuz aşağıdadır.',
  ),
  template(
    'baska-kurum',
    'Başka kurumun görevi',
    'Konu kurumumuzun görevinde değil. Başvurunuzu görevli kuruma gönderdik ve size bildirdik.',
  ),
  template(
    'bilgi-belge',
    'Bilgi verildi',
    'İstediğiniz bilgiler aşağıdadır. Bir bölümü verilemiyorsa gerekçesi de yazılıdır.',
  ),
  template('red', 'İstek kabul edilmedi', 'İsteğiniz kabul edilmedi. Gerekçesi ve itiraz yolu aşağıdadır.'),
  template(
    'tesekkur',
    'Teşekkür yanıtı',
    'Güzel sözleriniz için teşekkür ederiz. Yazınızı ilgili çalışanlara ilettik.',
  ),
];

const TABLES: readonly [TableName, Row[]][] = [
  ['institutions', municipalities],
  ['units', [...provincial, ...central]],
  ['topics', topics],
  ['rules', [...rules, ...ofDistricts, ...ofKinds]],
  ['templates', templates],
];
for (const [table, rows] of TABLES) {
  const ids = new Set(rows.map(({ id }) => id));
  if (ids.size !== rows.length) throw new Error(`${table}: an id twice`);
  await writeFile(here(`${table}.csv`), writeCsv(table, rows));
}
