// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { StaffAccount } from '../../../domain/wire-access.ts';
import { OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const ACCOUNT: StaffAccount = {
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
};

/** As an administrator, whose next list of accounts is this. */
function serve(accounts: readonly StaffAccount[] = [ACCOUNT]): StaffServer {
  const server = createStaffServer({ session: { ...OFFICER, role: 'administrator' } });
  server.next('GET /api/staff/accounts', Response.json({ accounts, institutions: [] }));
  return server;
}

test('an administrator is led to the accounts, and is offered no list of cases', async () => {
  await openConsole(serve());
  expect(await findHeading('Hesaplar')).toBe(document.activeElement);
  const menu = within(screen.getByRole('navigation')).getAllByRole('link');
  expect(menu.map(({ textContent }) => textContent)).toEqual(['Rehber', 'Hesaplar']);
});

test('inviting nobody is told at the top, beside the field and in the title, and asks the server nothing', async () => {
  const server = serve();
  const { user } = await openConsole(server, '#/hesaplar/yeni');
  await user.click(screen.getByRole('button', { name: 'Davet bağlantısı oluştur' }));
  const summary = await screen.findByRole('region', { name: 'Düzeltilmesi gereken bir yer var' });
  await waitFor(() => expect(document.activeElement).toBe(summary));
  expect(within(summary).getByRole('link').textContent).toContain('Adı ve soyadı yazın');
  expect(document.title).toMatch(/^Hata:/);
  expect(server.seen.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('closing an account is asked first, and the page says that it is closed', async () => {
  const server = serve();
  const { user } = await openConsole(server, `#/hesaplar/${ACCOUNT.id}`);
  expect(screen.getByText(/açık başvuru sayısı: 3/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Hesabı kapat' }));
  server.next('PUT /api/staff/accounts', Response.json({ ...ACCOUNT, isDisabled: true }));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Hesabı kapat' }));
  expect(await screen.findByText('Bu hesap kapalı. Kimse onunla giremez.')).toBeTruthy();
  expect(server.seen.at(-1)?.body).toEqual({
    role: 'officer',
    institutionId: null,
    unitId: null,
    isDisabled: true,
  });
});

test('one’s own account is not changed here', async () => {
  await openConsole(serve([{ ...ACCOUNT, isMe: true }]), `#/hesaplar/${ACCOUNT.id}`);
  expect(screen.getByText(/başka bir yönetici yapabilir/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Hesabı kapat|kaydet/ })).toBeNull();
});
