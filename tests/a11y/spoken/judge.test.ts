// The seeded defects of listening to whole pages: each kind of fault is found in a reading that has it, and only there.

import { expect, test } from 'vitest';
import { excuseFor } from './excuses.ts';
import { type Heard, judgeHeard } from './judge.ts';
import { namesOf } from './tree.ts';

const PAGE: Heard = {
  loaded: ['Yardım – Köprü yüklemesi bitti.', 'Yardım başlık 1'],
  read: [
    'Yardım',
    'başlık 1',
    'Yazı boyutu',
    'Yazı boyutu',
    'Normal',
    'seçili',
    'radyo düğmesi',
    'Gönder',
    'düğme',
  ],
  exposed: [
    { role: 'heading', name: 'Yardım' },
    { role: 'StaticText', name: 'Yardım' },
    { role: 'group', name: 'Yazı boyutu' },
    { role: 'StaticText', name: 'Yazı boyutu' },
    { role: 'radio', name: 'Normal' },
    { role: 'button', name: 'Gönder' },
  ],
  title: 'Yardım – Köprü',
  keys: new Set(['nav.help', 'a11y']),
};

function judge(change: Partial<Heard>): string[] {
  return judgeHeard({ ...PAGE, ...change }).map(({ rule, what }) => `${rule}: ${what}`);
}

test('a page that is heard as it should be has no finding', () => {
  expect(judge({})).toEqual([]);
});

test('a name that was not spoken is found, one with a role between its words is not', () => {
  const exposed = [...PAGE.exposed, { role: 'link', name: 'Ayarlar' }];
  expect(judge({ exposed })).toEqual(['unheard: link “Ayarlar”']);
  const long = { role: 'button', name: 'Oynat : Sesli kayıt, 1. parça' };
  const read = [...PAGE.read, 'Oynat', 'düğme', 'Sesli kayıt, 1. parça'];
  expect(judge({ exposed: [...PAGE.exposed, long], read })).toEqual([]);
  expect(judge({ exposed: [...PAGE.exposed, long] })).toEqual([`unheard: button “${long.name}”`]);
});

test('an empty field and its label may be passed over, a filled one may not', () => {
  const field = { role: 'textbox', name: 'Konu' };
  const label = { role: 'StaticText', name: 'Konu' };
  const exposed = [...PAGE.exposed, label];
  expect(judge({ exposed: [...exposed, { ...field, isEmptyField: true }] })).toEqual([]);
  expect(judge({ exposed: [...exposed, field] })).toEqual([
    'unheard: StaticText “Konu”',
    'unheard: textbox “Konu”',
  ]);
});

test('the title of a dialog may be heard as it opens', () => {
  const title = 'Başvuru silinsin mi?';
  const exposed = [...PAGE.exposed, { role: 'dialog', name: title }, { role: 'heading', name: title }];
  expect(judge({ exposed, loaded: [...PAGE.loaded, title] })).toEqual([]);
  expect(judge({ exposed })).toEqual([`unheard: dialog “${title}”`, `unheard: heading “${title}”`]);
});

test('what is spoken twice in a row is found, unless it stands there twice', () => {
  expect(judge({ read: [...PAGE.read.slice(0, 7), 'Gönder', 'Gönder', 'düğme'] })).toEqual([
    'doubled: Gönder',
  ]);
  expect(judge({ loaded: ['Hata: Adınızı yazın. Hata: Adınızı yazın.'] })).toEqual([
    'doubled: Hata: Adınızı yazın. Hata: Adınızı yazın.',
  ]);
  const twice = [
    ...PAGE.exposed,
    { role: 'StaticText', name: 'Gönder' },
    { role: 'StaticText', name: 'Gönder' },
  ];
  expect(judge({ exposed: twice, read: [...PAGE.read.slice(0, 7), 'Gönder', 'Gönder', 'düğme'] })).toEqual(
    [],
  );
});

test.each([
  ['an id', '01900000-0000-7000-8000-0000000000ab'],
  ['a value of a program', 'Son gün: undefined'],
  ['a value of a program', '[object Map]'],
  ['a place that was not filled', '{count} başvuru'],
  ['the name of a file', 'icon-large.svg'],
  ['an address', 'http://localhost:3000/yardim/'],
  ['that anything can be clicked', 'Yardım başlık 1 tıklanabilir.'],
  ['a key of the words', 'nav.help'],
])('noise is found: %s', (what, piece) => {
  expect(judge({ loaded: [piece] })).toEqual([`noise: ${what}: “${piece}”`]);
});

test('a control whose role is spoken without a name before it is found', () => {
  expect(judge({ read: [...PAGE.read, 'düğme'] })).toEqual(
    ['noise: a control without a name: “düğme”', 'doubled: düğme'].toSorted(),
  );
});

test('a group that is named at each of its parts, and a title that is told twice, are found', () => {
  const read = [...PAGE.read, 'Yazı boyutu panel', 'Büyük', 'Yazı boyutu panel'];
  expect(judge({ read })).toEqual(['group: named 2 times instead of 1: “Yazı boyutu”']);
  const loaded = [...PAGE.loaded, 'Yardım – Köprü belge web'];
  expect(judge({ loaded })).toEqual(['title: spoken 2 times: “Yardım – Köprü”']);
});

test('of the tree, what a closed list could be set to and what is announced is not expected to be read', () => {
  const node = (nodeId: string, parentId: string, role: string, name: string, ignored = false) => ({
    nodeId,
    parentId,
    ignored,
    role: { value: role },
    name: { value: name },
  });
  expect(
    namesOf([
      node('1', '0', 'combobox', 'İl'),
      node('2', '1', 'MenuListPopup', ''),
      node('3', '2', 'StaticText', 'Adana'),
      node('4', '0', 'StaticText', 'Gizli', true),
      node('5', '0', 'paragraph', ''),
      node('6', '5', 'StaticText', 'Metin'),
      { ...node('7', '0', 'generic', ''), properties: [{ name: 'live', value: { value: 'polite' } }] },
      node('8', '7', 'StaticText', 'Gönderiliyor'),
    ]),
  ).toEqual([
    { role: 'combobox', name: 'İl', isEmptyField: true },
    { role: 'StaticText', name: 'Metin' },
  ]);
});

test('an excuse holds for its rule, its words and its surfaces only', () => {
  const excuses = [{ rule: 'noise', pattern: /^an id/, surface: /^console\//, reason: 'x' }] as const;
  const finding = { rule: 'noise', what: 'an id: “…”' } as const;
  expect(excuseFor('console/case: open', finding, excuses)).toBe(excuses[0]);
  expect(excuseFor('citizen/help: as it is', finding, excuses)).toBeUndefined();
  expect(excuseFor('console/case: open', { ...finding, rule: 'doubled' }, excuses)).toBeUndefined();
});
