// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { IdentityRead } from '../../../domain/audit-wire.ts';
import { makeCase, OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const AUDITOR = { ...OFFICER, role: 'auditor' } as const;
const { applicationId } = makeCase(1);
const READ: IdentityRead = {
  id: '41',
  at: '2026-11-23T08:05:00.000Z',
  reader: { name: 'Ayşe Yılmaz', role: 'unit-head', institution: 'Su İdaresi' },
  applicationId,
  number: '2026-0000001',
  right: 'asked',
};

async function open(address: string, reads: IdentityRead[] = [READ], next: string | null = null) {
  const server = createStaffServer({ session: AUDITOR, cases: [makeCase(1)] });
  server.identityReads = { reads, next };
  return { server, ...(await openConsole(server, address)) };
}

test('is reached from the menu by who audits, and by nobody else', async () => {
  const { user } = await open('');
  await user.click(screen.getByRole('link', { name: 'Kimlik okumaları' }));
  expect(await findHeading('Kimlik okumaları')).toBe(document.activeElement);
  expect(screen.getByRole('link', { name: 'Kimlik okumaları' }).getAttribute('aria-current')).toBe('page');
  await closeConsole();
  await openConsole(createStaffServer({ session: OFFICER }));
  expect(screen.queryByRole('link', { name: 'Kimlik okumaları' })).toBeNull();
});

test('tells of each reading when, who, of which application and by what right', async () => {
  await open('#/kimlik-okumalari', [READ, { ...READ, id: '40', reader: null, right: 'unclear' }]);
  const [, first, second] = within(screen.getByRole('table', { name: 'Son okunan önce gelir' }))
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('.cases-value')].map(({ textContent }) => textContent));
  expect(first).toEqual([
    '23 Kasım 2026 11:05',
    'Ayşe Yılmaz',
    'Birim amiri',
    'Su İdaresi',
    '2026-0000001',
    'Kurumunun görüşü sorulmuştu',
  ]);
  expect(second?.slice(1)).toEqual([
    'Hesap artık yok',
    '–',
    '–',
    '2026-0000001',
    'Bugünkü kayıttan anlaşılmıyor',
  ]);
  expect(screen.getAllByRole('link', { name: '2026-0000001' })[0]?.getAttribute('href')).toBe(
    `#/basvurular/${applicationId}`,
  );
});

test('is narrowed to an application by its number, and widened again', async () => {
  const { server, user } = await open('#/kimlik-okumalari');
  await user.type(screen.getByLabelText('Başvuru numarası'), '2026-1{Enter}');
  expect(await findHeading('Kimlik okumaları: 2026-0000001')).toBe(document.activeElement);
  expect(location.hash).toBe('#/kimlik-okumalari?no=2026-0000001');
  expect(server.seen.at(-1)?.path).toBe('/api/staff/audit/identity-reads?number=2026-0000001');
  await user.click(screen.getByRole('link', { name: 'Bütün okumaları göster' }));
  expect(await findHeading('Kimlik okumaları')).toBe(document.activeElement);
});

test('what is no number is said, and asks the server nothing', async () => {
  const { server, user } = await open('#/kimlik-okumalari');
  const before = server.seen.length;
  await user.type(screen.getByLabelText('Başvuru numarası'), 'su{Enter}');
  const summary = await screen.findByRole('link', { name: /yıl ve sıra olarak/ });
  expect(summary.getAttribute('href')).toBe('#reads-number');
  expect(screen.getByLabelText('Başvuru numarası').getAttribute('aria-invalid')).toBe('true');
  await waitFor(() => expect(document.title).toMatch(/^Hata:/));
  expect(server.seen).toHaveLength(before);
});

test('turns pages, and says which', async () => {
  const { server, user } = await open('#/kimlik-okumalari', [READ], '41');
  await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
  expect(await findHeading('Kimlik okumaları, sayfa 2')).toBe(document.activeElement);
  expect(server.seen.at(-1)?.path).toBe('/api/staff/audit/identity-reads?after=41');
  expect(screen.getByRole('link', { name: 'İlk sayfa' }).getAttribute('href')).toBe('#/kimlik-okumalari');
});

test('where nothing was read says so', async () => {
  await open('#/kimlik-okumalari?no=2026-7', []);
  expect(screen.getByRole('heading', { level: 2, name: 'Kimlik okunmamış' })).toBeTruthy();
});
