// @vitest-environment jsdom
// What stands in a form when the session ends: on the page, and after a reload for whoever wrote it, and for nobody else.

import { act, cleanup, screen, waitFor } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { StaffSession } from '../../domain/wire-staff.ts';
import { CENTRE_OFFICER, makeCase, makeLife, OFFICER } from '../testing/cases.mock.ts';
import { closeConsole, findHeading, openConsole } from '../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../testing/staff-server.mock.ts';

afterEach(closeConsole);

const ADMINISTRATOR: StaffSession = { ...OFFICER, role: 'administrator' };
const ACCOUNT = {
  id: '01900000-0000-7000-8000-000000000062',
  name: 'Umut Deneme',
  role: 'officer',
  institutionId: null,
  institution: null,
  isDisabled: false,
  isMe: false,
  passkeys: 1,
  isProvided: false,
  lastUsedAt: null,
  openCases: 3,
  deskCases: 3,
};
const ROW = {
  id: 'arazi',
  values: { id: 'arazi', institution: '', unit: '', topic: '', name: 'Arazi', text: 'Sayın', retired: '' },
  version: 'v1',
  changes: [],
};
const VIEW = { id: '01900000-0000-7000-8000-0000000000ab', name: 'Sabah', address: '#/basvurular' };
const YEAR = {
  year: 2031,
  days: [{ date: '2031-01-01', name: 'Yılbaşı', isHalfDay: false }],
  version: 1,
  changed: null,
};

const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const press = (user: UserEvent, name: string) => user.click(screen.getByRole('button', { name }));
/** In the place of what stood there. */
async function write(user: UserEvent, name: string | RegExp, text: string): Promise<void> {
  await user.clear(field(name));
  await user.click(field(name));
  await user.paste(text);
}

interface Form {
  address: string;
  session: StaffSession;
  /** What the page asks for when it opens. */
  lay: (server: StaffServer) => void;
  /** Opens what the page does not show at first. */
  find: (user: UserEvent) => Promise<unknown>;
  name: string | RegExp;
  send: string;
  /** What that asks of the server. */
  request: string;
}

const nothing = async (): Promise<void> => undefined;
function layRow(server: StaffServer): void {
  for (const table of ['institutions', 'units', 'topics'])
    server.next(`GET /api/staff/directory/${table}/names`, Response.json({ names: [] }));
  server.next('GET /api/staff/directory/templates/rows/arazi', Response.json(ROW));
}
const layAccounts = (server: StaffServer): void =>
  server.next('GET /api/staff/accounts', Response.json({ accounts: [ACCOUNT], institutions: [] }));

const FORMS: [string, Form][] = [
  [
    'a row of the directory',
    {
      address: '#/rehber/sablonlar/arazi',
      session: ADMINISTRATOR,
      lay: layRow,
      find: nothing,
      name: /^Metin/,
      send: 'Kaydet',
      request: 'PUT',
    },
  ],
  [
    'a year of holidays',
    {
      address: '#/tatiller/2031',
      session: ADMINISTRATOR,
      lay: (server) =>
        server.next('GET /api/staff/holidays', Response.json({ years: [YEAR], needed: [2031] })),
      find: nothing,
      name: 'Ad',
      send: 'Kaydet',
      request: 'PUT',
    },
  ],
  [
    'an invitation',
    {
      address: '#/hesaplar/yeni',
      session: ADMINISTRATOR,
      lay: layAccounts,
      find: nothing,
      name: 'Adı ve soyadı',
      send: 'Davet bağlantısı oluştur',
      request: 'POST',
    },
  ],
  [
    'the name of a new view',
    {
      address: '#/basvurular',
      session: OFFICER,
      lay: () => undefined,
      find: (user) => user.click(screen.getByText('Bu listeyi görünüm olarak sakla')),
      name: 'Görünümün adı',
      send: 'Sakla',
      request: 'PUT',
    },
  ],
  [
    'another name of a view',
    {
      address: '#/gorunumler',
      session: OFFICER,
      lay: () => undefined,
      find: async (user) => {
        const rename = screen.queryByRole('button', { name: 'Yeniden adlandır: Sabah' });
        if (rename) await user.click(rename);
      },
      name: 'Görünümün adı',
      send: 'Sakla',
      request: 'PUT',
    },
  ],
  [
    'why many cases are transferred',
    {
      address: '#/basvurular',
      session: { ...OFFICER, role: 'unit-head' },
      lay: () => undefined,
      find: async (user) => {
        await press(user, 'Seçilenlere işlem yap');
        await user.click(screen.getByRole('radio', { name: 'Başka kuruma gönder' }));
      },
      name: 'Neden devrediyorsunuz?',
      send: 'Uygula',
      request: 'PUT',
    },
  ],
];

/** @param request which is refused, also when it is made once more */
function endSession(server: StaffServer, request: string): void {
  server.session = undefined;
  for (let attempt = 0; attempt < 2; attempt++) server.next(request, 'unauthenticated');
}

async function open({ address, session, lay, find }: Form, as: StaffSession = session) {
  const life = makeLife({ actions: ['transfer'] });
  const server = createStaffServer({ session: as, cases: [makeCase(1, { life })] });
  server.views = [VIEW];
  lay(server);
  const { user } = await openConsole(server, address);
  await find(user);
  return { server, user };
}

test.each(FORMS)('%s is there again for its writer, and for nobody else', async (_, form) => {
  const { user } = await open(form);
  await write(user, form.name, 'Yarım kaldı');
  await act(cleanup);
  await open(form);
  expect(field(form.name).value).toBe('Yarım kaldı');
  await act(cleanup);
  const namesake = { ...form.session, accountId: CENTRE_OFFICER.accountId };
  await open(form, namesake);
  expect(field(form.name).value).not.toBe('Yarım kaldı');
});

test.each(FORMS.slice(0, 5))('%s stays on the page when the session ends', async (_, form) => {
  const { server, user } = await open(form);
  await write(user, form.name, 'Yarım kaldı');
  endSession(server, form.request);
  await press(user, form.send);
  expect(await screen.findByRole('heading', { name: 'Oturumunuz sona erdi' })).toBeTruthy();
  expect(screen.getByText(/geçiş anahtarınızla ya da kurum hesabınızla/)).toBeTruthy();
  expect(field(form.name).value).toBe('Yarım kaldı');
  server.session = form.session;
  window.dispatchEvent(new Event('focus'));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Oturumunuz sona erdi' })).toBeNull());
  expect(field(form.name).value).toBe('Yarım kaldı');
});

test('a row of which another column was changed meanwhile keeps that, and one that was put back is no draft', async () => {
  const [, form] = FORMS[0] ?? [];
  if (!form) throw new Error('No form');
  const { user } = await open(form);
  await write(user, form.name, 'Yarım kaldı');
  await act(cleanup);
  const lay = (server: StaffServer): void => {
    for (const table of ['institutions', 'units', 'topics'])
      server.next(`GET /api/staff/directory/${table}/names`, Response.json({ names: [] }));
    const values = { ...ROW.values, name: 'Arazi İşleri' };
    server.next('GET /api/staff/directory/templates/rows/arazi', Response.json({ ...ROW, values }));
  };
  const again = await open({ ...form, lay });
  expect([field('Ad').value, field(form.name).value]).toEqual(['Arazi İşleri', 'Yarım kaldı']);
  await write(again.user, form.name, ROW.values.text);
  expect(sessionStorage.length).toBe(0);
});

test('a choice is there again, and keeps nobody on the page', async () => {
  const address = `#/hesaplar/${ACCOUNT.id}`;
  const serve = () => {
    const server = createStaffServer({ session: ADMINISTRATOR });
    const colleague = { ...ACCOUNT, id: VIEW.id, name: 'Ayşe Deneme' };
    const accounts = { accounts: [ACCOUNT, colleague], institutions: [] };
    server.next('GET /api/staff/accounts', Response.json(accounts));
    return server;
  };
  const spread = () =>
    screen.getByRole<HTMLInputElement>('radio', { name: 'Bütün çalışma arkadaşlarına eşit olarak' });
  const server = serve();
  const { user } = await openConsole(server, address);
  await user.click(spread());
  endSession(server, 'POST');
  await press(user, 'Başvuruları devret');
  await findHeading('Görevli ekranında oturum açın');
  await act(cleanup);
  await openConsole(serve(), address);
  expect(spread().checked).toBe(true);
});
