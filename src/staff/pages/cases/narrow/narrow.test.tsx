// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { CENTRE_OFFICER, makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import {
  closeConsole,
  findAnnounced,
  findHeading,
  openConsole,
} from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const TOPICS = [
  { id: 'kaldirim', name: 'Kaldırım onarımı', keywords: [] },
  { id: 'su-kesintisi', name: 'Su kesintisi', keywords: ['su akmıyor'] },
];

async function open(address?: string, session = OFFICER) {
  const server = createStaffServer({ session, cases: [makeCase(1), makeCase(2)] });
  server.topics = TOPICS;
  return { server, ...(await openConsole(server, address)) };
}

const chosen = () => screen.getByRole('navigation', { name: 'Listeyi daraltanlar' });

test('a press shows what was chosen, under an address of its own, and says how many are left', async () => {
  const { server, user } = await open('#/basvurular?liste=suresi-gecen&masa=benim');
  await user.click(screen.getByText('Listeyi daralt'));
  await user.selectOptions(await screen.findByLabelText('Tür'), 'Şikâyet');
  await user.type(screen.getByRole('combobox', { name: 'Konu başlığı' }), 'su akm');
  await user.click(await screen.findByRole('option', { name: 'Su kesintisi' }));
  await user.selectOptions(screen.getByLabelText('İl'), 'Ankara');
  expect(location.hash).toBe('#/basvurular?liste=suresi-gecen&masa=benim');
  await user.click(screen.getByRole('button', { name: 'Göster' }));
  const heading = await findHeading('Masam: Süresi geçen başvurular (Şikâyet, su-kesintisi, Ankara)');
  expect(heading).toBe(document.activeElement);
  expect(location.hash).toBe(
    '#/basvurular?liste=suresi-gecen&masa=benim&tur=sikayet&konu=su-kesintisi&il=06',
  );
  expect(server.seen.at(-1)?.path).toBe(
    '/api/staff/cases?list=overdue&desk=me&kind=complaint&topic=su-kesintisi&province=06',
  );
  await findAnnounced('Bu listede 2 başvuru var.');
});

test('each part is told and can be taken off by itself, or all together', async () => {
  const { user } = await open('#/basvurular?tur=istek&konu=-&il=-&ara=su');
  const heading = '“su” araması: Yanıt bekleyen başvurular (İstek, Konusu tanınmamış, İl belirtilmemiş)';
  expect(screen.getByRole('heading', { level: 1, name: heading })).toBeTruthy();
  const links = within(chosen()).getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Kaldır: Tür', '#/basvurular?konu=-&il=-&ara=su'],
    ['Kaldır: Konu başlığı', '#/basvurular?tur=istek&il=-&ara=su'],
    ['Kaldır: İl', '#/basvurular?tur=istek&konu=-&ara=su'],
    ['Hepsini kaldır', '#/basvurular?ara=su'],
  ]);
  await user.click(screen.getByRole('link', { name: 'Hepsini kaldır' }));
  await findHeading('“su” araması: Yanıt bekleyen başvurular');
  expect(screen.queryByRole('navigation', { name: 'Listeyi daraltanlar' })).toBeNull();
  history.back();
  await findHeading(heading);
});

test('the parts of the lists, a search, a saved view and the pages keep it', async () => {
  await open('#/basvurular?tur=istek');
  const to = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(to('Süresi geçen')).toBe('#/basvurular?liste=suresi-gecen&tur=istek');
  expect(to('Masam')).toBe('#/basvurular?masa=benim&tur=istek');
});

test('a topic that is none is not shown: the page says so at its top, and the field, too', async () => {
  const { user } = await open('#/basvurular');
  await user.click(screen.getByText('Listeyi daralt'));
  const field = await screen.findByRole('combobox', { name: 'Konu başlığı' });
  await user.type(field, 'zürafa{Enter}');
  const link = await screen.findByRole('link', { name: /Konu başlığını listeden seçin/ });
  expect(link.getAttribute('href')).toBe('#narrow-topic');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  await waitFor(() => expect(document.title).toMatch(/^Hata:/));
  expect(location.hash).toBe('#/basvurular');
});

test('what is typed before the topics have come is found when they have', async () => {
  const { server, user } = await open();
  server.next('GET /api/staff/topics', 'held');
  await user.click(screen.getByText('Listeyi daralt'));
  await user.type(await screen.findByRole('combobox', { name: 'Konu başlığı' }), 'kaldırım onarımı{Enter}');
  expect(location.hash).toBe('');
  server.release();
  await findHeading('Yanıt bekleyen başvurular (kaldirim)');
  expect(location.hash).toBe('#/basvurular?konu=kaldirim');
});

test('without the topics the rest can be chosen', async () => {
  const { server, user } = await open();
  server.next('GET /api/staff/topics', 'unreachable');
  await user.click(screen.getByText('Listeyi daralt'));
  expect(await screen.findByText(/Konular ya da kurumlar alınamadı/)).toBeTruthy();
  await user.selectOptions(screen.getByLabelText('İl'), 'İl belirtilmemiş');
  await user.click(screen.getByText('Göster'));
  await findHeading('Yanıt bekleyen başvurular (İl belirtilmemiş)');
  expect(location.hash).toBe('#/basvurular?il=-');
});

test('only the centre, which sees several, chooses among institutions', async () => {
  const { user } = await open(undefined, CENTRE_OFFICER);
  await user.click(screen.getByText('Listeyi daralt'));
  await user.type(await screen.findByRole('combobox', { name: 'Kurum' }), 'su id');
  await user.click(await screen.findByRole('option', { name: 'Büyük Su İdaresi' }));
  await user.type(screen.getByRole('combobox', { name: 'Kurum' }), '{Enter}');
  await findHeading('Yanıt bekleyen başvurular (su-idaresi)');
  expect(location.hash).toBe('#/basvurular?kurum=su-idaresi');
  await closeConsole();
  const own = await open();
  await own.user.click(screen.getByText('Listeyi daralt'));
  await screen.findByRole('combobox', { name: 'Konu başlığı' });
  expect(screen.queryByRole('combobox', { name: 'Kurum' })).toBeNull();
});

test('a list that is narrowed to nothing says so, not that there is no work', async () => {
  const server = createStaffServer({ session: OFFICER });
  await openConsole(server, '#/basvurular?il=07');
  expect(screen.getByRole('heading', { level: 2, name: 'Bu daraltmaya uyan başvuru yok' })).toBeTruthy();
});
