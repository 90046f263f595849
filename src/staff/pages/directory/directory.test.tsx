// @vitest-environment jsdom

import { screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { ImportReport } from '../../../domain/directory-wire.ts';
import { CENTRE_OFFICER, OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const REPORT: ImportReport = {
  isWritten: false,
  added: 2,
  changed: 0,
  unchanged: 5,
  faults: [],
  faultCount: 0,
};
const FAULTY = {
  ...REPORT,
  faults: [{ line: 7, code: 'provinceUnknown', params: { value: '99' }, text: '“99”' }],
  faultCount: 1,
};
const open = async (report: ImportReport) => {
  const server = createStaffServer({ session: { ...CENTRE_OFFICER, role: 'administrator' } });
  const { user } = await openConsole(server, '#/rehber');
  await user.selectOptions(screen.getByLabelText('Tablo'), 'Birimler');
  await user.upload(
    screen.getByLabelText(/CSV dosyası/, { selector: 'input' }),
    new File(['id\n'], 'birimler.csv', { type: 'text/csv' }),
  );
  server.next('PUT /api/staff/directory/units?dryRun=true', Response.json(report));
  await user.click(screen.getByRole('button', { name: 'Dosyayı dene' }));
  return { server, user };
};

test('a file is tried first, and can be written when it has no fault', async () => {
  const { server, user } = await open(REPORT);
  expect(await screen.findByText('Eklenecek: 2, değişecek: 0, aynı kalacak: 5.')).toBeTruthy();
  server.next('PUT /api/staff/directory/units?dryRun=false', Response.json({ ...REPORT, isWritten: true }));
  await user.click(screen.getByRole('button', { name: 'Rehbere yaz' }));
  expect(await screen.findByText('Rehber güncellendi')).toBeTruthy();
});

test('a file with faults names each by its line, and cannot be written', async () => {
  await open(FAULTY);
  expect(await screen.findByText('Dosyada 1 hata var')).toBeTruthy();
  expect(screen.getByRole('row', { name: /7.*“99” bir il adı veya plaka kodu değil/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Rehbere yaz' })).toBeNull();
});

test('all faults of a file, also those that the page does not show, are saved as a table', async () => {
  const { server, user } = await open({ ...FAULTY, faultCount: 2 });
  const [first] = FAULTY.faults;
  const second = { line: 901, code: 'nameTaken', params: { value: '=1+1 "A"', id: 'a' }, text: '' };
  const saved: Blob[] = [];
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) saved.push(blob);
    return 'blob:test';
  };
  URL.revokeObjectURL = () => undefined;
  // jsdom would go there.
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue(undefined);
  server.next(
    'PUT /api/staff/directory/units?dryRun=true&allFaults=true',
    Response.json({ ...FAULTY, faults: [first, second], faultCount: 2 }),
  );
  await user.click(await screen.findByRole('button', { name: 'Bütün hataları dosya olarak indir' }));
  expect(await screen.findByText('Hata listesi indirildi.')).toBeTruthy();
  const lines = (await saved[0]?.text())?.split('\r\n');
  expect(click).toHaveBeenCalledOnce();
  click.mockRestore();
  expect(lines).toHaveLength(4);
  expect(lines?.[1]).toMatch(/^"7","“99” bir il adı/);
  expect(lines?.[2]).toContain('=1+1 ""A""');
});

test('without a file nothing is asked', async () => {
  const server = createStaffServer({ session: { ...CENTRE_OFFICER, role: 'administrator' } });
  const { user } = await openConsole(server, '#/rehber');
  await user.click(screen.getByRole('button', { name: 'Dosyayı dene' }));
  expect(screen.getByText(/Önce bir dosya seçin/)).toBeTruthy();
  expect(server.seen.filter(({ method }) => method === 'PUT')).toEqual([]);
  expect(screen.getByRole('link', { name: /Kurumlar tablosunu indir/ }).getAttribute('href')).toBe(
    '/api/staff/directory/institutions',
  );
});

test('an institution’s administrator is offered what is kept there, and neither rules nor holidays', async () => {
  const server = createStaffServer({ session: { ...OFFICER, role: 'administrator' } });
  await openConsole(server, '#/rehber');
  const offered = (role: 'link' | 'option', name: RegExp) => screen.queryAllByRole(role, { name }).length;
  const counts = [/^Kurumlar$/, /^Birimler$/, /^Yanıt şablonları$/, /^Konular$/, /kurallar/i, /tatil/i].map(
    (name) => [offered('link', name), offered('option', name)],
  );
  expect(counts).toEqual([...Array(3).fill([1, 1]), ...Array(3).fill([0, 0])]);
});
