// @vitest-environment jsdom
// The shell: addresses, sessions that come and go, and what is heard meanwhile. The numbers are the invariants in
// console.ts.

import { screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { CENTRE_OFFICER, makeCase, OFFICER } from '../testing/cases.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../testing/open-console.mock.tsx';
import { createStaffServer } from '../testing/staff-server.mock.ts';

afterEach(closeConsole);

const CASE = makeCase(1, { subject: 'Kaldırım rampası' });
const SIGN_IN = 'Görevli ekranında oturum açın';
const OPEN_LIST = 'Yanıt bekleyen başvurular';

describe('an address', () => {
  test('that is not ours says so and leads on', async () => {
    const { user } = await openConsole(createStaffServer({ session: OFFICER }), '#/ayarlar');
    expect(await findHeading('Bu adreste bir sayfa yok')).toBe(document.activeElement);
    await user.click(screen.getByRole('link', { name: 'Yanıt bekleyen başvurulara git' }));
    await findHeading(OPEN_LIST);
  });

  test('of a case that is not theirs does not say whether there is one', async () => {
    const server = createStaffServer({ session: OFFICER });
    await openConsole(server, `#/basvurular/${CASE.applicationId}`);
    await findHeading('Bu başvuru kurumunuzda değil');
    expect(document.title).toBe('Başvuru bulunamadı – Köprü görevli ekranı');
  });

  test('goes back and forward, with title and focus each time', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const { user } = await openConsole(server);
    await user.click(screen.getByRole('link', { name: '2026-0000001 Kaldırım rampası' }));
    await findHeading('Kaldırım rampası');
    history.back();
    expect(await findHeading(OPEN_LIST)).toBe(document.activeElement);
    expect(document.title).toBe('Yanıt bekleyen başvurular – Köprü görevli ekranı');
    history.forward();
    expect(await findHeading('Kaldırım rampası')).toBe(document.activeElement);
    expect(document.title).toBe('Kaldırım rampası (2026-0000001) – Köprü görevli ekranı');
  });

  test('2: of two moves at once the last is shown, whichever comes first', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const { staffConsole } = await openConsole(server);
    server.next(`GET /api/staff/cases/${CASE.applicationId}`, 'held');
    history.replaceState(null, '', `#/basvurular/${CASE.applicationId}`);
    const slow = staffConsole.open();
    history.replaceState(null, '', '#/basvurular?liste=yanitlanan');
    await staffConsole.open();
    server.release();
    await slow;
    expect(staffConsole.read().view.kind).toBe('cases');
    await findHeading('Yanıtlanan başvurular');
  });

  test('that takes long is said to be loading, to eye and ear, and the page before stays readable', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const { user } = await openConsole(server);
    server.next(`GET /api/staff/cases/${CASE.applicationId}`, 'held');
    await user.click(screen.getByRole('link', { name: '2026-0000001 Kaldırım rampası' }));
    expect(await screen.findByText('Yükleniyor')).toBeTruthy();
    await findAnnounced('Yükleniyor');
    expect(screen.getByRole('heading', { level: 1, name: OPEN_LIST })).toBeTruthy();
    server.release();
    await findHeading('Kaldırım rampası');
  });
});

test('a link inside the page moves the focus and leaves the address alone', async () => {
  const address = `#/basvurular/${CASE.applicationId}`;
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: [CASE] }), address);
  await user.click(screen.getByRole('link', { name: 'Ana içeriğe geç' }));
  expect(document.activeElement).toBe(screen.getByRole('main'));
  await user.click(screen.getByRole('link', { name: 'Yanıt yaz' }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Yanıt' }));
  expect(location.hash).toBe(address);
});

describe('what cannot be fetched', () => {
  test('without a network is said so, and tried again by a button', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    server.next('GET /api/staff/cases', 'unreachable');
    const { user } = await openConsole(server);
    expect(await findHeading('Sunucuya ulaşılamadı')).toBe(document.activeElement);
    await user.click(screen.getByRole('button', { name: 'Yeniden dene' }));
    await findHeading(OPEN_LIST);
  });

  test('from a server in trouble is said so', async () => {
    const server = createStaffServer({ session: OFFICER });
    server.next('GET /api/staff/session', 'internal');
    await openConsole(server);
    await findHeading('Sunucu şu anda yanıt veremiyor');
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});

describe('the session', () => {
  test('of the centre is called so', async () => {
    await openConsole(createStaffServer({ session: CENTRE_OFFICER }));
    const account = within(screen.getByRole('region', { name: 'Oturumunuz' }));
    expect(account.getByText('Baran Yıldız')).toBeTruthy();
    expect(account.getByText('Merkez')).toBeTruthy();
  });

  test('is closed by the button, which leaves neither page nor address', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const { user } = await openConsole(server, `#/basvurular/${CASE.applicationId}`);
    await user.click(screen.getByRole('button', { name: 'Oturumu kapat' }));
    expect(await findHeading(SIGN_IN)).toBe(document.activeElement);
    expect(server.session).toBeUndefined();
    expect(location.hash).toBe('');
    expect(screen.queryByText('Kaldırım rampası')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Oturumunuz kapatıldı.' })).toBeTruthy();
  });

  test('that could not be closed is said to be open', async () => {
    const server = createStaffServer({ session: OFFICER });
    const { user } = await openConsole(server);
    server.next('DELETE', 'unreachable');
    await user.click(screen.getByRole('button', { name: 'Oturumu kapat' }));
    const account = within(screen.getByRole('region', { name: 'Oturumunuz' }));
    expect(await account.findByText(/^Oturum kapatılamadı/)).toBeTruthy();
    await findAnnounced(/^Oturum kapatılamadı/);
  });

  test('that had ended already counts as closed', async () => {
    const server = createStaffServer({ session: OFFICER });
    const { user } = await openConsole(server);
    server.session = undefined;
    await user.click(screen.getByRole('button', { name: 'Oturumu kapat' }));
    await findHeading(SIGN_IN);
  });

  test('that ends without an unsent text takes the page away when the tab is looked at again', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    await openConsole(server, `#/basvurular/${CASE.applicationId}`);
    server.session = undefined;
    window.dispatchEvent(new Event('focus'));
    await findHeading(SIGN_IN);
    expect(screen.queryByText('Kaldırım rampası')).toBeNull();
  });

  test('that begins in another tab opens this one, too', async () => {
    const server = createStaffServer();
    await openConsole(server);
    server.session = OFFICER;
    window.dispatchEvent(new Event('focus'));
    await findHeading(OPEN_LIST);
  });

  test('3: of another officer in another tab takes over this one', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    await openConsole(server);
    server.session = CENTRE_OFFICER;
    window.dispatchEvent(new Event('focus'));
    expect(await screen.findByText('Baran Yıldız')).toBeTruthy();
    expect(screen.queryByText('Defne Korkmaz')).toBeNull();
  });

  test('that cannot be asked about is left alone', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [CASE] });
    const { staffConsole } = await openConsole(server);
    server.next('GET /api/staff/session', 'unreachable');
    await staffConsole.recheck();
    expect(screen.getByRole('heading', { level: 1, name: OPEN_LIST })).toBeTruthy();
  });
});

test('in English everything is in English, and the language of the document, too', async () => {
  await openConsole(createStaffServer({ session: OFFICER, cases: [CASE] }), '', 'en');
  await findHeading('Applications waiting for an answer');
  expect(document.documentElement.lang).toBe('en');
  expect(document.title).toBe('Applications waiting for an answer – Köprü officers’ console');
  expect(screen.getByText('1 application is waiting for an answer.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Türkçe' }).closest('[lang]')?.getAttribute('lang')).toBe('tr');
});
