// @vitest-environment jsdom
// The console changes its language around whatever stands there: what was said about the last press is said in the new
// language, too. (tests/a11y looks at the same in a browser, in four languages.)

import { screen } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { makeCase, makeLife, OFFICER } from '../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../testing/staff-server.mock.ts';

afterEach(closeConsole);

const PASSKEY = {
  id: '01900000-0000-7000-8000-000000000060',
  name: 'Telefon',
  createdAt: '2026-11-02T08:00:00.000Z',
  lastUsedAt: null,
  isSynced: false,
};
const VIEW = { id: PASSKEY.id, name: 'Gecikenler', address: '#/basvurular?geciken' };
const NO_REPORT = { isWritten: false, added: 0, changed: 0, unchanged: 0, faults: [], faultCount: 0 };
const YEAR = {
  year: 2031,
  days: [{ date: '2031-01-01', name: '', isHalfDay: false }],
  version: 1,
  changed: null,
};
const press = (user: UserEvent, name: string) => user.click(screen.getByRole('button', { name }));

interface Said {
  name: string;
  place: string;
  /** What the next requests that begin so are answered with. */
  answers?: Readonly<Record<string, object>>;
  does: (user: UserEvent, server: StaffServer) => Promise<void>;
  before: string;
  after: string;
}

const SAID: readonly Said[] = [
  {
    name: 'an invitation without a name',
    place: '#/hesaplar/yeni',
    answers: { 'GET /api/staff/accounts': { accounts: [], institutions: [] } },
    does: (user) => press(user, 'Davet bağlantısı oluştur'),
    before: 'Adı ve soyadı yazın',
    after: 'Write the full name',
  },
  {
    name: 'a view without a name',
    place: '#/gorunumler',
    answers: { 'GET /api/staff/views': { views: [VIEW] } },
    does: async (user) => {
      await press(user, 'Yeniden adlandır: Gecikenler');
      await user.clear(screen.getByRole('textbox'));
      await press(user, 'Sakla');
    },
    before: 'Bir ad yazın, en çok 60 karakter.',
    after: 'Type a name of at most 60 characters.',
  },
  {
    name: 'what was done',
    place: '#/gorunumler',
    answers: { 'GET /api/staff/views': { views: [VIEW] } },
    does: async (user) => {
      await press(user, 'Sil: Gecikenler');
      await press(user, 'Sil');
      await screen.findByText('Görünüm silindi: Gecikenler');
    },
    before: 'Görünüm silindi: Gecikenler',
    after: 'View deleted: Gecikenler',
  },
  {
    name: 'several cases that are given to nobody',
    place: '#/basvurular',
    does: async (user) => {
      await press(user, 'Seçilenlere işlem yap');
      await press(user, 'Uygula');
    },
    before: 'Önce en az bir başvuru seçin.',
    after: 'Choose at least one application first.',
  },
  {
    name: 'an answer to many without a word',
    place: `#/basvurular?grup=${PASSKEY.id}`,
    does: (user) => press(user, 'Yanıtı gönder'),
    before: 'Yanıtınızı yazın.',
    after: 'Write your answer.',
  },
  {
    name: 'a table without a file',
    place: '#/rehber',
    does: (user) => press(user, 'Dosyayı dene'),
    before: 'Önce bir dosya seçin.',
    after: 'Choose a file first.',
  },
  {
    name: 'a file with a fault',
    place: '#/rehber',
    answers: {
      'PUT /api/staff/directory': {
        ...NO_REPORT,
        faults: [{ line: 7, code: 'valueMissing', params: { column: 'name' }, text: '“name” boş olamaz.' }],
        faultCount: 1,
      },
    },
    does: async (user) => {
      await user.upload(
        screen.getByLabelText(/CSV dosyası/, { selector: 'input' }),
        new File(['id\n'], 'birimler.csv', { type: 'text/csv' }),
      );
      await press(user, 'Dosyayı dene');
      await screen.findByText('“name” boş olamaz.');
    },
    before: '“name” boş olamaz.',
    after: '“name” must not be empty.',
  },
  {
    name: 'a holiday without a name',
    place: '#/tatiller/2031',
    answers: {
      'GET /api/staff/holidays': { years: [YEAR], needed: [2031] },
      'PUT /api/staff/holidays/2031': {
        faults: [{ field: '0.name', code: 'nameMissing', params: {}, text: 'Günün adını yazın.' }],
        moved: { later: 0, earlier: 0 },
        year: null,
      },
    },
    does: async (user) => {
      await press(user, 'Kaydet');
      await screen.findByRole('link', { name: 'Günün adını yazın.' });
    },
    before: 'Günün adını yazın.',
    after: 'Write the day’s name.',
  },
];

test.each(SAID)('$name is told in the language that is chosen afterwards', async (said) => {
  const isAdministrator = /hesaplar|rehber|tatiller/.test(said.place);
  const cases = [makeCase(1, { life: makeLife({ actions: ['place'] }) })];
  const server = createStaffServer({
    session: isAdministrator ? { ...OFFICER, role: 'administrator' } : OFFICER,
    cases,
  });
  for (const [request, body] of Object.entries(said.answers ?? {})) server.next(request, Response.json(body));
  const { user } = await openConsole(server, said.place);
  await said.does(user, server);
  expect(screen.getAllByText(said.before, { exact: false }).length).toBeGreaterThan(0);
  await press(user, 'English');
  expect((await screen.findAllByText(said.after, { exact: false })).length).toBeGreaterThan(0);
  const left = screen
    .queryAllByText(said.before, { exact: false })
    .filter((element) => element.closest('[aria-live]') === null);
  expect(left).toEqual([]);
});
