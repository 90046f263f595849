// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { CENTRE_OFFICER, OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const ROW = {
  id: 'arazi',
  values: {
    id: 'arazi',
    institution: 'su',
    unit: '',
    topic: '',
    name: 'Arazi',
    text: '# {numara}',
    retired: '',
  },
  version: 'v1',
  changes: [{ at: '2026-11-20T08:00:00.000Z', by: 'Defne', isNew: true, columns: [] }],
};
const NAMES = {
  names: ['Su', 'Yol'].map((name) => ({ id: name.toLowerCase(), name: `${name} İdaresi`, isRetired: false })),
};

function serve() {
  const server = createStaffServer({ session: { ...CENTRE_OFFICER, role: 'administrator' } });
  const answer = (request: string, body: object) => server.next(request, Response.json(body));
  const namesAndRow = (): void => {
    for (const table of ['institutions', 'units', 'topics'])
      answer(`GET /api/staff/directory/${table}/names`, table === 'institutions' ? NAMES : { names: [] });
  };
  return { server, answer, namesAndRow };
}

test('a table is a list of links, and what is out of use says so', async () => {
  const { server, answer } = serve();
  const retired = { id: 'eski', values: { name: 'Eski', retired: 'yes' }, names: {} };
  const listed = { id: 'arazi', values: ROW.values, names: { institution: 'Su İdaresi' } };
  answer('GET /api/staff/directory/templates/rows?page=1', { rows: [listed, retired], total: 2 });
  await openConsole(server, '#/rehber/sablonlar');
  const row = screen.getByRole('row', { name: /Arazi/ });
  expect(within(row).getByText('Su İdaresi')).toBeTruthy();
  expect(within(row).getByRole('link').getAttribute('href')).toBe('#/rehber/sablonlar/arazi');
  expect(screen.getByRole('row', { name: /Eski.*Kullanımdan kalktı/ })).toBeTruthy();
});

test('a template is changed: what is wrong stands at its field, then it is saved with the version that was seen', async () => {
  const { server, answer, namesAndRow } = serve();
  namesAndRow();
  answer('GET /api/staff/directory/templates/rows/arazi', ROW);
  const { user } = await openConsole(server, '#/rehber/sablonlar/arazi');
  const institution = screen.getByRole('combobox', { name: /Kurum/ });
  expect(institution).toHaveProperty('value', 'Su İdaresi');
  await user.clear(institution);
  await user.type(institution, 'yol i{ArrowDown}{Enter}');
  expect(institution).toHaveProperty('value', 'Yol İdaresi');
  const name = screen.getByRole('textbox', { name: 'Ad' });
  await user.clear(name);
  const fault = { column: 'name', code: 'valueMissing', params: { column: 'name' }, text: '' };
  answer('PUT /api/staff/directory/templates/rows/arazi', { faults: [fault], row: null });
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  const summary = await screen.findByRole('region', { name: /1 yer/ });
  await waitFor(() => expect(document.activeElement).toBe(summary));
  expect(within(summary).getByRole('link', { name: '“Ad” boş olamaz.' })).toBeTruthy();
  await user.type(name, 'Yeni ad');
  const changed = { ...ROW, version: 'v2', values: { ...ROW.values, name: 'Yeni ad' } };
  answer('PUT /api/staff/directory/templates/rows/arazi', { faults: [], row: changed });
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  await findHeading('Yeni ad');
  expect(screen.queryByRole('region', { name: /1 yer/ })).toBeNull();
  expect(server.seen.at(-1)?.body).toMatchObject({
    version: 'v1',
    values: { id: 'arazi', institution: 'yol' },
  });
});

test('a template with a field that nobody fills in by itself says so at once, where its text is described', async () => {
  const { server, answer, namesAndRow } = serve();
  namesAndRow();
  answer('GET /api/staff/directory/templates/rows/arazi', ROW);
  const { user } = await openConsole(server, '#/rehber/sablonlar/arazi');
  const text = screen.getByRole('textbox', { name: 'Metin' });
  const described = (): string =>
    (text.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' ');
  expect(described()).not.toMatch(/kendiliğinden/);
  await user.type(text, ' {{numra} {{konu} {{tarih}');
  expect(described()).toMatch(/kendiliğinden doldurmaz: \{numra\}, \{tarih\}/);
});

test('a new row gets its code from its name, until somebody writes another', async () => {
  const { server, answer } = serve();
  answer('GET /api/staff/directory/institutions/names', NAMES);
  const { user } = await openConsole(server, '#/rehber-ekle/konular');
  await user.type(screen.getByRole('textbox', { name: 'Ad' }), 'Su kesintisi & Şebeke');
  const code = screen.getByRole('textbox', { name: /Kod/ });
  expect(code).toHaveProperty('value', 'su-kesintisi-sebeke');
  await user.clear(code);
  await user.type(code, 'su');
  await user.type(screen.getByRole('textbox', { name: 'Ad' }), ' 2');
  expect(code).toHaveProperty('value', 'su');
});

test('a new year is filled from its feasts; a change asks before it moves deadlines', async () => {
  const { server, answer } = serve();
  answer('GET /api/staff/holidays', { years: [], needed: [2031] });
  const { user } = await openConsole(server, '#/tatiller/2031');
  await user.type(screen.getByRole('textbox', { name: /Ramazan/ }), '24.01.2031');
  await user.type(screen.getByRole('textbox', { name: /Kurban/ }), '2.4.2031');
  await user.click(screen.getByRole('button', { name: 'Yılın günlerini doldur' }));
  const names = screen.getAllByRole('button', { name: /^Çıkar/ }).map(({ textContent }) => textContent);
  expect(names).toHaveLength(17);
  expect(new Set(names).size, 'each day of a feast has a name of its own').toBe(17);
  const moved = { faults: [], moved: { later: 412, earlier: 0 }, year: null };
  answer('PUT /api/staff/holidays/2031', moved);
  await user.click(screen.getByRole('button', { name: 'Kaydet' }));
  const dialog = await screen.findByRole('dialog', { name: '412 açık başvurunun son günü değişecek' });
  const { days } = (server.seen.at(-1)?.body ?? { days: [] }) as { days: { date: string }[] };
  answer('PUT /api/staff/holidays/2031', {
    ...moved,
    year: { year: 2031, days, version: 1, changed: { at: '2026-11-20T08:00:00.000Z', by: 'Defne' } },
  });
  await user.click(within(dialog).getByRole('button', { name: 'Kaydet ve yeniden hesapla' }));
  expect(await screen.findByText('Tatiller kaydedildi.')).toBeTruthy();
  expect(server.seen.at(-1)?.body).toMatchObject({ version: null, isDryRun: false });
  expect(days[1]).toEqual({ date: '2031-01-23', name: 'Ramazan Bayramı arifesi', isHalfDay: true });
});

test('an institution’s administrator adds what is its own, and no institution', async () => {
  const server = createStaffServer({ session: { ...OFFICER, role: 'administrator' } });
  const answer = (request: string, body: object) => server.next(request, Response.json(body));
  answer('GET /api/staff/directory/institutions/rows?page=1', { rows: [], total: 0 });
  await openConsole(server, '#/rehber/kurumlar');
  expect(screen.queryByRole('link', { name: /Yeni kurum/i })).toBeNull();
  await closeConsole();
  const own = { id: OFFICER.institutionId, name: OFFICER.institution, isRetired: false };
  answer('GET /api/staff/directory/institutions/names', { names: [own] });
  for (const table of ['units', 'topics']) answer(`GET /api/staff/directory/${table}/names`, { names: [] });
  await openConsole(server, '#/rehber-ekle/sablonlar');
  expect(screen.getByRole('combobox', { name: /Kurum/ })).toHaveProperty('value', own.name);
});
