// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { StaffFigures } from '../../../domain/figures-wire.ts';
import { OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const COUNTS = { received: 1_204, withdrawn: 4, answered: 1_100, inTime: 990, medianDays: 11.5 };
const FIGURES: StaffFigures = {
  from: '2026-04',
  to: '2026-09',
  thisMonth: '2026-11',
  institution: null,
  countedAt: '2026-11-23T08:00:00.000Z',
  total: COUNTS,
  months: [
    { ...COUNTS, value: '2026-04', received: 200, answered: 180 },
    { ...COUNTS, value: '2026-05', received: 1_004, answered: 920 },
  ],
  kinds: [{ ...COUNTS, value: 'complaint' }],
  provinces: [
    { ...COUNTS, value: '06' },
    { ...COUNTS, value: '', received: 4, withdrawn: 0, answered: 0, inTime: 0, medianDays: null },
  ],
  institutions: [{ ...COUNTS, value: 'su', name: 'Su İdaresi' }],
  languages: [{ ...COUNTS, value: 'tr-simple' }],
  preferences: {
    quarters: 2,
    rows: [
      { value: 'text', ...COUNTS, quarters: 2 },
      { value: 'sign-language', received: 18, answered: null, inTime: null, medianDays: null, quarters: 1 },
      { value: 'audio', received: null, answered: null, inTime: null, medianDays: null, quarters: 0 },
    ],
  },
};

function serve(figures: Partial<StaffFigures> = {}): StaffServer {
  const server = createStaffServer({ session: { ...OFFICER, role: 'coordinator' } });
  for (let index = 0; index < 2; index++)
    server.next('GET /api/staff/figures', Response.json({ ...FIGURES, ...figures }));
  return server;
}
const rowOf = (name: string): string[] => {
  const row = screen.getByRole('rowheader', { name: new RegExp(`${name}$`) }).closest('tr') as HTMLElement;
  return within(row)
    .getAllByRole('cell')
    .map((cell) => cell.querySelector('.cases-value')?.textContent ?? '');
};

test('figures stand in words, numbers and shares; what was withdrawn is part of none; what is hidden is said to be', async () => {
  await openConsole(serve(), '#/rakamlar');
  expect(await findHeading('Rakamlar')).toBe(document.activeElement);
  expect(rowOf('Ankara')).toEqual(['1.204', '4', '1.100 (%92)', '990 (%90)', '11,5']);
  expect(rowOf('Belirtilmemiş')).toEqual(['4', '0', '0 (%0)', '0', '–']);
  expect(rowOf('Türk İşaret Dili')).toEqual(['18', 'gizli', 'gizli', 'gizli', '1 / 2']);
  expect(rowOf('Kolay Türkçe')[0]).toBe('1.204');
});

test('the chart has a name and a description, and its numbers stand in the table', async () => {
  await openConsole(serve(), '#/rakamlar');
  const chart = await screen.findByRole('img', { name: 'Aylara göre gelen ve yanıtlanan başvurular' });
  expect(chart.querySelector('desc')?.textContent).toContain('Mayıs 2026');
  expect(rowOf('Mayıs 2026')[0]).toBe('1.004');
});

test('an address is a view: the period and the institution go to the server, and stand in the file’s link', async () => {
  const server = serve({ institution: 'Su İdaresi', institutions: [], preferences: null });
  await openConsole(server, '#/rakamlar?ilk=2026-04&son=2026-09&kurum=su');
  await findHeading('Rakamlar: Su İdaresi');
  expect(server.seen.map(({ path }) => path)).toContain(
    '/api/staff/figures?from=2026-04&to=2026-09&institution=su',
  );
  expect(screen.getByRole('link', { name: 'CSV olarak indir' }).getAttribute('href')).toBe(
    '/api/staff/figures.csv?from=2026-04&to=2026-09&institution=su',
  );
  expect(screen.getByRole('link', { name: 'Bütün kurumların rakamları' }).getAttribute('href')).toBe(
    '#/rakamlar?ilk=2026-04&son=2026-09',
  );
});

test('a period that is none is told at the top and beside the field; one that is becomes the address', async () => {
  const { user } = await openConsole(serve(), '#/rakamlar');
  await findHeading('Rakamlar');
  await user.selectOptions(screen.getByLabelText('Son ay'), 'Ocak 2026');
  await user.click(screen.getByRole('button', { name: 'Göster' }));
  const summary = await screen.findByRole('region', { name: 'Düzeltilmesi gereken bir yer var' });
  await waitFor(() => expect(document.activeElement).toBe(summary));
  await user.selectOptions(screen.getByLabelText('İlk ay'), 'Ocak 2026');
  await user.click(screen.getByRole('button', { name: 'Göster' }));
  await waitFor(() => expect(location.hash).toBe('#/rakamlar?ilk=2026-01&son=2026-01'));
});

test('who may not read figures finds no way to them in the menu', async () => {
  await openConsole(createStaffServer({ session: { ...OFFICER, role: 'officer' } }));
  expect(screen.queryByRole('link', { name: 'Rakamlar' })).toBeNull();
});
