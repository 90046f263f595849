// @vitest-environment jsdom

import { screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { CENTRE_OFFICER, makeCase, OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../testing/staff-server.mock.ts';

const INVITATION = `#davet=${'k'.repeat(43)}`;
const HEADING = 'Görevli ekranında oturum açın';

afterEach(closeConsole);

function redemptions({ seen }: StaffServer): unknown[] {
  return seen.filter(({ method }) => method === 'POST').map(({ body }) => body);
}

describe('opening the link', () => {
  test('takes the invitation out of the address and redeems nothing', async () => {
    const server = createStaffServer({ invited: OFFICER });
    await openConsole(server, INVITATION);
    expect(location.href).not.toContain('k'.repeat(43));
    expect(location.hash).toBe('');
    expect(redemptions(server)).toEqual([]);
    expect(screen.getByRole('heading', { level: 1, name: HEADING })).toBe(document.activeElement);
    expect(document.title).toBe('Oturum açma – Köprü görevli ekranı');
  });

  test('in a tab where the console is open already is noticed, too', async () => {
    const server = createStaffServer({ session: OFFICER, invited: CENTRE_OFFICER });
    await openConsole(server);
    location.hash = INVITATION;
    await findHeading(HEADING);
    expect(location.hash).toBe('');
    expect(await screen.findByText(/Defne Korkmaz adına açık bir oturum var/)).toBeTruthy();
  });

  test('when a part of it is missing says so and offers no button', async () => {
    await openConsole(createStaffServer({ invited: OFFICER }), INVITATION.slice(0, -1));
    expect(screen.getByRole('heading', { name: 'Davet bağlantısı eksik' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Oturum aç' })).toBeNull();
  });
});

describe('the button', () => {
  test('redeems the invitation once and leads to the list', async () => {
    const server = createStaffServer({ invited: OFFICER, cases: [makeCase(1)] });
    const { user } = await openConsole(server, INVITATION);
    await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
    expect(await findHeading('Yanıt bekleyen başvurular')).toBe(document.activeElement);
    expect(redemptions(server)).toEqual([{ invitation: 'k'.repeat(43) }]);
    expect(location.hash).toBe('#/basvurular');
    const account = screen.getByRole('region', { name: 'Oturumunuz' });
    expect(within(account).getByText('Defne Korkmaz')).toBeTruthy();
    expect(within(account).getByText('Ulusal Yol Bakım Kurumu')).toBeTruthy();
  });

  test('with a used or expired invitation says how to get a new one, and is gone', async () => {
    const { user } = await openConsole(createStaffServer(), INVITATION);
    await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
    expect(await screen.findByRole('heading', { name: 'Bu davet artık geçerli değil' })).toBeTruthy();
    expect(screen.getAllByText(/yeni bir davet bağlantısı isteyin/).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Oturum aç' })).toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Bu davet artık geçerli değil/);
    await findAnnounced(/^Bu davet artık geçerli değil/);
  });

  test.each([
    ['without a network', 'unreachable', /Sunucuya ulaşılamadı/],
    ['while the server is busy', 'unavailable', /Sunucu şu anda oturum açamıyor/],
  ] as const)('%s keeps the invitation for another try', async (_, mishap, sentence) => {
    const server = createStaffServer({ invited: OFFICER, cases: [makeCase(1)] });
    const { user } = await openConsole(server, INVITATION);
    server.next('POST', mishap);
    await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
    await screen.findByRole('heading', { name: 'Oturum açılamadı' });
    expect(screen.getByText(sentence)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
    await findHeading('Yanıt bekleyen başvurular');
  });

  test('pressed twice redeems once', async () => {
    const server = createStaffServer({ invited: OFFICER });
    const { user } = await openConsole(server, INVITATION);
    server.next('POST', 'held');
    await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
    await user.click(screen.getByRole('button', { name: 'Oturum açılıyor' }));
    server.release();
    await findHeading('Yanıt bekleyen başvurular');
    expect(redemptions(server)).toHaveLength(1);
  });
});

test('without invitation and session it is explained how to be invited', async () => {
  await openConsole(createStaffServer());
  const steps = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(steps.map(({ textContent }) => textContent)).toEqual([
    'Köprü’yü işleten birim size tek kullanımlık bir davet bağlantısı verir.',
    'Bağlantıyı, çalışacağınız bilgisayarın tarayıcısında açın.',
    'Açılan sayfada “Oturum aç” düğmesine basın. Parola gerekmez.',
  ]);
  expect(screen.queryByRole('navigation')).toBeNull();
});
