// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { Likeness } from '../../../../domain/desk-wire.ts';
import { CENTRE_OFFICER, makeCase, makeLife, OFFICER, toRow } from '../../../testing/cases.mock.ts';
import {
  closeConsole,
  findAnnounced,
  findHeading,
  openConsole,
} from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const GROUP = '01900000-0000-7000-8000-0000000000aa';
const life = makeLife({ actions: ['place', 'transfer'] });
const acts = (server: ReturnType<typeof createStaffServer>) =>
  server.seen.filter(({ method }) => method === 'PUT');

test('chosen cases go to a colleague one by one, and what did not is told with its reason', async () => {
  const cases = [
    makeCase(1, { life }),
    makeCase(2, { life: makeLife({ actions: [] }) }),
    makeCase(3, { life }),
  ];
  const server = createStaffServer({ session: { ...OFFICER, role: 'unit-head' }, cases });
  server.places = {
    units: [{ id: 'birim', name: 'Arıza Birimi' }],
    colleagues: [{ id: GROUP, name: 'Ayşe Yılmaz', unitId: null, isMe: false }],
  };
  const { user } = await openConsole(server);
  await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000001 Konu 1' }));
  await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000002 Konu 2' }));
  await findAnnounced('2 başvuru seçildi.');
  await user.click(screen.getByRole('button', { name: 'Seçilenlere işlem yap' }));
  await screen.findByRole('option', { name: 'Ayşe Yılmaz' });
  await user.selectOptions(screen.getByLabelText('Kimin masasında?'), GROUP);
  await user.click(screen.getByRole('button', { name: 'Uygula' }));
  expect(await screen.findByText('Yapılan: 1, yapılmayan: 1')).toBeTruthy();
  const failed = screen.getByText(/bu arada değişmiş/);
  expect(within(failed).getByRole('link', { name: /2026-0000002/ })).toBeTruthy();
  expect(acts(server).map(({ body }) => body)).toEqual([
    { kind: 'place', unitId: null, colleagueId: GROUP },
    { kind: 'place', unitId: null, colleagueId: GROUP },
  ]);
});

test('an action whose answer was lost is repeated under its id, the rest is tried again', async () => {
  const cases = [makeCase(1, { life }), makeCase(2, { life })];
  const server = createStaffServer({ session: { ...OFFICER, role: 'unit-head' }, cases });
  const { user } = await openConsole(server);
  await user.click(screen.getByRole('button', { name: 'Bu sayfadakilerin tümünü seç' }));
  await user.click(screen.getByRole('button', { name: 'Seçilenlere işlem yap' }));
  server.next('PUT /api/staff/cases', 'lost');
  await user.click(screen.getByRole('button', { name: 'Uygula' }));
  await user.click(await screen.findByRole('button', { name: 'Kalanları yeniden dene' }));
  expect(await screen.findByText('Yapılan: 2, yapılmayan: 0')).toBeTruthy();
  const paths = acts(server).map(({ path }) => path);
  expect(paths).toHaveLength(3);
  expect(new Set(paths).size).toBe(2);
});

test('an empty list offers nothing to choose, and what became of its last cases stays', async () => {
  const server = createStaffServer({
    session: { ...OFFICER, role: 'unit-head' },
    cases: [makeCase(1, { life })],
  });
  const { user } = await openConsole(server);
  await user.click(screen.getByRole('button', { name: 'Bu sayfadakilerin tümünü seç' }));
  await user.click(screen.getByRole('button', { name: 'Seçilenlere işlem yap' }));
  server.next('GET /api/staff/cases?', Response.json({ cases: [], total: 0, next: null }));
  await user.click(screen.getByRole('button', { name: 'Uygula' }));
  expect(await screen.findByRole('heading', { name: 'Yanıt bekleyen başvuru yok' })).toBeTruthy();
  expect(screen.getByText('Yapılan: 1, yapılmayan: 0')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /tümünü seç|seçimi|Seçilenlere/i })).toBeNull();
});

test('what an institution has is not offered to be assigned, and beside others not sent', async () => {
  const cases = [1, 2].map((nth) => makeCase(nth, { life: makeLife({ actions: ['assign', 'transfer'] }) }));
  const server = createStaffServer({ session: { ...CENTRE_OFFICER, role: 'coordinator' }, cases });
  const rows = cases.map((one, index) => ({ ...toRow(one), isInPool: index === 1 }));
  server.next('GET /api/staff/cases?', Response.json({ cases: rows, total: 2, next: null }));
  const { user } = await openConsole(server);
  await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000001 Konu 1' }));
  await user.click(screen.getByRole('button', { name: 'Seçilenlere işlem yap' }));
  expect(screen.queryByRole('radio', { name: 'Bir kuruma ata' })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000002 Konu 2' }));
  await user.click(screen.getByRole('radio', { name: 'Bir kuruma ata' }));
  await user.type(screen.getByRole('combobox', { name: 'Kurum' }), 'dumanlıova belediyesi');
  await findAnnounced('Seçildi: Dumanlıova Belediyesi');
  await user.click(screen.getByRole('button', { name: 'Uygula' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Uygula' }));
  expect(await screen.findByText('Yapılan: 1, yapılmayan: 1')).toBeTruthy();
  expect(screen.getByText(/bir kurumda duruyor/)).toBeTruthy();
  expect(acts(server).map(({ path }) => path.includes(cases[1]?.applicationId ?? '-'))).toEqual([true]);
});

test('nothing chosen is a fault at the top, and asks the server nothing', async () => {
  const server = createStaffServer({ session: OFFICER, cases: [makeCase(1, { life })] });
  const { user } = await openConsole(server);
  await user.click(screen.getByRole('button', { name: 'Seçilenlere işlem yap' }));
  await user.click(screen.getByRole('button', { name: 'Uygula' }));
  const summary = await screen.findByRole('region', { name: 'Bu işlem henüz yapılamaz' });
  await waitFor(() => expect(document.activeElement).toBe(summary));
  expect(acts(server)).toEqual([]);
});

test('who only reads, and a list of answered ones, has nothing to choose', async () => {
  await openConsole(createStaffServer({ session: { ...OFFICER, role: 'auditor' }, cases: [makeCase(1)] }));
  expect(screen.queryByRole('checkbox', { name: /^Seç/ })).toBeNull();
});

test('one answer to many: each by its number, who asked for another form is left out with the reason', async () => {
  const cases = [
    makeCase(1, { formats: ['text'], life }),
    makeCase(2, { formats: ['sign-language'], life }),
    makeCase(3, { formats: ['text'], life }),
  ];
  const server = createStaffServer({ session: CENTRE_OFFICER, cases });
  const { user } = await openConsole(server, `#/basvurular?grup=${GROUP}`);
  expect(await findHeading('Birbirine benzeyen başvurular')).toBeTruthy();
  await user.click(screen.getByLabelText('Yanıt'));
  await user.paste('{numara} sayılı başvurunuz: arıza giderildi.');
  await user.click(screen.getByRole('radio', { name: /Bu gruptakilerin tümüne/ }));
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/^1 başvuru dışarıda kalacak/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Yanıtı gönder' }));
  expect(await screen.findByText('Yapılan: 2, yapılmayan: 1')).toBeTruthy();
  expect(screen.getByText(/işaret dili, ses ya da kolay metin istiyor/)).toBeTruthy();
  expect(acts(server).map(({ body }) => body)).toEqual([
    { text: '2026-0000001 sayılı başvurunuz: arıza giderildi.' },
    { text: '2026-0000003 sayılı başvurunuz: arıza giderildi.' },
  ]);
});

test('all of a group that is narrowed is all that is shown, and nobody who was left out', async () => {
  const cases = [1, 2].map((number) => makeCase(number, { formats: ['text'], life }));
  const server = createStaffServer({ session: CENTRE_OFFICER, cases });
  const { user } = await openConsole(server, `#/basvurular?masa=benim&grup=${GROUP}&ara=vapur`);
  await user.type(screen.getByLabelText('Yanıt'), 'Onarıldı.');
  await user.click(screen.getByRole('radio', { name: /Bu gruptakilerin tümüne/ }));
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByRole('dialog');
  const lists = server.seen.filter(({ path }) => path.includes('list='));
  const asked = lists.map(({ path }) => new URL(path, 'https://kopru.test').searchParams.toString());
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked).size).toBe(1);
});

test('groups are a table, each with the way to its cases', async () => {
  const server = createStaffServer({ session: OFFICER });
  const one: Likeness = {
    id: GROUP,
    subject: 'Su kesintisi',
    province: 'Ankara',
    topic: 'Su',
    open: 431,
    sinceYesterday: 412,
    firstAt: '2026-11-22T06:12:00.000Z',
    dueOn: '2026-12-22',
  };
  server.likenesses = [one];
  await openConsole(server, '#/benzerler');
  expect(screen.getByRole('link', { name: 'Su kesintisi' }).getAttribute('href')).toBe(
    `#/basvurular?grup=${GROUP}`,
  );
  expect(screen.getByText('412')).toBeTruthy();
});
